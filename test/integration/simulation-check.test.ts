import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'

// `npm run simulation:check -- FILE`, run as an author runs it: on a file, without any server or setting.

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'simulation-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function check(file: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const program = join(ROOT, 'src/roles/simulation-check.ts')
  return new Promise((resolve) => {
    execFile(process.execPath, [program, file], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

function saved(text: string): string {
  const file = join(folder, 'simulation.yaml')
  writeFileSync(file, text)
  return file
}

const guide = readFileSync(join(ROOT, 'docs/authoring.md'), 'utf8')
/** The first whole simulation of the guide for authors. */
const EXAMPLE = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(guide)?.[1] ?? ''
const example = (over: object) => saved(stringify({ ...parse(EXAMPLE), ...over }))

const ENDLESS = 'with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r'

describe('simulation:check', () => {
  it('prints for the example of the guide what the guide says it prints', async () => {
    const { code, stdout, stderr } = await check(saved(EXAMPLE))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(guide).toContain(`\`\`\`\n${stdout}\`\`\``)
  })

  it('tells a reference that fails its own test, and exits with 1', async () => {
    const { code, stdout } = await check(saved(EXAMPLE.replace('expected: 1500', 'expected: 1501')))
    expect(code).toBe(1)
    expect(stdout).toContain(
      '1 fault:\n  - tasks.0.tests.2: the reference fails "fee: no stay costs more than',
    )
  })

  it('tells every fault of a definition by its path', async () => {
    const tasks = [{ id: 'quiz', kind: 'choice', options: ['a', 'b'], answer: ['c'] }]
    const { code, stderr } = await check(example({ slug: 'Two Words', tasks }))
    expect(code).toBe(1)
    expect(stderr).toContain('2 faults:\n  - slug: ')
    expect(stderr).toContain('  - tasks.0.answer.0: c is not among the options')
  })

  it.each([
    ['setup', { setup: 'create tabel t (n int)' }, 'tasks.1.setup: line 1, column 8: syntax error'],
    [
      'model query',
      { query: 'select m from t' },
      'tasks.1.query: line 1, column 8: column "m" does not exist',
    ],
    ['endless query', { query: ENDLESS }, 'tasks.1.query: '],
  ])(
    'tells a SQL task whose %s is wrong, and scores the starters all the same',
    async (_part, over, fault) => {
      const sql = {
        id: 'report',
        kind: 'sql',
        setup: 'create table t (n int)',
        query: 'select n from t',
        ...over,
      }
      const { code, stdout, stderr } = await check(example({ tasks: [...parse(EXAMPLE).tasks, sql] }))
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
      expect(stdout).toContain('The reference is not scored before its faults are mended.')
      expect(stdout).toContain('The starter fails 4 of 4 test cases:')
      expect(stdout).toContain(`1 fault:\n  - ${fault}`)
    },
  )

  it('shows the line at which a file is no YAML', async () => {
    const { code, stderr } = await check(saved('slug: [hello\ntitle: Hello\n'))
    expect(code).toBe(1)
    expect(stderr).toContain('at line 2')
  })

  it('says that a file is not there, and which file to name', async () => {
    expect(await check('missing.yaml')).toMatchObject({ code: 1, stderr: 'There is no file missing.yaml\n' })
  })

  it('takes the default rubric for a template that only the server knows, and says so', async () => {
    const { code, stdout } = await check(example({ rubric: 'backend-junior' }), {
      DEFAULT_RUBRIC: 'correctness=1',
    })
    expect(code).toBe(0)
    expect(stdout).toContain('The server alone knows the rubric template "backend-junior"')
    expect(stdout).toMatch(/correctness +100%/)
  })

  it('tells a default rubric that is none', async () => {
    const { code, stderr } = await check(saved(EXAMPLE), { DEFAULT_RUBRIC: 'correctness=0.7' })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'DEFAULT_RUBRIC: the weights sum to 0.7, not to 1\n',
    })
  })
})

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../support/builders.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { PUBLISH } from '../support/operations.ts'

let engine: Engine
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'try-'))
  writeFileSync(join(folder, 'good.js'), GOOD)
  engine = await startEngine()
  const severalTasks = [...aTasksOf(aQuiz()), aCodeTask()]
  await publish(aDefinition())
  await publish(aDefinition({ slug: 'several', tasks: severalTasks }))
  await publish(aDefinition({ slug: 'once', maxAttempts: 1 }))
  await publish(aQuiz())
})
afterAll(async () => {
  await engine?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const GOOD = 'export const sumOfEvens = (ns) => ns.filter((n) => n % 2 === 0).reduce((a, b) => a + b, 0)\n'

const aTasksOf = (definition: object) => (definition as { tasks: object[] }).tasks

async function publish(definition: object): Promise<void> {
  const { data } = await engine.ask(PUBLISH, { input: { definition } })
  expect(data.publishSimulation).toHaveProperty('slug')
}

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the client as a person does, in a folder that holds no key of its own. */
function run(args: readonly string[], options: readonly string[] = connected()): Promise<Run> {
  const script = join(import.meta.dirname, '../../src/roles/try.ts')
  const { PATH = '' } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args, ...options],
      { cwd: folder, env: { PATH } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

const connected = () => ['--url', engine.url, '--key', ADMIN_KEY]

describe('npm run try', () => {
  it('hands a file in, shows each state as it comes, and then the verdict', async () => {
    const { code, stdout } = await run(['sum-of-evens', 'good.js'])

    expect(stdout).toMatch(/attempt 1 of try-/)
    expect(stdout).toMatch(/Autosaved, revision 1\n/)
    expect(stdout).toMatch(
      /\+\d+\.\d{3} s {2}(QUEUED|RUNNING)[\s\S]+\+\d+\.\d{3} s {2}DONE\n\nScore \d+\/100\n/,
    )
    expect(stdout).toContain('Tests: 2 of 2 passed\n  ✓ adds evens\n  ✓ Hidden test 1\n')
    expect(code).toBe(0)
  })

  it('answers the first task that takes such a file, and says which are left', async () => {
    const { code, stdout } = await run(['several', 'good.js'])

    expect(stdout).toContain('Without an answer: quiz\n')
    expect(stdout).toContain('✓ adds evens')
    expect(code).toBe(0)
  })

  it('answers several tasks by their ids', async () => {
    writeFileSync(join(folder, 'all.yaml'), `sum: { code: ${JSON.stringify(GOOD)} }\nquiz: { choice: [b] }\n`)
    const { code, stdout } = await run(['several', 'all.yaml'])

    expect(stdout).not.toContain('Without an answer')
    expect(stdout).toContain('✓ adds evens')
    expect(code).toBe(0)
  })

  it('says what a file can answer where no task takes it', async () => {
    writeFileSync(join(folder, 'query.sql'), 'select 1')
    const { code, stderr } = await run(['several', 'query.sql'])

    expect(stderr).toContain('No task of several takes sql: a file ending in .sql answers a SQL task')
    expect(code).toBe(1)
  })

  it('tells which simulations there are when the one it was given is unknown', async () => {
    const { code, stderr } = await run(['nope', 'good.js'])

    expect(stderr).toMatch(
      /There is no simulation nope\. There are:\n[\s\S]*sum-of-evens {13}Sum of the even numbers\n/,
    )
    expect(code).toBe(1)
  })

  it('says what to do when the learner has no attempt left', async () => {
    await run(['once', 'good.js'])
    const { code, stderr } = await run(['once', 'good.js'])

    expect(stderr).toContain('--learner')
    expect(code).toBe(1)
  })

  it('explains itself when asked', async () => {
    const { code, stdout } = await run(['--help'], [])

    expect([code, stdout.split(':')[0]]).toEqual([0, 'Usage'])
  })

  it.each<[string, readonly string[], readonly string[] | undefined, string]>([
    ['a simulation without code', ['quiz', 'good.js'], undefined, 'No task of quiz takes code'],
    ['a file that is not there', ['sum-of-evens', 'away.js'], undefined, 'away.js cannot be read'],
    ['no file', ['sum-of-evens'], undefined, 'Usage: npm run try'],
    ['an unknown option', ['sum-of-evens', 'good.js', '--fast'], undefined, "'--fast'"],
    ['no key', ['sum-of-evens', 'good.js'], [], 'There is no key'],
    [
      'an API that is not there',
      ['sum-of-evens', 'good.js'],
      ['--url', 'http://127.0.0.1:1', '--key', 'k'],
      'No API answers',
    ],
  ])('refuses %s in plain words', async (_name, args, options, message) => {
    const { code, stdout, stderr } = await run(args, options)

    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect([code, stdout]).toEqual([1, ''])
  })

  it('says that the key was refused', async () => {
    const { code, stderr } = await run(['sum-of-evens', 'good.js'], ['--url', engine.url, '--key', 'wrong'])

    expect([code, stderr]).toEqual([1, `The API at ${engine.url} refuses the key.\n`])
  })
})

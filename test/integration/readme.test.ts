import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { PUBLISH } from '../support/operations.ts'

const ROOT = join(import.meta.dirname, '../..')
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
  const definition = parse(readFileSync(join(ROOT, 'simulations/hello.yaml'), 'utf8'))
  await engine.ask(PUBLISH, { input: { definition } })
})
afterAll(() => engine?.stop())

/** The blocks of the README in one language, in their order. */
const blocks = (language: string) =>
  [...README.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  )

/** The GraphQL requests among them, with the id that the shell puts in. */
function requests(id: string): { query: string; variables: Record<string, unknown> }[] {
  const bodies = blocks('bash').flatMap((block) => /^ask '([\s\S]*)'$/m.exec(block)?.[1] ?? [])
  return bodies.map((body) => JSON.parse(body.replaceAll("'$ID'", id)))
}

/** Ids differ from one run to the next. */
const withoutIds = (text: string) => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')

describe('the README', () => {
  it('shows what npm run try prints', async () => {
    const args = ['src/roles/try.ts', 'hello', 'examples/hello.js', '--url', engine.url, '--key', ADMIN_KEY]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: {} })
    const shown = blocks('').find((block) => block.startsWith('$ npm run'))

    // What comes before are ids and times.
    const verdictOf = (text = '') => text.slice(text.indexOf('\nScore ')).trim()
    expect(verdictOf(shown)).toBe(verdictOf(stdout))
  })

  it('shows what the API answers to create, autosave, submit and read', async () => {
    const answers: string[] = []
    let id = ''
    for (const index of blocks('json').keys()) {
      const { query, variables } = requests(id)[index] ?? {
        query: 'the README has no request for this answer',
      }
      const { data, errors } = await engine.ask(query, variables)
      answers.push(JSON.stringify({ data, errors }))
      id ||= data.createSubmission.id
      const jobId = data.submitSubmission?.scoreJob.id
      if (jobId !== undefined) await untilDone(jobId)
    }

    expect(answers).toHaveLength(4)
    expect(answers.map(withoutIds)).toEqual(blocks('json').map(withoutIds))
  })
})

async function untilDone(jobId: string): Promise<void> {
  const ended = engine.watch(`subscription { jobStatus(jobId: "${jobId}") { id } }`)
  while (!(await ended.next()).done);
}

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ownDatabase } from '../support/stores.ts'

// `npm run simulation:publish`, run as an operator runs it: on a folder, with nothing but a database.

const folder = mkdtempSync(join(tmpdir(), 'simulations-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('publishes what is sound in a folder, and tells which file is not, and where', async () => {
  const quiz = 'kind: choice, options: [a, b], answer: [a]'
  writeFileSync(join(folder, 'a.yaml'), 'slug: a\ntasks:\n\t- { id: q }\n')
  writeFileSync(
    join(folder, 'b.yaml'),
    `{ slug: b, title: B, instructions: B, tasks: [&q { id: q, ${quiz} }, { <<: *q, id: r }] }`,
  )
  const env = { PATH: process.env.PATH, DATABASE_URL: await ownDatabase() }
  const program = join(import.meta.dirname, '../../src/roles/publish.ts')
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; output: string }>()
  execFile(process.execPath, [program, folder], { env }, (error, stdout, stderr) =>
    resolve({ code: error?.code ?? 0, output: stdout + stderr }),
  )
  const { code, output } = await promise

  expect(code).toBe(1)
  expect(output).toMatch(/"file":"a\.yaml".*at line 3.*was refused/)
  expect(output).toMatch(/"file":"b\.yaml".*Simulation published/)
})

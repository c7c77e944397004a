import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { openSubmissionWrites } from '../../src/store/submission-writes.ts'
import { aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { AUTOSAVE, CREATE, PUBLISH } from '../support/operations.ts'

const SAVES = 20_000

let engine: Engine
let id: string
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  const input = { learnerId: 'ada', simulationId: 'quiz', data: {} }
  id = (await engine.ask(CREATE, { input })).data.createSubmission.id
})
afterAll(() => engine.stop())
afterEach(() => vi.restoreAllMocks())

it('costs one round trip to Postgres for each save', async () => {
  const query = vi.spyOn(Client.prototype, 'query')
  await engine.ask(AUTOSAVE, { input: { submissionId: id, data: { text: 'one' } } })
  const texts = query.mock.calls.map(([asked]) => textOf(asked))
  // The relay takes its turns beside it, in transactions.
  const own = texts.filter((text) => !/^(begin|commit|rollback|delete from outbox)/.test(text))

  expect(own).toEqual([expect.stringContaining('update submissions set data')])
})

it('shares statements, and so commits, with other saves that come at once', async () => {
  const input = (i: number) => ({ learnerId: `learner ${i}`, simulationId: 'quiz', data: {} })
  const drafts = await Promise.all(
    Array.from({ length: 50 }, (_, i) => engine.ask(CREATE, { input: input(i) })),
  )
  const query = vi.spyOn(Client.prototype, 'query')
  const saved = await Promise.all(
    drafts.map(({ data: { createSubmission } }) =>
      engine.ask(AUTOSAVE, { input: { submissionId: createSubmission.id, data: { text: 'one' } } }),
    ),
  )
  const statements = query.mock.calls.filter(([asked]) => textOf(asked).includes('update submissions'))

  expect(saved.map(({ data }) => data.autosaveSubmission.revision)).toEqual(drafts.map(() => 1))
  expect(statements.length).toBeLessThan(saved.length / 2)
})

it(`leaves a table that does not grow, after ${SAVES} saves of one draft`, async () => {
  const { statements, stop } = openDatabase({ url: engine.databaseUrl, connections: 1, statementMs: null })
  const writes = openSubmissionWrites(statements)
  const sql = new Client({ connectionString: engine.databaseUrl })
  await sql.connect()
  for (let n = 0; n < SAVES; n += 1) {
    const data = { text: `${n} `.repeat(100) }
    await writes.autosave({ id, learnerId: null, data, text: JSON.stringify(data), expectedRevision: null })
  }
  const { rows } = await sql.query(`select revision, pg_table_size('submissions')::int as bytes,
    pg_indexes_size('submissions')::int as index_bytes from submissions where id = '${id}'`)
  await stop()
  // A connection tells the statistics what it has done when it ends.
  const updates = await vi.waitUntil(async () => {
    const statistics = `select n_tup_upd::int as all, n_tup_hot_upd::int as hot from pg_stat_user_tables
      where relname = 'submissions'`
    const [read] = (await sql.query(statistics)).rows
    return read.all >= SAVES ? read : null
  }, 10_000)
  await sql.end()

  expect(rows[0].revision).toBeGreaterThanOrEqual(SAVES)
  // Each dead row is removed by the next visits to its page: no index is written, and no vacuum is needed.
  expect(updates.hot / updates.all).toBeGreaterThan(0.99)
  expect(rows[0].bytes).toBeLessThan(256 * 1024)
  expect(rows[0].index_bytes).toBeLessThan(256 * 1024)
}, 120_000)

function textOf(asked: unknown): string {
  return typeof asked === 'string' ? asked.trim() : String((asked as { text?: string }).text).trim()
}

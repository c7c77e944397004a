import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import type { Verdict } from '../../src/domain/verdict.ts'
import { openDatabase } from '../../src/store/database.ts'
import { removeFromOutbox } from '../../src/store/outbox.ts'
import { openRunWrites } from '../../src/store/run-writes.ts'
import { openSubmissionWrites } from '../../src/store/submission-writes.ts'
import { eventually } from '../support/eventually.ts'
import { ownDatabase } from '../support/stores.ts'

const VERDICT: Verdict = {
  score: 0,
  breakdown: [],
  feedback: '',
  findings: [],
  testResults: [],
  engineVersion: '1.0.0',
}
/** Far more than what a few jobs read, far less than there are rows. */
const MANY = 5000

let url: string
let sql: Client
beforeAll(async () => {
  url = await ownDatabase()
  sql = new Client({ connectionString: url })
  await sql.connect()
})
afterAll(() => sql.end())

it('looks rows up by plans that were made when there were few, and reads no table from end to end', async () => {
  const { statements, stop } = openDatabase({ url, connections: 1, statementMs: null })
  const writes = openSubmissionWrites(statements)
  const runs = openRunWrites(statements, { worker: 'worker', leaseMs: 15_000 })
  async function scoreOne(learnerId: string) {
    const work = { simulationId: newId(), slug: 'quiz', data: {}, text: '{}', maxAttempts: 5 }
    const begun = await writes.insert({ learnerId, ...work, idempotency: null })
    const draft = { id: begun?.id ?? '', learnerId, data: null, text: null, expectedRevision: null }
    const jobId = (await writes.submit(draft))?.job.id ?? ''
    const claim = await runs.claim({ jobId, epoch: 0 })
    await removeFromOutbox(statements, [{ jobId, epoch: 0 }])

    expect(claim && (await runs.complete(claim, VERDICT))?.status).toBe('DONE')
  }
  await sql.query('analyze')
  await scoreOne('ada')
  await fillTables()
  const before = await rowsRead()
  for (const learnerId of ['bob', 'eve', 'kim']) await scoreOne(learnerId)
  await stop()

  // Connections tell the statistics what they have done before they have ended.
  const after = await eventually(async () => {
    const read = await rowsRead()
    return read.looked > before.looked && read
  })
  expect(after.looked - before.looked).toBeLessThan(MANY / 10)
  expect(after.whole - before.whole).toBe(0)
})

/** Rows in all tables that the statements write. */
async function fillTables(): Promise<void> {
  const rows = `generate_series(1, ${MANY}) as n`
  await sql.query(`
    insert into submissions (id, learner_id, simulation_id, slug, attempt, data)
      select gen_random_uuid(), 'learner ' || n, gen_random_uuid(), 'quiz', 1, '{}' from ${rows};
    insert into drafts select id from submissions where status = 'IN_PROGRESS';
    insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id)
      select gen_random_uuid(), 'SUBMISSION', learner_id, simulation_id, slug, id from submissions
      where status = 'IN_PROGRESS';
    insert into outbox (job_id, epoch) select id, 0 from score_jobs where status = 'QUEUED';
    insert into score_job_runs (job_id, number, worker) select id, 1, 'worker' from score_jobs where status = 'QUEUED'`)
  await sql.query('select pg_stat_force_next_flush()')
}

/** Rows read so far: those found by an index, and those of tables that were read from end to end. */
async function rowsRead(): Promise<{ looked: number; whole: number }> {
  await sql.query('select pg_stat_clear_snapshot()')
  const { rows } = await sql.query(`
    select sum(idx_tup_fetch)::int as looked, sum(seq_tup_read)::int as whole from pg_stat_user_tables`)
  return rows[0]
}

import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
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
beforeEach(async () => {
  url = await ownDatabase()
  sql = new Client({ connectionString: url })
  await sql.connect()
})
afterEach(() => sql.end())

// How many there are decides which of two indexes seems the cheaper one: the better one must win every time.
it.each([
  { few: 0, known: 'analyzed' },
  { few: 20, known: 'analyzed' },
  { few: 20, known: 'not analyzed' },
  { few: 210, known: 'not analyzed' },
  { few: 215, known: 'not analyzed' },
  { few: 220, known: 'not analyzed' },
  { few: 225, known: 'not analyzed' },
  { few: 400, known: 'analyzed' },
])(
  'looks rows up, and reads no table whole, by plans made when there were $few, $known',
  async ({ few, known }) => {
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
    await fillTables(few)
    if (known === 'analyzed') await sql.query('analyze')
    await scoreOne('ada')
    await fillTables(MANY)
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
  },
)

/** Rows in all tables that the statements write. */
async function fillTables(count: number): Promise<void> {
  const rows = `generate_series(1, ${count}) as n`
  await sql.query(`
    insert into submissions (id, learner_id, simulation_id, slug, attempt, data)
      select uuidv7(), 'learner-${count}-' || n, gen_random_uuid(), 'quiz', 1, '{}' from ${rows};
    insert into drafts select id from submissions where status = 'IN_PROGRESS' on conflict do nothing;
    insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id)
      select gen_random_uuid(), 'SUBMISSION', learner_id, simulation_id, slug, id from submissions
      where status = 'IN_PROGRESS' on conflict do nothing;
    insert into outbox (job_id, epoch) select id, 0 from score_jobs where status = 'QUEUED' on conflict do nothing;
    insert into score_job_runs (job_id, number, worker)
      select id, 1, 'worker' from score_jobs where status = 'QUEUED' on conflict do nothing`)
  await sql.query('select pg_stat_force_next_flush()')
}

/** Rows read so far: those found by an index, and those of tables that were read from end to end. */
async function rowsRead(): Promise<{ looked: number; whole: number }> {
  await sql.query('select pg_stat_clear_snapshot()')
  const { rows } = await sql.query(`
    select sum(idx_tup_fetch)::int as looked, sum(seq_tup_read)::int as whole from pg_stat_user_tables`)
  return rows[0]
}

import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { removeExpired } from '../../src/store/retention.ts'
import { aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE, CREATE_JOB, PUBLISH, SUBMIT } from '../support/operations.ts'

const DATA = { answers: { quiz: { choice: ['b'] } } }
const DAYS = 30

let engine: Engine
let sql: Client
beforeAll(async () => {
  engine = await startEngine({ env: { RETENTION_DAYS: String(DAYS) } })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  sql = new Client({ connectionString: engine.databaseUrl })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await engine.stop()
})
beforeEach(() => sql.query('truncate submissions, score_jobs, score_job_runs, outbox'))

let learners = 0
async function aDraft(): Promise<string> {
  learners += 1
  const input = { learnerId: `learner ${learners}`, simulationId: 'quiz', data: DATA }
  return (await engine.ask(CREATE, { input })).data.createSubmission.id
}
async function submitted(): Promise<{ id: string; jobId: string }> {
  const id = await aDraft()
  const { data } = await engine.ask(SUBMIT, { input: { submissionId: id } })
  const jobId = data.submitSubmission.scoreJob.id
  await eventually(async () => (await statusOf(jobId)) === 'DONE')
  return { id, jobId }
}
async function directJob(): Promise<string> {
  const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: DATA }
  const jobId = (await engine.ask(CREATE_JOB, { input })).data.createScoreJob.id
  await eventually(async () => (await statusOf(jobId)) === 'DONE')
  return jobId
}
async function statusOf(jobId: string): Promise<string | undefined> {
  return (await sql.query('select status from score_jobs where id = $1', [jobId])).rows[0]?.status
}

/** Makes everything that there is so many days older; final rows are kept from changing by a trigger. */
async function age(days: number): Promise<void> {
  await sql.query(`set session_replication_role = replica;
    update submissions set created_at = created_at - interval '${days} days',
      updated_at = updated_at - interval '${days} days', submitted_at = submitted_at - interval '${days} days';
    update score_jobs set queued_at = queued_at - interval '${days} days',
      started_at = started_at - interval '${days} days', completed_at = completed_at - interval '${days} days';
    set session_replication_role = origin`)
}
const idsIn = async (table: string) =>
  (await sql.query(`select id from ${table} order by id`)).rows.map(({ id }) => id)
const count = async (table: string) =>
  Number((await sql.query(`select count(*) from ${table}`)).rows[0].count)

it('removes what is past its time, with its jobs and runs, and keeps the rest', async () => {
  await Promise.all([aDraft(), submitted(), directJob()])
  await age(DAYS + 1)
  const young = [await aDraft(), (await submitted()).id]
  const youngJob = await directJob()
  // A worker takes its turn: nobody asks for it.
  await eventually(async () => (await count('submissions')) === 2, 30_000)

  expect(await idsIn('submissions')).toEqual(young.sort())
  expect(await idsIn('score_jobs')).toContain(youngJob)
  expect(await count('score_jobs')).toBe(2)
  expect(await count('score_job_runs')).toBe(2)
}, 60_000)

it('keeps a draft that was saved lately, and work that was scored again lately, however old they are', async () => {
  const [draft, scored] = await Promise.all([aDraft(), submitted()])
  await age(DAYS + 1)
  await sql.query('update submissions set updated_at = now() where id = $1', [draft])
  await sql.query(
    `insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id, status, started_at,
       completed_at, error_code, error_message, error_retryable)
     select gen_random_uuid(), 'RESCORE', learner_id, simulation_id, slug, submission_id, 'ERROR', now(),
       now(), 'SCORING_FAILED', 'failed', true from score_jobs where id = $1`,
    [scored.jobId],
  )
  await removeAll()

  expect(await idsIn('submissions')).toEqual([draft, scored.id].sort())
  expect(await count('score_jobs')).toBe(2)
})

it('never removes a job that is queued or running, nor the submission that it scores', async () => {
  const works = await Promise.all([submitted(), submitted()])
  const jobs = await Promise.all([directJob(), directJob()])
  const [queued, running] = [
    [works[0].jobId, jobs[0]],
    [works[1].jobId, jobs[1]],
  ]
  await age(DAYS + 1)
  await sql.query(
    `begin; set local session_replication_role = replica;
     update score_jobs set status = 'QUEUED', verdict = null, completed_at = null, epoch = 99
       where id in (${queued.map((id) => `'${id}'`)});
     update score_jobs set status = 'RUNNING', verdict = null, completed_at = null, token = gen_random_uuid(),
       lease_until = now() + interval '1 hour' where id in (${running.map((id) => `'${id}'`)});
     commit`,
  )
  await removeAll()

  expect(await count('score_jobs')).toBe(4)
  expect(await count('submissions')).toBe(2)
})

it('works in batches, one process at a time', async () => {
  for (let n = 0; n < 5; n += 1) await aDraft()
  await age(DAYS + 1)
  const { db, stop } = openDatabase({ url: engine.databaseUrl, connections: 2, statementMs: null })
  const options = { days: DAYS, limit: 2 }
  // Another process is at it.
  await sql.query(`select pg_advisory_lock(hashtextextended('retention', 3))`)
  const locked = await removeExpired(db, options)
  await sql.query(`select pg_advisory_unlock(hashtextextended('retention', 3))`)
  const free = await removeExpired(db, options)
  await stop()

  expect(locked).toEqual({ submissions: 0, jobs: 0 })
  expect(free.submissions).toBeLessThanOrEqual(2)
})

async function removeAll(): Promise<void> {
  const { db, stop } = openDatabase({ url: engine.databaseUrl, connections: 1, statementMs: null })
  await removeExpired(db, { days: DAYS, limit: 100 })
  await stop()
}

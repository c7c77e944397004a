import { type Generated, sql } from 'kysely'
import type { JobRun, ScoreJob, ScoringError } from '../domain/score-job.ts'
import type { Db } from './database.ts'
import { type ScoreJobRow, toScoreJob } from './score-jobs.ts'

// Every change of a job by a worker is fenced by the token of the run: a worker that was replaced
// changes nothing and is told so by a null.

export interface ScoreJobRunsTable {
  job_id: string
  number: number
  worker: string
  started_at: Generated<Date>
  ended_at: Date | null
  outcome: Generated<JobRun['outcome']>
  message: string | null
}

/**
 * Lengthens the leases of this worker's runs.
 * @returns the tokens that still stand; a run whose token is not among them has lost its job
 */
export async function renewLeases(
  db: Db,
  tokens: readonly string[],
  leaseMs: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ token: string }>`
    update score_jobs set lease_until = now() + ${leaseMs} * interval '1 millisecond'
    where status = 'RUNNING' and token = any(${[...tokens]}::uuid[]) and lease_until > now()
    returning token`.execute(db)
  return new Set(rows.map((row) => row.token))
}

/** Which run of which job: what a worker has to show to change it. */
export interface Hold {
  readonly jobId: string
  readonly token: string
}

/** RUNNING → ERROR: no retry can help, or none is left. `cause` is told of the run, where it is not the error itself. */
export async function failJob(
  db: Db,
  hold: Hold,
  error: ScoringError,
  cause = error.message,
): Promise<ScoreJob | null> {
  const message = storable(error.message)
  const { rows } = await sql<ScoreJobRow>`
    with failed as (
      update score_jobs set status = 'ERROR', version = version + 1, error_code = ${error.code},
        error_message = ${message}, error_retryable = ${error.retryable},
        completed_at = now(), token = null, lease_until = null
      where id = ${hold.jobId} and token = ${hold.token}
      returning *),
    ${endRun('failed', 'ERROR', storable(cause))}
    select * from failed`.execute(db)
  return rows[0] === undefined ? null : toScoreJob(rows[0])
}

/** RUNNING → QUEUED, one retry spent, to be woken after `delayMs`. */
export async function retryJob(
  db: Db,
  hold: Hold,
  { delayMs, message }: { delayMs: number; message: string },
): Promise<Requeued | null> {
  return requeue(db, hold, { retries: 1, delayMs, outcome: 'RETRIED', message: storable(message) })
}

/** RUNNING → QUEUED without a retry spent: a worker that stops gives back what it has not finished. */
export async function handBackJob(db: Db, hold: Hold): Promise<Requeued | null> {
  return requeue(db, hold, {
    retries: 0,
    delayMs: 0,
    outcome: 'HANDED_BACK',
    message: 'the worker was stopped',
  })
}

/** A job that is queued again, at a new epoch. */
export interface Requeued {
  readonly job: ScoreJob
  readonly epoch: number
}

interface Requeue {
  readonly retries: 0 | 1
  readonly delayMs: number
  readonly outcome: JobRun['outcome']
  readonly message: string
}

async function requeue(
  db: Db,
  hold: Hold,
  { retries, delayMs, outcome, message }: Requeue,
): Promise<Requeued | null> {
  const { rows } = await sql<ScoreJobRow>`
    with requeued as (
      update score_jobs set status = 'QUEUED', version = version + 1, epoch = epoch + 1,
        retry_count = retry_count + ${retries}::int, started_at = null, token = null, lease_until = null,
        due_at = now() + ${delayMs} * interval '1 millisecond'
      where id = ${hold.jobId} and token = ${hold.token}
      returning *),
    wake_up as (
      insert into outbox (job_id, epoch, due_at) select id, epoch, due_at from requeued),
    ${endRun('requeued', outcome, message)}
    select * from requeued`.execute(db)
  const row = rows[0]
  return row === undefined ? null : { job: toScoreJob(row), epoch: row.epoch }
}

/** A job may lose its worker this often before it is held to be what kills them. */
const MAX_CRASHES = 3

/**
 * Puts back the jobs whose lease has run out: their worker died or froze. A job that has lost more than
 * MAX_CRASHES workers ends in ERROR instead. No retry is spent.
 */
export async function recoverLostJobs(db: Db, limit = 100): Promise<ScoreJob[]> {
  const { rows } = await sql<ScoreJobRow>`
    with lost as (
      select id, crash_count >= ${MAX_CRASHES} as poison from score_jobs
      where status = 'RUNNING' and lease_until < now()
      order by lease_until limit ${limit} for update skip locked),
    recovered as (
      update score_jobs set version = version + 1, crash_count = crash_count + 1, token = null, lease_until = null,
        status = case when poison then 'ERROR' else 'QUEUED' end,
        epoch = epoch + case when poison then 0 else 1 end,
        started_at = case when poison then started_at end,
        completed_at = case when poison then now() end,
        error_code = case when poison then 'WORKER_CRASHED' end,
        error_message = case when poison then 'the worker died on each run of this job' end,
        error_retryable = case when poison then true end
      from lost where score_jobs.id = lost.id
      returning score_jobs.*),
    wake_up as (insert into outbox (job_id, epoch) select id, epoch from recovered where status = 'QUEUED'),
    ${endRun('recovered', 'LOST', 'the lease ran out')}
    select * from recovered`.execute(db)
  return rows.map(toScoreJob)
}

/** The clause that closes the open run of each job in `changed`. */
export function endRun(changed: string, outcome: JobRun['outcome'], message: string | null) {
  return sql`ended as (
    update score_job_runs set ended_at = now(), outcome = ${outcome}, message = ${message}
    where ended_at is null and job_id in (select id from ${sql.ref(changed)}))`
}

/** Postgres keeps no NUL in text. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed()
}

/** The tokens that still stand: a run whose token is not among them was replaced or canceled. */
export async function findStanding(db: Db, tokens: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ token: string }>`
    select token from score_jobs where status = 'RUNNING' and token = any(${[...tokens]}::uuid[])`.execute(db)
  return new Set(rows.map((row) => row.token))
}

/** Every run of a job, the first one first. */
export async function listRuns(db: Db, jobId: string): Promise<JobRun[]> {
  const rows = await db
    .selectFrom('score_job_runs')
    .selectAll()
    .where('job_id', '=', jobId)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    worker: row.worker,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    message: row.message,
  }))
}

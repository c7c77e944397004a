import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../domain/json.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Verdict } from '../domain/verdict.ts'
import { inBatches } from './in-batches.ts'
import type { ScoreJobRow } from './score-jobs.ts'
import { NOT_AWAITED, type Statements, statement } from './statement.ts'
import { textArray } from './text-array.ts'

// What a worker writes for every job. Jobs that begin or end together share a statement; each stands or falls by its
// own epoch or token all the same.

type Running = Extract<ScoreJob, { status: 'RUNNING' }>
type Done = Extract<ScoreJob, { status: 'DONE' }>

/** A worker's hold on a job, and what it has to score. */
export interface Claim {
  readonly job: Running
  readonly token: string
  readonly data: JsonObject
}

/** The beginning and the good end of a run. */
export interface RunWrites {
  /**
   * Takes a job that is queued at the wake-up's epoch, under a fresh token and a lease.
   * @returns null when there is nothing to take: the wake-up came twice, or too late
   */
  claim(wakeUp: { readonly jobId: string; readonly epoch: number }): Promise<Claim | null>
  /** RUNNING → DONE, once, under the run's token. @returns null when that stands no longer */
  complete(claim: Claim, verdict: Verdict): Promise<Done | null>
}

/** Opens the writes of one worker, whose leases last for `leaseMs`. */
export function openRunWrites(
  statements: Statements,
  holder: { worker: string; leaseMs: number },
): RunWrites {
  const claim = inBatches({
    keyOf: ({ jobId }: Wanted) => jobId,
    perform: (items) => claimJobs(statements, holder, items),
  })
  const complete = inBatches({
    keyOf: ({ claim: { token } }: Scored) => token,
    bytesOf: ({ text }) => text.length,
    perform: (items) => completeJobs(statements, items),
  })
  return {
    claim: (wakeUp) => claim({ ...wakeUp, token: randomUUID() }),
    complete: (claimed, verdict) => complete({ claim: claimed, verdict, text: JSON.stringify(verdict) }),
  }
}

interface Wanted {
  readonly jobId: string
  readonly epoch: number
  readonly token: string
}

type Claimed = Pick<
  ScoreJobRow,
  | 'id'
  | 'purpose'
  | 'version'
  | 'learner_id'
  | 'simulation_id'
  | 'slug'
  | 'submission_id'
  | 'retry_count'
  | 'queued_at'
> & { readonly started_at: Date; readonly work: string }

// The status is an expression, which fits no index: jobs are looked up by their ids, however few the planner believes to
// be queued.
// A claim that is forgotten leaves the job queued, and its worker without a hold, which gives the wake-up back.
const CLAIM = statement<Claimed>(
  'claim score jobs',
  `with claimed as (
     update score_jobs set status = 'RUNNING', version = version + 1, run_count = run_count + 1, token = wanted.token,
       lease_until = now() + $5 * interval '1 millisecond', started_at = now()
     from unnest($1::uuid[], $2::int[], $3::uuid[]) as wanted (id, epoch, token), ${NOT_AWAITED}
     where score_jobs.id = any($1::uuid[]) and score_jobs.id = wanted.id and score_jobs.epoch = wanted.epoch
       and status || '' = 'QUEUED'
     returning score_jobs.*),
   run as (insert into score_job_runs (job_id, number, worker) select id, run_count, $4 from claimed)
   select claimed.id, purpose, version, claimed.learner_id, claimed.simulation_id, claimed.slug, submission_id,
     retry_count, queued_at, started_at,
     coalesce(claimed.data, (select data from submissions where submissions.id = claimed.submission_id)) as work
   from claimed`,
)

async function claimJobs(
  statements: Statements,
  { worker, leaseMs }: { worker: string; leaseMs: number },
  items: readonly Wanted[],
): Promise<(Claim | null)[]> {
  const rows = await CLAIM(statements, [
    items.map(({ jobId }) => jobId),
    items.map(({ epoch }) => epoch),
    items.map(({ token }) => token),
    worker,
    leaseMs,
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return items.map(({ jobId, token }) => {
    const row = byId.get(jobId)
    if (row === undefined) return null
    return { job: toRunning(row), token, data: JSON.parse(row.work) as JsonObject }
  })
}

function toRunning(row: Claimed): Running {
  return {
    id: row.id,
    status: 'RUNNING',
    purpose: row.purpose,
    version: row.version,
    learnerId: row.learner_id,
    simulationId: row.simulation_id,
    slug: row.slug,
    submissionId: row.submission_id,
    retryCount: row.retry_count,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
  }
}

interface Scored {
  readonly claim: Claim
  readonly verdict: Verdict
  readonly text: string
}

const COMPLETE = statement<{ id: string; version: number; completed_at: Date }>(
  'complete score jobs',
  `with done as (
     update score_jobs set status = 'DONE', version = version + 1, verdict = scored.verdict, completed_at = now(),
       token = null, lease_until = null
     from unnest($1::uuid[], $2::uuid[], $3::text[]) as scored (id, token, verdict)
     where score_jobs.id = any($1::uuid[]) and score_jobs.id = scored.id and score_jobs.token = scored.token
     returning score_jobs.id, run_count, version, completed_at),
   ended as (
     update score_job_runs set ended_at = now(), outcome = 'DONE'
     from done where job_id = any($1::uuid[]) and job_id = done.id and number = done.run_count)
   select id, version, completed_at from done`,
)

async function completeJobs(statements: Statements, items: readonly Scored[]): Promise<(Done | null)[]> {
  const rows = await COMPLETE(statements, [
    items.map(({ claim }) => claim.job.id),
    items.map(({ claim }) => claim.token),
    textArray(items.map(({ text }) => text)),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return items.map(({ claim: { job }, verdict }) => {
    const row = byId.get(job.id)
    if (row === undefined) return null
    return { ...job, status: 'DONE', version: row.version, completedAt: row.completed_at, verdict }
  })
}

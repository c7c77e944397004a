import { toPractice } from '../domain/practice.ts'
import type { ScoreJob, ScoreProgress } from '../domain/score-job.ts'
import { Unscorable } from '../domain/submission-data.ts'
import type { Served } from '../queue/consume.ts'
import type { WakeUpMessage } from '../queue/wake-up.ts'
import { score } from '../scoring/index.ts'
import type { Sandbox } from '../scoring/sandbox.ts'
import type { PublishStatus } from '../status/publish.ts'
import type { Db } from '../store/database.ts'
import type { WakeUp } from '../store/outbox.ts'
import type { Claim, RunWrites } from '../store/run-writes.ts'
import { failJob, type Hold, handBackJob, type Requeued, retryJob } from '../store/score-job-runs.ts'
import type { SimulationCache } from '../store/simulation-cache.ts'
import { type LeaseKeeper, LeaseLost } from './leases.ts'
import { patiently } from './patiently.ts'
import { nextDelay, type RetryPolicy } from './retry.ts'

/** Thrown into the runs of a worker that stops before they are done. */
export class WorkerStopping extends Error {
  override readonly name = 'WorkerStopping'
}

/** What a job's way through a worker is worth telling of. */
export interface JobObserver {
  claimed(job: ScoreJob): void
  /** The job as it stands when the run has ended: DONE, ERROR, or QUEUED again because of `cause`. */
  ended(job: ScoreJob, cause?: unknown): void
  /** The run ended without a change: another worker has the job, or it was canceled. */
  lost(jobId: string): void
  /** The record is out of reach: the run waits for it. */
  waiting(job: ScoreJob, cause: unknown): void
}

export interface ScoreJobParts {
  readonly db: Db
  readonly runs: RunWrites
  readonly sandbox: Sandbox
  readonly leases: LeaseKeeper
  readonly findSimulation: SimulationCache
  readonly retryPolicy: RetryPolicy
  readonly handOver: (wakeUp: WakeUp) => void
  readonly publish: PublishStatus
  readonly observer: JobObserver
  /** Aborted with WorkerStopping when the grace time is over. */
  readonly stopping: AbortSignal
}

/**
 * One job from claim to verdict, to a retry, or to the end of its hopes. Throws only when Postgres is out of reach.
 * @returns what becomes of the wake-up: when the job was lost on the way it comes again, for nobody else may have one
 */
export async function scoreJob(parts: ScoreJobParts, { jobId, epoch }: WakeUpMessage): Promise<Served> {
  const { runs, leases } = parts
  const claim = await runs.claim({ jobId, epoch })
  if (claim === null) return 'SERVED'
  parts.observer.claimed(claim.job)
  parts.publish(claim.job)

  const run = new AbortController()
  leases.hold(claim.token, run)
  try {
    const job = await scoreClaim(parts, claim, AbortSignal.any([run.signal, parts.stopping]))
    if (job !== null) {
      parts.publish(job)
      return 'SERVED'
    }
    parts.observer.lost(jobId)
    return 'AGAIN'
  } finally {
    leases.release(claim.token)
  }
}

/** The job as it stands afterwards, or null when this run no longer holds it. */
async function scoreClaim(parts: ScoreJobParts, claim: Claim, signal: AbortSignal): Promise<ScoreJob | null> {
  const { runs, sandbox, observer, leases } = parts
  const onAway = (cause: unknown) => observer.waiting(claim.job, cause)
  const patience = { leaseMs: leases.leaseMs, signal, onAway }
  try {
    const { definition, rubric } = await patiently(
      async () => parts.findSimulation(claim.job.simulationId),
      patience,
    )
    const onProgress = throttled((progress) => parts.publish(claim.job, progress))
    const whole = { definition, data: claim.data }
    const work = claim.job.purpose === 'PRACTICE' ? toPractice(whole) : whole
    const verdict = await score({ ...work, rubric }, { sandbox, signal, onProgress })
    const job = await patiently(() => runs.complete(claim, verdict), patience)
    if (job !== null) observer.ended(job)
    return job
  } catch (cause) {
    const job = await patiently(() => settle(parts, claim, cause), patience)
    if (job !== null) observer.ended(job, cause)
    return job
  }
}

/** Faults of the input end the job, a lost lease leaves it to its new holder, faults of the system are retried. */
async function settle(parts: ScoreJobParts, { job, token }: Claim, cause: unknown): Promise<ScoreJob | null> {
  const { db, retryPolicy } = parts
  const hold: Hold = { jobId: job.id, token }
  if (cause instanceof LeaseLost) return null
  if (cause instanceof WorkerStopping) return queuedAgain(parts, await handBackJob(db, hold), 0)
  if (cause instanceof Unscorable) {
    return failJob(db, hold, { code: cause.code, message: cause.message, retryable: false })
  }
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
  const delayMs = nextDelay(retryPolicy, job.retryCount)
  if (delayMs === null) {
    // What went wrong inside is for the log and the staff's list of runs, not for learners.
    const error = { code: 'SCORING_FAILED', message: 'scoring failed on every try', retryable: true }
    return failJob(db, hold, error, message)
  }
  return queuedAgain(parts, await retryJob(db, hold, { delayMs, message }), delayMs)
}

function queuedAgain(parts: ScoreJobParts, requeued: Requeued | null, delayMs: number): ScoreJob | null {
  if (requeued === null) return null
  const { job, epoch } = requeued
  parts.handOver({ jobId: job.id, purpose: job.purpose, epoch, delayMs })
  return job
}

/** At most four events a second; tests that end in between are told of with the next. */
function throttled(tell: (progress: ScoreProgress) => void): (progress: ScoreProgress) => void {
  let toldAt = 0
  return (progress) => {
    const now = performance.now()
    if (now - toldAt < 250) return
    toldAt = now
    tell(progress)
  }
}

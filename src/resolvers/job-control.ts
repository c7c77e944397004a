import { type Failure, notFound } from '../domain/failures.ts'
import { isId } from '../domain/ids.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { JobState } from '../status/event.ts'
import { recordAudit } from '../store/audit-log.ts'
import type { Db } from '../store/database.ts'
import { cancelJob, insertRetry } from '../store/job-control.ts'
import { findScoreJob } from '../store/score-jobs.ts'
import type { Context } from './context.ts'

/** Calls a job off. Repeated: the same canceled job. */
export async function cancelScoreJob(
  { jobId }: { jobId: string },
  context: Context,
): Promise<JobState | Failure> {
  const job = await change('cancelScoreJob', jobId, context, cancelJob)
  if (job !== null) {
    context.publish(job)
    return { job, progress: null }
  }
  const ended = await findScoreJob(context.db, jobId)
  if (ended === null) return notFound('score job')
  if (ended.status === 'CANCELED') return { job: ended, progress: null }
  return { failure: 'INVALID_STATE', message: `the job has ended: it is ${ended.status}` }
}

/** Makes a new job of one that ended in ERROR. */
export async function retryScoreJob(
  { jobId }: { jobId: string },
  context: Context,
): Promise<JobState | Failure> {
  const job = await change('retryScoreJob', jobId, context, insertRetry)
  if (job !== null) {
    context.handOver({ jobId: job.id, epoch: 0, delayMs: 0 })
    context.announceQueued(job)
    return { job, progress: null }
  }
  const other = await findScoreJob(context.db, jobId)
  if (other === null) return notFound('score job')
  return {
    failure: 'INVALID_STATE',
    message: `only a job that ended in ERROR is retried; this one is ${other.status}`,
  }
}

/** Changes a job by `make`, and writes who did it, as one transaction. */
function change(
  action: string,
  jobId: string,
  { db, viewer, requestId, address }: Context,
  make: (db: Db, jobId: string) => Promise<ScoreJob | null>,
): Promise<ScoreJob | null> {
  if (!isId(jobId)) return Promise.resolve(null)
  return db.transaction().execute(async (tx) => {
    const job = await make(tx, jobId)
    if (job === null) return null
    const detail = job.id === jobId ? null : { newJobId: job.id }
    const { subject: actor, role } = viewer
    await recordAudit(tx, { actor, role, action, target: jobId, address, requestId, detail })
    return job
  })
}

import { type Failure, notFound } from '../domain/failures.ts'
import { isId } from '../domain/ids.ts'
import type { JobState } from '../status/event.ts'
import { cancelJob, insertRetry } from '../store/job-control.ts'
import { findScoreJob } from '../store/score-jobs.ts'
import { audited } from './audited.ts'
import type { Context } from './context.ts'

interface JobInput {
  readonly jobId: string
}

/** Calls a job off. Repeated: the same canceled job. */
export async function cancelScoreJob({ jobId }: JobInput, context: Context): Promise<JobState | Failure> {
  if (!isId(jobId)) return notFound('score job')
  const action = { action: 'cancelScoreJob', target: jobId }
  const job = await audited(
    context,
    action,
    (tx) => cancelJob(tx, jobId),
    () => null,
  )
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
export async function retryScoreJob({ jobId }: JobInput, context: Context): Promise<JobState | Failure> {
  if (!isId(jobId)) return notFound('score job')
  const action = { action: 'retryScoreJob', target: jobId }
  const job = await audited(
    context,
    action,
    (tx) => insertRetry(tx, jobId),
    ({ id: newJobId }) => ({ newJobId }),
  )
  if (job !== null) {
    context.sendOff(job)
    return { job, progress: null }
  }
  const other = await findScoreJob(context.db, jobId)
  if (other === null) return notFound('score job')
  const message =
    other.purpose === 'PRACTICE'
      ? 'a practice run counts for nothing and is not retried: its learner starts another'
      : `only a job that ended in ERROR is retried; this one is ${other.status}`
  return { failure: 'INVALID_STATE', message }
}

import type { ScoreJob } from '../domain/score-job.ts'
import type { Log } from '../telemetry/log.ts'
import type { JobOutcome, Metrics } from '../telemetry/metrics.ts'
import type { JobObserver } from '../worker/score-job.ts'

/** Tells the log and the metrics of a job's way through a worker. */
export function observeJobs(log: Log, metrics: Metrics): JobObserver {
  return {
    claimed: (job) => log.info({ jobId: job.id, version: job.version }, 'Job claimed'),
    waiting: (job, cause) => log.warn({ jobId: job.id, err: cause }, 'A run waits for the record'),
    lost: (jobId) => log.warn({ jobId }, 'Job lost to another worker, or canceled'),
    ended(job, cause) {
      const outcome = outcomeOf(job)
      metrics.observeJob({ outcome, seconds: processingMs(job) / 1000 })
      tell(log, job, cause)
    },
  }
}

function tell(log: Log, job: ScoreJob, cause: unknown): void {
  const fields = { jobId: job.id, retryCount: job.retryCount }
  const processingTime = processingMs(job)
  switch (job.status) {
    case 'DONE':
      log.info({ ...fields, score: job.verdict.score, processingTime }, 'Job completed successfully')
      return
    case 'ERROR':
      // What a client sent wrongly is no fault of ours: it must not wake anybody.
      if (!job.error.retryable) {
        log.warn({ ...fields, code: job.error.code, fault: job.error.message, processingTime }, 'Job refused')
        return
      }
      log.error({ ...fields, code: job.error.code, err: cause, processingTime }, 'Job failed')
      return
    default:
      log.warn({ ...fields, err: cause }, 'Job will be tried again')
  }
}

function outcomeOf(job: ScoreJob): JobOutcome {
  if (job.status === 'DONE') return 'done'
  if (job.status !== 'ERROR') return 'retried'
  return job.error.retryable ? 'error' : 'refused'
}

function processingMs(job: ScoreJob): number {
  return job.status === 'DONE' || (job.status === 'ERROR' && job.startedAt !== null)
    ? job.completedAt.getTime() - (job.startedAt?.getTime() ?? 0)
    : 0
}

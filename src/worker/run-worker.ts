import type { Redis } from 'ioredis'
import { consumeWakeUps } from '../queue/consume.ts'
import { makeSimulationCache } from '../store/simulation-cache.ts'
import { startLeaseKeeper } from './leases.ts'
import { type ScoreJobParts, scoreJob, WorkerStopping } from './score-job.ts'

export interface WorkerParts extends Omit<ScoreJobParts, 'leases' | 'findSimulation' | 'stopping'> {
  readonly redis: Redis
  readonly concurrency: number
  readonly onError: (error: unknown) => void
}

/** Running jobs have this long to finish at a stop; then they are handed back. */
const GRACE_MS = 20_000

/** Takes jobs from the queue and scores them, `concurrency` at a time, until it is stopped. */
export function runWorker({ redis, concurrency, onError, ...parts }: WorkerParts): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const leases = startLeaseKeeper(parts.db, onError)
  const findSimulation = makeSimulationCache(parts.db)
  const jobs: ScoreJobParts = { ...parts, leases, findSimulation, stopping: stopping.signal }
  const consumer = consumeWakeUps({
    redis,
    concurrency,
    onWakeUp: (wakeUp) => scoreJob(jobs, wakeUp),
    onError,
  })
  return {
    async stop() {
      await consumer.stop(GRACE_MS, () => stopping.abort(new WorkerStopping('the worker is stopping')))
      await leases.stop()
    },
  }
}

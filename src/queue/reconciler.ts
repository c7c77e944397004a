import type { Redis } from 'ioredis'
import { startPeriodic } from '../domain/periodic.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from '../store/database.ts'
import { refillOutbox } from '../store/outbox.ts'
import { recoverLostJobs } from '../store/score-job-runs.ts'
import { markMemory, redisLostMemory } from './sentinel.ts'

const EVERY_MS = 2000

/**
 * Compares the record with what is going on: puts back jobs whose worker died or froze, and wakes every queued job
 * again when Redis has lost its memory.
 */
export function startReconciler(parts: {
  readonly db: Db
  readonly redis: Redis
  readonly onRecovered: (job: ScoreJob) => void
  readonly onRefilled: (jobs: number) => void
  readonly onError: (error: unknown) => void
}): { stop(): Promise<void> } {
  const { db, redis, onRecovered, onRefilled, onError } = parts
  async function task() {
    // Leases first: they need no Redis.
    for (const job of await recoverLostJobs(db)) onRecovered(job)
    const { lost, runId } = await redisLostMemory(redis)
    if (!lost) return
    onRefilled(await refillOutbox(db))
    await markMemory(redis, runId)
  }
  return startPeriodic({ everyMs: EVERY_MS, task, onError })
}

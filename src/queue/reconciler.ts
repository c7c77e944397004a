import type { Redis } from 'ioredis'
import { LANES, type Lane } from '../domain/lanes.ts'
import { startPeriodic } from '../domain/periodic.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from '../store/database.ts'
import { refillOutbox } from '../store/outbox.ts'
import { recoverLostJobs } from '../store/score-job-runs.ts'
import type { LaneQueues } from './lane-queues.ts'
import { markMemory, redisLostMemory } from './sentinel.ts'

const EVERY_MS = 2000
/** Far more than a wake-up takes from its commit to a worker of an idle queue. */
const OVERDUE_MS = 10_000

/**
 * Compares the record with what is going on: puts back jobs whose worker died or froze, and wakes queued jobs again
 * when Redis has lost its memory, or has nothing left in their lane that would wake them.
 */
export function startReconciler(parts: {
  readonly db: Db
  readonly redis: Redis
  readonly queues: LaneQueues
  readonly onRecovered: (job: ScoreJob) => void
  readonly onRefilled: (jobs: number) => void
  readonly onError: (error: unknown) => void
}): { stop(): Promise<void> } {
  const { db, redis, queues, onRecovered, onRefilled, onError } = parts
  async function task() {
    // Leases first: they need no Redis.
    for (const job of await recoverLostJobs(db)) onRecovered(job)
    const { lost, runId } = await redisLostMemory(redis)
    // Nobody is going to wake what is overdue in an idle lane: its wake-up was lost on a way that nobody foresaw.
    const jobs = lost
      ? await refillOutbox(db, LANES)
      : await refillOutbox(db, await idleLanes(queues), OVERDUE_MS)
    await markMemory(redis, runId)
    if (jobs > 0) onRefilled(jobs)
  }
  return startPeriodic({ everyMs: EVERY_MS, task, onError })
}

async function idleLanes(queues: LaneQueues): Promise<readonly Lane[]> {
  const counts = await queues.counts()
  return LANES.filter((lane) => Object.values(counts[lane]).every((jobs) => jobs === 0))
}

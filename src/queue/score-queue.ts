import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { settlesWithin } from '../domain/settles-within.ts'
import type { WakeUp } from '../store/outbox.ts'
import { QUEUE_NAME, type WakeUpMessage, wakeUpId, wakeUpSchema } from './wake-up.ts'

/** Jobs in the queue by what they wait for. */
export interface QueueCounts {
  readonly waiting: number
  readonly active: number
  readonly delayed: number
}

/** The sending end of the queue. Everything on it fails within `TIMEOUT_MS` while Redis is away. */
export interface ScoreQueue {
  /** Resolves once Redis has taken all of them. */
  send(wakeUps: readonly WakeUp[]): Promise<void>
  counts(): Promise<QueueCounts>
  stop(): Promise<void>
}

/** A call that Redis has not answered by then counts as failed, though it may still take effect. */
const TIMEOUT_MS = 2000

/** Opens the queue on a connection that the caller owns, and that waits while Redis is away. */
export function openScoreQueue(redis: Redis, onError: (error: Error) => void): ScoreQueue {
  const queue = new Queue<WakeUpMessage>(QUEUE_NAME, { connection: redis })
  // What the connection has to say, its owner hears from the connection.
  queue.on('error', (error) => redis.status === 'ready' && onError(error))
  return {
    async send(wakeUps) {
      const jobs = wakeUps.map(({ jobId, epoch, delayMs }) => ({
        name: QUEUE_NAME,
        data: wakeUpSchema.parse({ jobId, epoch }),
        // Postgres retries and keeps the record: the queue tries once and keeps nothing.
        opts: {
          jobId: wakeUpId({ jobId, epoch }),
          delay: delayMs,
          attempts: 1,
          removeOnComplete: true,
          removeOnFail: true,
        },
      }))
      await withTimeout(redis, () => queue.addBulk(jobs))
    },
    async counts() {
      const counts = await withTimeout(redis, () => queue.getJobCounts('wait', 'active', 'delayed'))
      return { waiting: counts.wait ?? 0, active: counts.active ?? 0, delayed: counts.delayed ?? 0 }
    },
    stop: () => queue.close(),
  }
}

async function withTimeout<T>(redis: Redis, makeCall: () => Promise<T>): Promise<T> {
  // Known to be away: nothing is left waiting in memory for it to come back.
  if (redis.status !== 'ready') throw new Error('Redis is away')
  const call = makeCall()
  if (!(await settlesWithin(call, TIMEOUT_MS))) throw new Error(`Redis has not answered in ${TIMEOUT_MS} ms`)
  return call
}

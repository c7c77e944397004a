import { DelayedError, type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { settlesWithin } from '../domain/settles-within.ts'
import { QUEUE_NAME, type WakeUpMessage, wakeUpSchema } from './wake-up.ts'

export interface ConsumeOptions {
  readonly redis: Redis
  readonly concurrency: number
  /** What goes wrong with a job is written into the record; it throws only when the record is out of reach. */
  readonly onWakeUp: (wakeUp: WakeUpMessage) => Promise<void>
  readonly onError: (error: Error) => void
}

/** When the record was out of reach, it is asked again after this long. */
const AGAIN_MS = 1000
/** After this long without an answer a connection is given up. */
const CLOSE_MS = 2000

/**
 * Takes wake-ups from the queue, `concurrency` at a time.
 * @returns stop, which takes no more, waits up to `graceMs` for those in hand, and then has them abandoned
 */
export function consumeWakeUps({ redis, concurrency, onWakeUp, onError }: ConsumeOptions): {
  stop(graceMs: number, abandon: () => void): Promise<void>
} {
  async function handle(message: Job<WakeUpMessage>, token?: string) {
    try {
      await onWakeUp(wakeUpSchema.parse(message.data))
    } catch (error) {
      onError(error as Error)
      // The wake-up is kept, or the job would stay queued with nothing to wake it.
      await message.moveToDelayed(Date.now() + AGAIN_MS, token)
      throw new DelayedError()
    }
  }
  const worker = new Worker<WakeUpMessage>(QUEUE_NAME, handle, {
    connection: redis,
    concurrency,
    // A crash is counted in the record, not here: BullMQ may find a wake-up stalled as often as it likes.
    maxStalledCount: 1000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  })
  worker.on('error', (error) => redis.status === 'ready' && onError(error))
  return {
    async stop(graceMs, abandon) {
      const closing = worker.close()
      if (await settlesWithin(closing, graceMs)) return
      abandon()
      await settlesWithin(closing, CLOSE_MS)
    },
  }
}

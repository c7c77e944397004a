import { DelayedError, type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Lane } from '../domain/lanes.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import { type WakeUpMessage, wakeUpSchema } from './wake-up.ts'

/** Whether a wake-up has done its work, or is to come once more. */
export type Served = 'SERVED' | 'AGAIN'

export interface ConsumeOptions {
  readonly lane: Lane
  readonly redis: Redis
  readonly concurrency: number
  /** What goes wrong with a job is written into the record; it throws only when the record is out of reach. */
  readonly onWakeUp: (wakeUp: WakeUpMessage) => Promise<Served>
  readonly onError: (error: Error) => void
}

export interface Consumer {
  /** Takes no more, waits up to `graceMs` for the wake-ups in hand, and then has them abandoned. */
  stop(graceMs: number, abandon: () => void): Promise<void>
}

/** A wake-up that has not done its work comes again after this long. */
const AGAIN_MS = 1000
/** After this long without an answer a connection is given up. */
const CLOSE_MS = 2000

/** Takes wake-ups from a lane, `concurrency` at a time. */
export function consumeWakeUps({ lane, redis, concurrency, onWakeUp, onError }: ConsumeOptions): Consumer {
  const inHand = new Set<Promise<Served>>()

  async function handle(message: Job<WakeUpMessage>, token?: string) {
    const handled = onWakeUp(wakeUpSchema.parse(message.data))
    inHand.add(handled)
    const served = await handled.catch((error: Error) => {
      onError(error)
      return 'AGAIN'
    })
    inHand.delete(handled)
    if (served === 'SERVED') return
    // The wake-up is kept, or the job would stay queued with nothing to wake it.
    await message.moveToDelayed(Date.now() + AGAIN_MS, token)
    throw new DelayedError()
  }
  const worker = new Worker<WakeUpMessage>(lane, handle, {
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
      // What BullMQ waits for besides our own work is Redis, which may never answer: it does not get the grace time.
      await settlesWithin(Promise.allSettled(inHand), graceMs)
      abandon()
      await settlesWithin(closing, CLOSE_MS)
    },
  }
}

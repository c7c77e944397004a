import type { Db } from '../store/database.ts'
import { removeFromOutbox, type WakeUp } from '../store/outbox.ts'
import type { LaneQueues } from './lane-queues.ts'

/** Sends wake-ups to their queues after their commit, without making anybody wait. */
export interface HandOver {
  /** Returns at once. What cannot be sent stays in the outbox, for the relay. */
  (wakeUp: WakeUp): void
  /** Resolves when all that was handed over is sent, or left to the relay. */
  settled(): Promise<void>
}

/** At most this many wake-ups wait in memory: past it, while Redis is away, the outbox holds them well enough. */
const MAX_PENDING = 10_000

/** Makes a hand-over: what comes in while a batch is on its way makes up the next batch. */
export function makeHandOver(db: Db, queues: LaneQueues, onError: (error: unknown) => void): HandOver {
  let pending: WakeUp[] = []
  let sending: Promise<void> | null = null

  async function drain() {
    while (pending.length > 0) {
      const batch = pending
      pending = []
      try {
        await queues.send(batch)
        await removeFromOutbox(db, batch)
      } catch (error) {
        pending = []
        onError(error)
      }
    }
    sending = null
  }

  const handOver = (wakeUp: WakeUp) => {
    if (pending.length < MAX_PENDING) pending.push(wakeUp)
    sending ??= drain()
  }
  return Object.assign(handOver, { settled: async () => sending ?? undefined })
}

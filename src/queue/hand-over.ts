import { removeFromOutbox, type WakeUp } from '../store/outbox.ts'
import type { Statements } from '../store/statement.ts'
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

/** Makes a hand-over. */
export function makeHandOver(
  statements: Statements,
  queues: LaneQueues,
  onError: (error: unknown) => void,
): HandOver {
  // Wake-ups do not wait for the removal of those before them.
  const removal = inTurn((sent: readonly WakeUp[]) => removeFromOutbox(statements, sent), onError)
  const sending = inTurn(async (wakeUps: readonly WakeUp[]) => {
    await queues.send(wakeUps)
    for (const wakeUp of wakeUps) removal.add(wakeUp)
  }, onError)
  return Object.assign(sending.add, {
    async settled() {
      await sending.settled()
      await removal.settled()
    },
  })
}

/** Works off what is added: what comes in while a batch is on its way makes up the next. A failure drops what waits. */
function inTurn<T>(perform: (batch: readonly T[]) => Promise<void>, onError: (error: unknown) => void) {
  let pending: T[] = []
  let working: Promise<void> | null = null

  async function drain() {
    while (pending.length > 0) {
      const batch = pending
      pending = []
      await perform(batch).catch((error: unknown) => {
        pending = []
        onError(error)
      })
    }
    working = null
  }
  return {
    add(one: T) {
      if (pending.length < MAX_PENDING) pending.push(one)
      working ??= drain()
    },
    settled: async () => working ?? undefined,
  }
}

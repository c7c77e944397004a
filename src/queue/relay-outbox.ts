import { startPeriodic } from '../domain/periodic.ts'
import type { Db } from '../store/database.ts'
import { relayOutbox } from '../store/outbox.ts'
import type { LaneQueues } from './lane-queues.ts'

const EVERY_MS = 500
const BATCH = 500
/** Younger rows are still in the hands of whoever wrote them. */
const OLDER_THAN_MS = 1000

/** Sends the wake-ups that their writers could not: they died after the commit, or Redis was away. */
export function startRelay(
  db: Db,
  queues: LaneQueues,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  async function task() {
    while ((await relayOutbox(db, { limit: BATCH, olderThanMs: OLDER_THAN_MS }, queues.send)) === BATCH);
  }
  return startPeriodic({ everyMs: EVERY_MS, task, onError })
}

import { startPeriodic } from '../domain/periodic.ts'
import type { Db } from '../store/database.ts'
import { type Removed, removeExpired } from '../store/retention.ts'

/** Looking costs two short index scans; a backlog is worked off in one turn. */
const EVERY_MS = 10_000
/** Small, so that no transaction holds its locks for long. */
const BATCH = 200

export interface RetentionParts {
  readonly db: Db
  /** Finished work and untouched drafts are kept for this long. */
  readonly days: number
  /** Told of each batch that was not empty. */
  readonly onRemoved: (removed: Removed) => void
  readonly onError: (error: unknown) => void
}

/** Removes what is past its time, again and again; of all workers one at a time does. */
export function startRetention({ db, days, onRemoved, onError }: RetentionParts): { stop(): Promise<void> } {
  const stopping = new AbortController()
  async function task() {
    while (!stopping.signal.aborted) {
      const removed = await removeExpired(db, { days, limit: BATCH })
      if (removed.submissions + removed.jobs > 0) onRemoved(removed)
      if (removed.submissions < BATCH && removed.jobs < BATCH) return
    }
  }
  const turns = startPeriodic({ everyMs: EVERY_MS, task, onError })
  return {
    async stop() {
      stopping.abort()
      await turns.stop()
    },
  }
}

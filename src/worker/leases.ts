import { startPeriodic } from '../domain/periodic.ts'
import type { Db } from '../store/database.ts'
import { findStanding, renewLeases } from '../store/score-job-runs.ts'

/** How often a worker looks whether its jobs are still its own: a canceled run ends within a second. */
const LOOK_MS = 500

/** Thrown into a run whose job went to another worker, or was canceled. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Keeps the leases of all runs of this process, and aborts a run that has lost its own. */
export interface LeaseKeeper {
  /** How long a worker may be silent before its jobs are given to others. */
  readonly leaseMs: number
  /** Renews the lease of a token until `release`. */
  hold(token: string, run: AbortController): void
  release(token: string): void
  stop(): Promise<void>
}

/** Starts keeping: for all runs together one look twice a second, and one renewal three times per lease. */
export function startLeaseKeeper(db: Db, leaseMs: number, onError: (error: unknown) => void): LeaseKeeper {
  const held = new Map<string, AbortController>()

  async function abortLost(findStill: (tokens: readonly string[]) => Promise<ReadonlySet<string>>) {
    const tokens = [...held.keys()]
    if (tokens.length === 0) return
    const standing = await findStill(tokens)
    for (const token of tokens) {
      if (!standing.has(token)) held.get(token)?.abort(new LeaseLost('the lease was lost'))
    }
  }

  const turns = [
    startPeriodic({
      everyMs: leaseMs / 3,
      task: () => abortLost((tokens) => renewLeases(db, tokens, leaseMs)),
      onError,
    }),
    startPeriodic({ everyMs: LOOK_MS, task: () => abortLost((tokens) => findStanding(db, tokens)), onError }),
  ]
  return {
    leaseMs,
    hold: (token, run) => held.set(token, run),
    release: (token) => held.delete(token),
    async stop() {
      await Promise.all(turns.map((turn) => turn.stop()))
    },
  }
}

import { startPeriodic } from '../domain/periodic.ts'
import type { Db } from '../store/database.ts'
import { renewLeases } from '../store/score-job-runs.ts'

/** How long a worker may be silent before its jobs are given to others. */
export const LEASE_MS = 15_000
const RENEW_MS = LEASE_MS / 3

/** Thrown into a run whose job went to another worker, or was canceled. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Keeps the leases of all runs of this process, and aborts a run that has lost its own. */
export interface LeaseKeeper {
  /** Renews the lease of a token until `release`. */
  hold(token: string, run: AbortController): void
  release(token: string): void
  stop(): Promise<void>
}

/** Starts keeping: one statement for all runs, three times per lease. */
export function startLeaseKeeper(db: Db, onError: (error: unknown) => void): LeaseKeeper {
  const held = new Map<string, AbortController>()

  async function renew() {
    const tokens = [...held.keys()]
    if (tokens.length === 0) return
    const standing = await renewLeases(db, tokens, LEASE_MS)
    for (const token of tokens) {
      if (!standing.has(token)) held.get(token)?.abort(new LeaseLost('the lease was lost'))
    }
  }

  const renewing = startPeriodic({ everyMs: RENEW_MS, task: renew, onError })
  return {
    hold: (token, run) => held.set(token, run),
    release: (token) => held.delete(token),
    stop: renewing.stop,
  }
}

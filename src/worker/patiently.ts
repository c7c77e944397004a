import { setTimeout as sleep } from 'node:timers/promises'
import { Unavailable } from '../domain/unavailable.ts'

const AGAIN_MS = 500

export interface Patience {
  /** How long a lease stands without being renewed. */
  readonly leaseMs: number
  readonly signal: AbortSignal
  readonly onAway: (cause: Unavailable) => void
}

/**
 * Asks the record again while it is out of reach, for as long as a lease stands without it: a restart of Postgres costs
 * neither a verdict nor a retry. A write whose answer was lost finds its token gone the second time, and changes nothing.
 */
export async function patiently<T>(ask: () => Promise<T>, { leaseMs, signal, onAway }: Patience): Promise<T> {
  const givenUpAt = performance.now() + leaseMs
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Unavailable) || signal.aborted || performance.now() > givenUpAt) throw error
      if (tries === 0) onAway(error)
      // An abort ends the waiting; the next failure is then the last.
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined)
    }
  }
}

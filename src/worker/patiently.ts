import { setTimeout as sleep } from 'node:timers/promises'
import { Unavailable } from '../domain/unavailable.ts'
import { LEASE_MS } from './leases.ts'

const AGAIN_MS = 500

/**
 * Asks the record again while it is out of reach, for as long as a lease stands without it: a restart of Postgres costs
 * neither a verdict nor a retry. A write whose answer was lost finds its token gone the second time, and changes nothing.
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  { signal, onAway }: { readonly signal: AbortSignal; readonly onAway: (cause: Unavailable) => void },
): Promise<T> {
  const givenUpAt = performance.now() + LEASE_MS
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

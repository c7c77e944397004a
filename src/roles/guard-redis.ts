import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel'
import { type Guard, Unavailable } from '../domain/unavailable.ts'

/** After this many failures in a row Redis is held to be away. */
const FAILURES = 5
/** One call tries whether it is back, this long after the last one that failed. */
const AGAIN_MS = 1000

/** A circuit breaker before Redis: while it is open, calls fail at once instead of waiting for a server that is away. */
export interface RedisGuard {
  readonly call: Guard
  /** Whether calls fail at once now. */
  isOpen(): boolean
}

/** Makes a breaker, for all calls to one Redis that somebody waits for. */
export function guardRedis(): RedisGuard {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: AGAIN_MS,
    breaker: new ConsecutiveBreaker(FAILURES),
  })
  return {
    async call(makeCall) {
      try {
        return await breaker.execute(makeCall)
      } catch (error) {
        throw error instanceof BrokenCircuitError ? new Unavailable('Redis', error) : error
      }
    },
    isOpen: () => breaker.state !== CircuitState.Closed,
  }
}

/** How faults of the system are retried. */
export interface RetryPolicy {
  readonly maxRetries: number
  /** Milliseconds before the first retry. */
  readonly delayMs: number
  readonly multiplier: number
}

/**
 * Milliseconds before a job's next run, or null when no retry is left: `delayMs × multiplier^retryCount`, as in
 * exponential backoff (1 s, 2 s, 4 s by default).
 */
export function nextDelay(
  { maxRetries, delayMs, multiplier }: RetryPolicy,
  retryCount: number,
): number | null {
  return retryCount >= maxRetries ? null : Math.round(delayMs * multiplier ** retryCount)
}

/** The share of the time that a task may be under way. */
const BUSY_SHARE = 0.05

/**
 * Passes over turns that come too soon after one that took long: what costs more, as a longer queue does, is done
 * less often.
 */
export function restingBetween(task: () => Promise<void>): () => Promise<void> {
  let restsUntil = 0
  return async () => {
    const began = performance.now()
    if (began < restsUntil) return
    await task()
    const end = performance.now()
    restsUntil = end + (end - began) / BUSY_SHARE
  }
}

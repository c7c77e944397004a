/** What the database's clock shows, as in the JavaScript sandbox: 1 January 2024. */
const NOW = Date.UTC(2024, 0, 1)
/** In milliseconds. Where zero was read from it, Postgres thinks that it has not looked at this clock yet. */
const MONOTONIC_NOW = 1000

// The database's time stands still: then now() does not tell one run from another. Emscripten asks the process for
// the time, and hears this one as long as it works.

/** Does `work` at the database's time. */
export function atFixedTime<T>(work: () => T): T {
  const release = pin()
  try {
    return work()
  } finally {
    release()
  }
}

/** As `atFixedTime`, for work that nothing else of this process goes on beside. */
export async function atFixedTimeAsync<T>(work: () => Promise<T>): Promise<T> {
  const release = pin()
  try {
    return await work()
  } finally {
    release()
  }
}

function pin(): () => void {
  const { now } = Date
  const { now: monotonic } = performance
  Date.now = () => NOW
  performance.now = () => MONOTONIC_NOW
  return () => {
    Date.now = now
    performance.now = monotonic
  }
}

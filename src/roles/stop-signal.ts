/** Terminals, npm and `node --watch` each pass one Ctrl-C on: what comes so soon after it is the same one. */
const SAME_SIGNAL_MS = 1000

/**
 * Becomes aborted when this process is asked to stop: by SIGTERM, by SIGINT, or by the end of the parent that
 * started it with a channel. A second signal ends the process at once.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  let askedAt = 0
  const ask = () => {
    if (controller.signal.aborted && Date.now() - askedAt > SAME_SIGNAL_MS) process.exit(130)
    askedAt ||= Date.now()
    controller.abort()
  }
  process.on('SIGTERM', ask)
  process.on('SIGINT', ask)
  process.once('disconnect', ask)
  return controller.signal
}

/** Settles once a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

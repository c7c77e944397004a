import { ConfigError } from '../config.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import type { Log } from '../telemetry/log.ts'
import { aborted, stopSignal } from './stop-signal.ts'

/** Longer than any part waits by itself: a stop that takes longer hangs on something that does not answer. */
const STOP_MS = 30_000

/** Runs a role until it is asked to stop; then stops it and exits with 0. A role that cannot start exits with 1. */
export async function runRole(log: Log, start: () => Promise<{ stop(): Promise<void> }>): Promise<never> {
  const stop = stopSignal()
  // A client library that loses a promise while its server is away must not take everybody's work with it.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'Nobody waited for this failure'))
  try {
    const starting = start()
    await Promise.race([starting, aborted(stop)])
    await aborted(stop)
    log.info('Stopping')
    // What is still starting is waited for: it may have begun processes that only it can end.
    const stopped = starting.then((role) => role.stop())
    if (!(await settlesWithin(stopped, STOP_MS))) throw new Error(`not stopped within ${STOP_MS} ms`)
    await stopped
    log.info('Stopped')
    process.exit(0)
  } catch (error) {
    log.error(error instanceof ConfigError ? { fault: error.message } : { err: error }, 'The role failed')
    process.exit(1)
  }
}

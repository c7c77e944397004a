import { ConfigError } from '../config.ts'
import type { Log } from '../telemetry/log.ts'
import { aborted, stopSignal } from './stop-signal.ts'

/** Runs a role until it is asked to stop; then stops it and exits with 0. A role that cannot start exits with 1. */
export async function runRole(log: Log, start: () => Promise<{ stop(): Promise<void> }>): Promise<never> {
  const stop = stopSignal()
  // A client library that loses a promise while its server is away must not take everybody's work with it.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'Nobody waited for this failure'))
  try {
    const role = await Promise.race([start(), aborted(stop)])
    await aborted(stop)
    log.info('Stopping')
    await role?.stop()
    log.info('Stopped')
    process.exit(0)
  } catch (error) {
    log.error(error instanceof ConfigError ? { fault: error.message } : { err: error }, 'The role failed')
    process.exit(1)
  }
}

import { ConfigError } from '../config.ts'
import type { Log } from '../telemetry/log.ts'

/**
 * Runs a role until SIGTERM, SIGINT or the end of the process that started it; then stops it and exits with 0.
 * A second signal ends it at once.
 */
export async function runRole(log: Log, start: () => Promise<{ stop(): Promise<void> }>): Promise<void> {
  let role: { stop(): Promise<void> } | null = null
  let asked = false

  async function stop(reason: string) {
    if (asked) process.exit(1)
    asked = true
    log.info({ reason }, 'Stopping')
    await role?.stop()
    log.info('Stopped')
    process.exit(0)
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  process.on('disconnect', () => void stop('the parent process is gone'))
  try {
    role = await start()
  } catch (error) {
    const told = error instanceof ConfigError ? { fault: error.message } : { err: error }
    log.error(told, 'Could not start')
    process.exit(1)
  }
}

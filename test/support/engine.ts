import { readConfig } from '../../src/config.ts'
import { startApi } from '../../src/roles/start-api.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { type Client, makeClient } from './client.ts'
import { ownDatabase, ownRedis } from './stores.ts'

/** The first admin key of every test's engine. */
export const ADMIN_KEY = 'test-admin-key-0123456789-0123456789'

/** The engine as it runs in production, in this process, on stores of its own. */
export interface Engine extends Client {
  readonly url: string
  readonly databaseUrl: string
  readonly redisUrl: string
  /** What was logged, oldest first. */
  readonly log: Record<string, unknown>[]
  stop(): Promise<void>
}

export interface EngineOptions {
  /** Settings besides the stores and the key. */
  readonly env?: Readonly<Record<string, string>>
  /** Left out: one. 0: work stays in the queue. */
  readonly workers?: number
}

/** Starts an API and workers for the calling test file. */
export async function startEngine({ env = {}, workers = 1 }: EngineOptions = {}): Promise<Engine> {
  const [databaseUrl, redisUrl] = await Promise.all([ownDatabase(), ownRedis()])
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ADMIN_API_KEY: ADMIN_KEY,
    ...env,
  })
  const log: Record<string, unknown>[] = []
  const openTestLog = (role: string) =>
    openLog({ level: 'debug', role, destination: { write: (line) => void log.push(JSON.parse(line)) } })
  const api = await startApi(config, openTestLog('api'))
  const { startWorker } =
    workers === 0 ? { startWorker: undefined as never } : await import('../../src/roles/start-worker.ts')
  const running = await Promise.all(
    Array.from({ length: workers }, () => startWorker(config, openTestLog('worker'))),
  )
  return {
    url: api.url,
    databaseUrl,
    redisUrl,
    log,
    ...makeClient(api.url, ADMIN_KEY),
    async stop() {
      await Promise.all(running.map((worker) => worker.stop()))
      await api.stop()
    },
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/local/embedded-postgres.ts'
import { freePort } from '../../src/local/free-port.ts'
import { startPrivateRedis } from '../../src/local/private-redis.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type Client, makeClient } from './client.ts'
import { ADMIN_KEY } from './engine.ts'
import { eventually } from './eventually.ts'

/** Stores of a test's own, which it may kill. */
export async function startOwnStores() {
  const folder = mkdtempSync(join(tmpdir(), 'assessment-engine-faults-'))
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres({ folder })
  let redis = await startPrivateRedis({ folder })
  const { port, password } = new URL(redis.url)
  await migrate(postgres.url)
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    stopRedis: () => redis.stop(),
    async startRedis() {
      redis = await startPrivateRedis({ folder, port: Number(port), password })
    },
    async stop() {
      await redis.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type OwnStores = Awaited<ReturnType<typeof startOwnStores>>

/** A role in a process of its own, as production runs it. */
export interface RoleProcess {
  readonly child: ChildProcess
  /** Sends a signal and waits for the end. @returns the exit code, or null after a kill */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts a role on the stores. */
export function startRole(
  name: 'api' | 'worker',
  stores: OwnStores,
  env: Record<string, string> = {},
): RoleProcess {
  const child = fork(new URL(`../../src/roles/${name}.ts`, import.meta.url), {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: stores.databaseUrl,
      REDIS_URL: stores.redisUrl,
      ADMIN_API_KEY: ADMIN_KEY,
      LOG_LEVEL: 'error',
      ...env,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  return {
    child,
    async end(signal) {
      child.kill(signal)
      const [code] = await exited
      return code
    },
  }
}

/** Starts an API on the stores, and a client of it. */
export async function startApiProcess(
  stores: OwnStores,
): Promise<RoleProcess & { url: string; client: Client }> {
  const port = await freePort('127.0.0.1')
  const role = startRole('api', stores, { PORT: String(port) })
  const url = `http://127.0.0.1:${port}`
  await eventually(() =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  return { ...role, url, client: makeClient(url, ADMIN_KEY) }
}

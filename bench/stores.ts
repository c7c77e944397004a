import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../src/local/embedded-postgres.ts'
import { startPrivateRedis } from '../src/local/private-redis.ts'
import { migrate } from '../src/store/migrate.ts'

/** A Postgres and a Redis for one run of the benchmarks, durable as in production. */
export interface Stores {
  readonly databaseUrl: string
  readonly redisUrl: string
  stop(): Promise<void>
}

/** Starts the stores in a folder that goes with them. */
export async function startStores(): Promise<Stores> {
  const folder = mkdtempSync(join(tmpdir(), 'assessment-engine-bench-'))
  chmodSync(folder, 0o711)
  const running: { stop(): Promise<void> }[] = []
  const stop = async () => {
    for (const store of running.reverse()) await store.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const postgres = await startEmbeddedPostgres({ folder })
    running.push(postgres)
    const redis = await startPrivateRedis({ folder })
    running.push(redis)
    await migrate(postgres.url)
    return { databaseUrl: postgres.url, redisUrl: redis.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/local/embedded-postgres.ts'
import { startPrivateRedis } from '../../src/local/private-redis.ts'
import { migrate } from '../../src/store/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database from which each test file's own one is made. Nobody connects to it. */
    readonly templateUrl: string
    readonly redisUrl: string
  }
}

/** Starts one Postgres and one Redis for the whole run. Each test file gets its own part of both (stores.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'assessment-engine-test-'))
  chmodSync(folder, 0o711) // Under root, Postgres runs as another user, who must get through.
  const postgres = await startEmbeddedPostgres({ folder, durable: false })
  const redis = await startPrivateRedis({ folder })
  await migrate(postgres.url)
  project.provide('templateUrl', postgres.url)
  project.provide('redisUrl', redis.url)
  return async () => {
    await redis.stop()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/local/embedded-postgres.ts'
import { startPrivateRedis } from '../../src/local/private-redis.ts'
import { migrate } from '../../src/store/migrate.ts'

/** Stores of a test's own, which it may stop, kill and start again: same place, same data. */
export interface OwnStores {
  readonly databaseUrl: string
  readonly redisUrl: string
  stopRedis(): Promise<void>
  /** SIGKILL, SIGSTOP, SIGCONT …; waits for the end where it is one. */
  signalRedis(signal: NodeJS.Signals): Promise<void>
  startRedis(): Promise<void>
  /** SIGINT stops it in order, SIGQUIT as if it had crashed. */
  endPostgres(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>
  startPostgres(): Promise<void>
  stop(): Promise<void>
}

const DEADLY: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGINT', 'SIGQUIT']

/** Starts a durable Postgres, migrated, and a Redis. */
export async function startOwnStores(): Promise<OwnStores> {
  const folder = mkdtempSync(join(tmpdir(), 'assessment-engine-faults-'))
  chmodSync(folder, 0o711) // Under root, Postgres runs as another user, who must get through.
  let postgres = await startEmbeddedPostgres({ folder })
  let redis = await startPrivateRedis({ folder })
  const redisAt = new URL(redis.url)
  const databasePort = Number(new URL(postgres.url).port)
  await migrate(postgres.url)

  async function signal(name: 'redis' | 'postgres', ended: Promise<unknown>, sent: NodeJS.Signals) {
    process.kill(Number(readFileSync(join(folder, `${name}.pid`), 'utf8').split(' ')[0]), sent)
    if (DEADLY.includes(sent)) await ended
  }
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    stopRedis: () => redis.stop(),
    signalRedis: (sent) => signal('redis', redis.ended, sent),
    async startRedis() {
      const { port, password } = redisAt
      redis = await startPrivateRedis({ folder, port: Number(port), password })
    },
    endPostgres: (sent) => signal('postgres', postgres.ended, sent),
    async startPostgres() {
      postgres = await startEmbeddedPostgres({ folder, port: databasePort })
    },
    async stop() {
      await redis.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

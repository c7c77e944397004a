import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'
import { LocalFault } from './local-fault.ts'
import { type LocalServer, startServer } from './server-process.ts'

export interface PrivateRedisOptions {
  /** Holds the data, the log and the pid file. */
  readonly folder: string
  /** A free one if left out. */
  readonly port?: number
  /** A random one if left out. */
  readonly password?: string
}

/** Starts the machine's redis-server or valkey-server on 127.0.0.1, with a password and data of its own. */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<LocalServer> {
  const folder = resolve(options.folder)
  const data = join(folder, 'redis')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const port = options.port ?? (await freePort())
  const password = options.password ?? randomBytes(24).toString('base64url')
  const url = `redis://:${password}@127.0.0.1:${port}`
  const server = await startServer({
    name: 'redis',
    folder,
    command: redisProgram(),
    args: ['-'],
    // By standard input: arguments are for everyone on the machine to read.
    input: redisSettings(data, port, password),
    probe: () => ping(url),
  })
  return { ...server, url }
}

function redisProgram(): string {
  const found = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (found === undefined) {
    throw new LocalFault('Neither redis-server nor valkey-server is on PATH. Install one, or set REDIS_URL.')
  }
  return found
}

function redisSettings(data: string, port: number, password: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(data)}`,
    'appendonly yes',
    'save ""',
    'maxmemory-policy noeviction',
    'databases 256',
    '',
  ].join('\n')
}

async function ping(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => {}) // connect() rejects with it.
  try {
    await redis.connect()
    await redis.ping()
  } finally {
    redis.disconnect()
  }
}

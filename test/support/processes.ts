import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Client, makeClient } from './client.ts'
import { ADMIN_KEY } from './engine.ts'
import { eventually } from './eventually.ts'

/** Where the stores are, as a role is told. */
export interface StoreUrls {
  readonly databaseUrl: string
  readonly redisUrl: string
}

export interface RoleOptions {
  /** Settings besides the stores and the key. */
  readonly env?: Readonly<Record<string, string>>
  /** Modules that the process loads before the role. */
  readonly preload?: readonly URL[]
}

/** A role in a process of its own, as production runs it. */
export interface RoleProcess {
  readonly child: ChildProcess
  readonly pid: number
  /** Where it tells of its health; empty until it does. */
  readonly url: string
  /** What it has logged, oldest first. */
  readonly log: Record<string, unknown>[]
  /** Whether it still lives. */
  alive(): boolean
  /** Sends a signal and waits for the end. @returns the exit code, or null after a kill */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts a role on the stores, without waiting for it, on a port that is free when it comes to it. */
export function startRole(
  name: 'api' | 'worker',
  { databaseUrl, redisUrl }: StoreUrls,
  { env = {}, preload = [] }: RoleOptions = {},
): RoleProcess {
  const child = fork(new URL(`../../src/roles/${name}.ts`, import.meta.url), {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      ADMIN_API_KEY: ADMIN_KEY,
      LOG_LEVEL: 'info',
      [name === 'api' ? 'PORT' : 'HEALTH_PORT']: '0',
      ...env,
    },
    execArgv: preload.flatMap((module) => ['--import', module.href]),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const log = readLog(child)
  return {
    child,
    pid: child.pid ?? 0,
    get url() {
      return log.map(({ url, health }) => url ?? health).find((url) => typeof url === 'string') ?? ''
    },
    log,
    alive: () => child.exitCode === null && child.signalCode === null,
    async end(signal) {
      child.kill(signal)
      const [code] = await exited
      return code
    },
  }
}

function readLog(child: ChildProcess): Record<string, unknown>[] {
  const log: Record<string, unknown>[] = []
  if (child.stdout === null) return log
  createInterface({ input: child.stdout }).on('line', (line) => {
    // A killed process may leave half a line behind.
    if (line.startsWith('{') && line.endsWith('}')) log.push(JSON.parse(line))
  })
  return log
}

/** What a role's /readyz answers with, or null while nobody answers. */
export async function readiness({ url }: { url: string }): Promise<Record<string, string> | null> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) })
    return (await response.json()) as Record<string, string>
  } catch {
    return null
  }
}

/** Waits until a role says that it is ready, degraded or not. @throws with its last words if it ends before that */
export async function untilReady(role: RoleProcess): Promise<void> {
  const isReady = async () => ['ok', 'degraded'].includes((await readiness(role))?.status ?? '')
  await eventually(async () => !role.alive() || (await isReady()), 60_000).catch((error) => {
    throw new Error(lastWords(role), { cause: error })
  })
  if (!role.alive()) throw new Error(lastWords(role))
}

const lastWords = ({ log }: RoleProcess) => `not ready: ${JSON.stringify(log.slice(-5))}`

/** An API in a process of its own, with a client of it. */
export interface ApiProcess extends RoleProcess {
  readonly client: Client
}

/** Starts an API on the stores and waits until it is ready. */
export async function startApiProcess(stores: StoreUrls, options: RoleOptions = {}): Promise<ApiProcess> {
  const role = startRole('api', stores, options)
  await untilReady(role)
  return { ...role, client: makeClient(role.url, ADMIN_KEY) }
}

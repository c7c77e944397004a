import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Opening, Request } from './crowd-process.ts'

/** Many cheap watchers, in a process of their own. */
export interface Crowd {
  /** Opens a socket with one subscription for each job named. */
  open(opening: Opening): Promise<void>
  /** Resolves once so many events have come since the last time, to all of them together. */
  hears(events: number): Promise<void>
  /** Closes all sockets. */
  close(): Promise<void>
  stop(): Promise<void>
}

/** Starts the process; nobody watches yet. */
export function startCrowd(): Crowd {
  const child = fork(new URL('crowd-process.ts', import.meta.url))
  const ended = once(child, 'exit')
  async function ask(request: Request) {
    const answer = once(child, 'message')
    child.send(request)
    await Promise.race([answer, ended.then(() => Promise.reject(new Error('the watchers failed')))])
  }
  return {
    open: (opening) => ask({ open: opening }),
    hears: (events) => ask({ await: events }),
    close: () => ask({ close: true }),
    async stop() {
      child.kill()
      await ended
    },
  }
}

import { fork } from 'node:child_process'
import { once } from 'node:events'

/** One request, sent again and again. */
export interface Load {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly connections: number
  readonly seconds: number
}

/** A client that waits for each answer before it sends the next request of a connection. */
export interface LoadClient {
  /** @returns requests per second @throws when any failed */
  run(load: Load): Promise<number>
  stop(): Promise<void>
}

/** Starts the client in a process of its own. */
export function startLoadClient(): LoadClient {
  const child = fork(new URL('load-program.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  return {
    async run(load) {
      const answer = once(child, 'message')
      child.send(load)
      const [{ perSecond, failed }] = await answer
      if (failed > 0) throw new Error(`${failed} requests to ${load.url} failed`)
      return perSecond
    },
    async stop() {
      child.disconnect()
      await ended
    },
  }
}

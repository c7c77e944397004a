import { randomUUID } from 'node:crypto'
import { RawWatcher } from './raw-watcher.ts'

// Many watchers in a process of their own, so that what they cost is not counted as the server's.

/** What the parent asks for. */
export type Request =
  | { readonly open: Opening }
  /** An answer once so many events have come since the last time, to all watchers together. */
  | { readonly await: number }
  | { readonly close: true }

/** One watcher on a socket of its own for each of the jobs. */
export interface Opening {
  readonly port: number
  readonly authorization: string
  readonly query: string
  readonly jobIds: readonly string[]
}

const watchers: RawWatcher[] = []
/** Connections that are made at once: more would overflow the queue of a listening socket. */
const AT_ONCE = 100

let heard = 0
let awaited: number | null = null

function check(): void {
  if (awaited === null || heard < awaited) return
  heard -= awaited
  awaited = null
  process.send?.('heard')
}

function onNext(): void {
  heard++
  check()
}

async function open({ port, authorization, query, jobIds }: Opening): Promise<void> {
  const init = JSON.stringify({ type: 'connection_init', payload: { authorization } })
  for (let i = 0; i < jobIds.length; i += AT_ONCE) {
    const opened = jobIds.slice(i, i + AT_ONCE).map((id) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const payload = { query, variables: { id } }
      const subscribe = JSON.stringify({ type: 'subscribe', id: randomUUID(), payload })
      const watcher = new RawWatcher({ port, init, subscribe, onNext, onOpen: resolve })
      watchers.push(watcher)
      return promise
    })
    await Promise.all(opened)
  }
  process.send?.('opened')
}

process.on('message', (request: Request) => {
  if ('open' in request) void open(request.open)
  else if ('close' in request) {
    for (const { socket } of watchers.splice(0)) socket.destroy()
    process.send?.('closed')
  } else {
    awaited = request.await
    check()
  }
})

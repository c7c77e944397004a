import { CloseCode } from 'graphql-ws'
import type { GraphqlSocket } from './graphql-socket.ts'

/** The sockets that are open, looked after by one timer for all of them. */
export interface OpenSockets {
  add(socket: GraphqlSocket): void
  delete(socket: GraphqlSocket): void
  /** Closes all with 1001, and resolves when they are closed. */
  stop(): Promise<void>
}

const ROUND_MS = 1000
/** Rounds in which a client has to show who it is. */
const ROUNDS_TO_BEGIN = 3
/** Each socket is pinged every so many rounds, a share of them in each round. */
const ROUNDS_PER_PING = 12

/** Opens an empty set. */
export function openSockets(): OpenSockets {
  const sockets = new Map<GraphqlSocket, number>()
  const allClosed = Promise.withResolvers<void>()
  let round = 0
  let stopping = false

  const timer = setInterval(() => {
    round++
    for (const [socket, openedIn] of sockets) {
      const age = round - openedIn
      if (age > ROUNDS_TO_BEGIN && !socket.hasBegun)
        socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout')
      else if (age > 0 && age % ROUNDS_PER_PING === 0) socket.ping()
    }
  }, ROUND_MS)
  timer.unref()

  const finish = () => stopping && sockets.size === 0 && allClosed.resolve()
  return {
    add: (socket) => void sockets.set(socket, round),
    delete(socket) {
      sockets.delete(socket)
      finish()
    },
    stop() {
      stopping = true
      clearInterval(timer)
      for (const socket of sockets.keys()) socket.close(1001, 'Going away')
      finish()
      return allClosed.promise
    },
  }
}

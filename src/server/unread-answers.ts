import type { ServerResponse } from 'node:http'

/** A client that takes nothing for so long of what waits for it is held to be gone. */
const PATIENCE_MS = 30_000

/**
 * Cuts a client off that does not read its answer, which is kept in memory for it. Node tells of a connection on which
 * nothing has moved for a while; while nothing waits to be sent, it is we who are slow.
 */
export function cutOffUnread(response: ServerResponse, patienceMs = PATIENCE_MS): void {
  const { socket } = response
  response.setTimeout(patienceMs, () => {
    if (socket !== null && socket.writableLength > 0) socket.destroy()
  })
}

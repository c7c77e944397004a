import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { ADMIN_KEY } from './client.ts'

/**
 * A kept connection that posts JSON, one request at a time, with next to no work of its own: on a machine of few cores
 * a load generator takes its time from what it measures.
 */
export interface Wire {
  /** @returns the body @throws unless the answer is 200 */
  post(body: string): Promise<string>
  close(): void
}

interface Waiting {
  readonly resolve: (body: string) => void
  readonly reject: (error: Error) => void
}

/** Opens a connection to a GraphQL endpoint, or to a peer that takes the same requests. */
export async function openWire(url: string): Promise<Wire> {
  const { hostname, port, pathname } = new URL(url)
  const head =
    `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n` +
    `authorization: Bearer ${ADMIN_KEY}\r\ncontent-length: `
  const socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  await once(socket, 'connect')
  let waiting: Waiting | null = null
  const settle = (how: (one: Waiting) => void) => {
    const one = waiting
    waiting = null
    if (one !== null) how(one)
  }
  readAnswers(socket, (status, body) =>
    settle(({ resolve, reject }) => {
      if (status.includes(' 200 ')) resolve(body)
      else reject(new Error(`${status}\n${body}`))
    }),
  )
  socket.on('error', (error) => settle(({ reject }) => reject(error)))
  socket.on('close', () => settle(({ reject }) => reject(new Error('the connection was closed'))))
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`)
      }),
    close: () => socket.destroy(),
  }
}

function readAnswers(socket: Socket, onAnswer: (status: string, body: string) => void): void {
  let text = ''
  // One byte is one character, so that lengths agree.
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    text += chunk
    const answer = takeAnswer(text)
    if (answer === null) return
    text = ''
    onAnswer(answer.status, Buffer.from(answer.body, 'latin1').toString())
  })
}

/** The answer that a text holds whole, or null. An answer is either of a told length, or in chunks. */
function takeAnswer(text: string): { status: string; body: string } | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const status = text.slice(0, text.indexOf('\r\n'))
  const length = /content-length: *(\d+)/i.exec(text.slice(0, end))?.[1]
  const body = text.slice(end + 4)
  if (length !== undefined) return body.length < Number(length) ? null : { status, body }
  return body.endsWith('0\r\n\r\n') ? { status, body: joinChunks(body) } : null
}

function joinChunks(body: string): string {
  let joined = ''
  for (let at = 0; ; ) {
    const eol = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.slice(at, eol), 16)
    if (size === 0) return joined
    joined += body.slice(eol + 2, eol + 2 + size)
    at = eol + 2 + size + 2
  }
}

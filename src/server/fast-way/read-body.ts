import type { IncomingMessage } from 'node:http'

/** Reads a body of the given length; never calls back where the client goes away before its end. */
export function readBody(request: IncomingMessage, length: number, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  let missing = length
  request.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    missing -= chunk.length
    if (missing === 0) done(chunks.length === 1 ? chunk : Buffer.concat(chunks, length))
  })
}

import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { cutOffUnread } from './unread-answers.ts'

const PATIENCE_MS = 50

/** Asks a server of its own, which answers so, and reads nothing yet. */
async function ask(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => {
    cutOffUnread(response, PATIENCE_MS)
    answer(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const connected = once(server, 'connection')
  const asked = request({ port, host: '127.0.0.1' }).end()
  const [socket] = await connected
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { response, closed: once(socket, 'close').finally(() => server.close()) }
}

describe('an answer', () => {
  it('that is not read is given up', async () => {
    const { response, closed } = await ask((answer) => answer.end(Buffer.alloc(64 * 1024 * 1024)))
    await closed

    response.resume()
    await expect(once(response, 'end')).rejects.toThrow('aborted')
  })

  it('that is long in the making is waited for', async () => {
    const { response } = await ask((answer) => {
      answer.flushHeaders()
      later(5 * PATIENCE_MS).then(() => answer.end('done'))
    })
    response.setEncoding('utf8')

    expect(await once(response, 'data')).toEqual(['done'])
    response.destroy()
  })
})

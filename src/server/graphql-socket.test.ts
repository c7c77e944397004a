import { GraphQLError } from 'graphql'
import { expect, it, vi } from 'vitest'
import type WebSocket from 'ws'
import { OpenSessions } from '../access/open-sessions.ts'
import { GraphqlSocket, type SocketServices } from './graphql-socket.ts'

const [OPEN, CLOSING] = [1, 2]

it('does nothing for a client whose credential has ended, even if it puts the closing off', async () => {
  const sessions = new OpenSessions()
  const session = { subject: 'ada', role: 'LEARNER', keyId: 'k', expiresAt: 0 } as const
  const chooseOperation = vi.fn(() => {
    throw new GraphQLError('asked for')
  })
  const client = { OPEN, readyState: OPEN, bufferedAmount: 0, send: vi.fn(), close: vi.fn() }
  client.close.mockImplementation(() => Object.assign(client, { readyState: CLOSING }))
  const services = {
    authenticate: () => session,
    sessions,
    socketLimits: { take: () => () => undefined },
    chooseOperation,
  }
  const socket = new GraphqlSocket(
    client as unknown as WebSocket,
    null,
    services as unknown as SocketServices,
  )
  const say = (message: object) => socket.receive(Buffer.from(JSON.stringify(message)))

  await say({ type: 'connection_init' })
  await say({ type: 'subscribe', id: '1', payload: { query: '{ viewer { role } }' } })
  sessions.endKey('k')
  await say({ type: 'subscribe', id: '2', payload: { query: '{ viewer { role } }' } })

  expect(client.close).toHaveBeenCalledWith(4403, 'Forbidden')
  expect(chooseOperation).toHaveBeenCalledTimes(1)
})

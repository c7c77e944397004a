import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { makeClientAddress } from './client-address.ts'

const aRequest = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    connection: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

it.each<[string, readonly string[], string, string | undefined, string]>([
  ['believes nobody by default', [], '10.0.0.1', '6.6.6.6', '10.0.0.1'],
  ['believes a trusted proxy', ['10.0.0.0/8'], '10.0.0.1', '6.6.6.6', '6.6.6.6'],
  ['believes no other', ['10.0.0.0/8'], '9.9.9.9', '6.6.6.6', '9.9.9.9'],
  ['stops at the first that nobody vouches for', ['loopback'], '127.0.0.1', '1.1.1.1, 6.6.6.6', '6.6.6.6'],
  [
    'goes through a chain of proxies',
    ['loopback', '10.0.0.0/8'],
    '127.0.0.1',
    '6.6.6.6, 10.0.0.9',
    '6.6.6.6',
  ],
  ['knows IPv4 in the clothes of IPv6', [], '::ffff:10.0.0.1', undefined, '10.0.0.1'],
])('%s', (_what, trusted, remote, forwarded, expected) => {
  expect(makeClientAddress(trusted)(aRequest(remote, forwarded))).toBe(expected)
})

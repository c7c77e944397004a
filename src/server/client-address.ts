import type { IncomingMessage } from 'node:http'
import proxyAddr from 'proxy-addr'

/** The address that a request comes from, or null when its connection is gone. */
export type ClientAddress = (request: IncomingMessage) => string | null

/** @param trustedProxies addresses and networks whose `X-Forwarded-For` is believed; nobody's by default */
export function makeClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trust = proxyAddr.compile([...trustedProxies])
  return (request) => {
    const address = trustedProxies.length === 0 ? request.socket.remoteAddress : proxyAddr(request, trust)
    // What a socket for both versions says of IPv4.
    return address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null
  }
}

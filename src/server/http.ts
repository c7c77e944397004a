import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '../domain/ids.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import type { ClientAddress } from './client-address.ts'
import type { EventStreams } from './event-streams.ts'
import type { HandleGraphql } from './graphql.ts'
import { type Dependencies, makeHealthHandlers } from './health.ts'
import { SECURITY_HEADER_MAP } from './security-headers.ts'
import { GRAPHQL_PATH, REQUEST_ID } from './yoga.ts'

/** Requests under way have this long at a stop. */
const GRACE_MS = 5000
/** How often a stop looks for connections that have become idle since. */
const IDLE_SWEEP_MS = 50

/** A client that takes longer is cut off: for its headers, and for a whole request. */
const SLOW_CLIENTS = { headersTimeout: 15_000, requestTimeout: 60_000, connectionsCheckingInterval: 5000 }
/** Longer than proxies keep theirs (60 s with most): one that we close first may have a request on its way already. */
const KEEP_ALIVE_MS = 75_000

export interface HttpOptions {
  readonly port: number
  readonly host: string
  readonly dependencies: Dependencies
  /** The API; left out where a process has health to tell of and nothing else. */
  readonly api?: {
    readonly graphql: HandleGraphql
    readonly clientAddress: ClientAddress
    readonly streams: EventStreams
  }
}

/** A server that listens; `url` is where, with the port that was given to it. */
export interface HttpServer {
  readonly server: Server
  readonly url: string
  stop(): Promise<void>
}

/** Listens. @throws when the port is taken */
export async function serveHttp({ port, host, dependencies, api }: HttpOptions): Promise<HttpServer> {
  const health = makeHealthHandlers(dependencies)
  const server = createServer({ ...SLOW_CLIENTS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    try {
      route(request, response)
    } catch (error) {
      response.destroy(error as Error)
    }
  })

  function route(request: IncomingMessage, response: ServerResponse): void {
    const requestId = newId()
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (api !== undefined && path === GRAPHQL_PATH) {
      api.graphql(request, response, { requestId, address: api.clientAddress(request) })
      return
    }
    response.setHeader(REQUEST_ID, requestId)
    response.setHeaders(SECURITY_HEADER_MAP)
    const handler = health.get(path)
    if (handler !== undefined) {
      handler(request, response).catch((error: unknown) => response.destroy(error as Error))
    } else if (api !== undefined && path === '/') {
      response.writeHead(302, { location: GRAPHQL_PATH }).end()
    } else {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    server,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      api?.streams.stop()
      const sweeping = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
      if (!(await settlesWithin(closed, GRACE_MS))) server.closeAllConnections()
      clearInterval(sweeping)
    },
  }
}

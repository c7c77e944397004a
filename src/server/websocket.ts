import type { IncomingMessage, Server } from 'node:http'
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { MAX_BODY_BYTES } from '../domain/limits.ts'
import type { ClientAddress } from './client-address.ts'
import { GraphqlSocket, type SocketServices } from './graphql-socket.ts'
import { openSockets } from './open-sockets.ts'
import { mayOpenSocket, type OriginCheck } from './origins.ts'
import { openSlowReaders } from './slow-readers.ts'
import { GRAPHQL_PATH } from './yoga.ts'

export interface WebSocketOptions extends Omit<SocketServices, 'slowReaders'> {
  readonly server: Server
  readonly clientAddress: ClientAddress
  /** Whose pages may open a socket, besides the API's own. */
  readonly isOriginAllowed: OriginCheck
}

const OPTIONS = {
  path: GRAPHQL_PATH,
  maxPayload: MAX_BODY_BYTES,
  // A compressor for each socket would cost more memory than all the rest of it.
  perMessageDeflate: false,
  clientTracking: false,
  handleProtocols,
  // Clients have this long to answer the closing of their socket; one that is gone or frozen never does.
  closeTimeout: 2000,
} satisfies ServerOptions & { closeTimeout: number }

/**
 * Serves graphql-transport-ws on the API's path. The credential comes as `connectionParams.authorization`; without
 * a good one the socket is closed with 4403, and so it is when the credential ends. A client that does not read is
 * held back, and in the end closed with 1013.
 * @returns stop, which closes every socket with 1001
 */
export function serveWebSocket({ server, clientAddress, isOriginAllowed, ...options }: WebSocketOptions): {
  stop(): Promise<void>
} {
  const sockets = openSockets()
  const slowReaders = openSlowReaders()
  const services: SocketServices = { ...options, slowReaders }
  const webSockets = new WebSocketServer({
    server,
    ...OPTIONS,
    verifyClient: ({ req }: { req: IncomingMessage }, answer: (isGood: boolean, status?: number) => void) =>
      answer(mayOpenSocket(req.headers, isOriginAllowed), 403),
  })

  webSockets.on('connection', (webSocket: WebSocket, request: IncomingMessage) => {
    // ws closes a socket that breaks the protocol by itself, and says so here.
    webSocket.on('error', ignore)
    if (webSocket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL)
      return webSocket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable')
    const socket = new GraphqlSocket(webSocket, clientAddress(request), services)
    sockets.add(socket)
    webSocket.on('message', (data) => void socket.receive(data))
    webSocket.on('pong', () => {
      socket.isAlive = true
    })
    webSocket.on('close', () => {
      socket.closed()
      sockets.delete(socket)
    })
  })
  return {
    async stop() {
      webSockets.close()
      await sockets.stop()
      slowReaders.stop()
    },
  }
}

function ignore(): void {}

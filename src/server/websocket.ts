import type { IncomingMessage, Server } from 'node:http'
import { GraphQLError } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { newId } from '../domain/ids.ts'
import { MAX_BODY_BYTES } from '../domain/limits.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import { type Admitted, admitSocket, type SocketDoor } from './admit-socket.ts'
import type { ClientAddress } from './client-address.ts'
import { mayOpenSocket, type OriginCheck } from './origins.ts'
import type { ChooseOperation } from './persisted-operations.ts'
import { MAX_SUBSCRIPTIONS } from './socket-limits.ts'
import { GRAPHQL_PATH, type Yoga } from './yoga.ts'

/** Clients have this long to answer the closing of their socket. */
const CLOSE_MS = 2000

export interface WebSocketOptions extends SocketDoor {
  readonly clientAddress: ClientAddress
  readonly isOriginAllowed: OriginCheck
  readonly chooseOperation: ChooseOperation | null
}

/**
 * Serves graphql-transport-ws on the API's path. The credential comes as `connectionParams.authorization`; without
 * a good one the socket is closed with 4403, and so it is when the credential ends.
 * @returns stop, which closes every socket with 1001
 */
export function serveWebSocket(
  server: Server,
  yoga: Yoga,
  options: WebSocketOptions,
): { stop(): Promise<void> } {
  const { clientAddress, isOriginAllowed, chooseOperation } = options
  const sockets = new WebSocketServer({
    server,
    path: GRAPHQL_PATH,
    maxPayload: MAX_BODY_BYTES,
    verifyClient: ({ req }: { req: IncomingMessage }, answer: (isGood: boolean, status?: number) => void) =>
      answer(mayOpenSocket(req.headers, isOriginAllowed), 403),
  })
  const disposable = useServer<{ authorization?: unknown }, Admitted>(
    {
      async onConnect(context) {
        const { connectionParams, extra } = context
        const given = connectionParams?.authorization
        const admitted = await admitSocket(options, {
          socket: extra.socket,
          authorization: typeof given === 'string' ? given : null,
          from: { requestId: newId(), address: clientAddress(extra.request) },
          isBusy: () => Object.keys(context.subscriptions).length > 0,
        })
        Object.assign(extra, admitted)
        return admitted !== null
      },
      onClose: ({ extra }) => extra.release?.(),
      async onSubscribe({ extra, subscriptions }, _id, payload) {
        const { variables, operationName } = payload
        if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS) {
          const message = `A socket has ${MAX_SUBSCRIPTIONS} subscriptions at the most.`
          return [new GraphQLError(message, { extensions: { code: 'RATE_LIMITED' } })]
        }
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
          viewer: extra.session,
          requestId: newId(),
          address: clientAddress(extra.request),
        })
        try {
          const document = parse(chooseOperation?.(payload) ?? payload.query)
          const errors = validate(schema, document)
          if (errors.length > 0) return errors
          const contextValue = await contextFactory()
          const variableValues = variables ?? {}
          return {
            schema,
            document,
            operationName,
            variableValues,
            contextValue,
            rootValue: { execute, subscribe },
          }
        } catch (error) {
          if (error instanceof GraphQLError) return [error]
          throw error
        }
      },
      execute: (args) => (args.rootValue as Enveloped).execute(args),
      subscribe: (args) => (args.rootValue as Enveloped).subscribe(args),
    },
    sockets,
  )
  return {
    async stop() {
      const closed = Promise.resolve(disposable.dispose())
      // A client that is gone or frozen never answers: ws would wait for it for half a minute.
      if (!(await settlesWithin(closed, CLOSE_MS))) for (const socket of sockets.clients) socket.terminate()
      await closed
    },
  }
}

type Enveloped = Pick<ReturnType<Yoga['getEnveloped']>, 'execute' | 'subscribe'>

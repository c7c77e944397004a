import type { Server } from 'node:http'
import { GraphQLError } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { Authenticate } from '../access/authenticate.ts'
import type { Viewer } from '../domain/identity.ts'
import { newId } from '../domain/ids.ts'
import { MAX_BODY_BYTES } from '../domain/limits.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import { GRAPHQL_PATH, type Yoga } from './yoga.ts'

/** Clients have this long to answer the closing of their socket. */
const CLOSE_MS = 2000

/**
 * Serves graphql-transport-ws on the API's path. The credential comes as `connectionParams.authorization`; without
 * a good one the socket is closed with 4403.
 * @returns stop, which closes every socket with 1001
 */
export function serveWebSocket(
  server: Server,
  yoga: Yoga,
  authenticate: Authenticate,
): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: GRAPHQL_PATH, maxPayload: MAX_BODY_BYTES })
  const disposable = useServer<{ authorization?: unknown }, { viewer: Viewer }>(
    {
      onConnect({ connectionParams, extra }) {
        const authorization = connectionParams?.authorization
        const viewer = authenticate(typeof authorization === 'string' ? authorization : null)
        if (viewer === null) return false
        extra.viewer = viewer
        return true
      },
      async onSubscribe({ extra }, _id, { query, variables, operationName }) {
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
          viewer: extra.viewer,
          requestId: newId(),
          address: extra.request.socket.remoteAddress ?? null,
        })
        try {
          const document = parse(query)
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

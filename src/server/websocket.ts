import type { Server } from 'node:http'
import { GraphQLError } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import type { Authenticate } from '../access/authenticate.ts'
import type { OpenSessions } from '../access/open-sessions.ts'
import type { Session } from '../access/session.ts'
import { newId } from '../domain/ids.ts'
import { MAX_BODY_BYTES } from '../domain/limits.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import { admitCaller } from './authentication.ts'
import { GRAPHQL_PATH, type Yoga } from './yoga.ts'

/** The credential is missing, wrong, or counts no more: clients come back with another. */
const FORBIDDEN = 4403
/** Whether the credential is good cannot be told at the moment: clients try again. */
const TRY_AGAIN_LATER = 1013
/** Clients have this long to answer the closing of their socket. */
const CLOSE_MS = 2000

export interface WebSocketOptions {
  readonly authenticate: Authenticate
  /** What is open under each session; sockets end with theirs. */
  readonly sessions: OpenSessions
}

/** What is known of a socket. */
type Known = {
  session: Session
  release: () => void
}

/**
 * Serves graphql-transport-ws on the API's path. The credential comes as `connectionParams.authorization`; without
 * a good one the socket is closed with 4403, and so it is when the credential ends.
 * @returns stop, which closes every socket with 1001
 */
export function serveWebSocket(
  server: Server,
  yoga: Yoga,
  { authenticate, sessions }: WebSocketOptions,
): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: GRAPHQL_PATH, maxPayload: MAX_BODY_BYTES })
  const disposable = useServer<{ authorization?: unknown }, Known>(
    {
      async onConnect({ connectionParams, extra }) {
        const given = connectionParams?.authorization
        const authorization = typeof given === 'string' ? given : null
        const from = { requestId: newId(), address: extra.request.socket.remoteAddress ?? null }
        const { session, refusal } = await admitCaller(authenticate, authorization, from)
        if (refusal !== undefined) {
          if (refusal.status !== 401) extra.socket.close(TRY_AGAIN_LATER, refusal.error.message)
          return false
        }
        extra.session = session
        extra.release = sessions.hold(session, () => extra.socket.close(FORBIDDEN, 'Forbidden'))
        return true
      },
      onClose: ({ extra }) => extra.release?.(),
      async onSubscribe({ extra }, _id, { query, variables, operationName }) {
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
          viewer: extra.session,
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

import type { IncomingMessage, Server } from 'node:http'
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
import type { ClientAddress } from './client-address.ts'
import { mayOpenSocket, type OriginCheck } from './origins.ts'
import type { ChooseOperation } from './persisted-operations.ts'
import { MAX_SUBSCRIPTIONS, type SocketLimits } from './socket-limits.ts'
import { GRAPHQL_PATH, type Yoga } from './yoga.ts'

/** The credential is missing, wrong, or counts no more: clients come back with another. */
const FORBIDDEN = 4403
/** Whether the credential is good cannot be told at the moment: clients try again. */
const TRY_AGAIN_LATER = 1013
/** Clients that keep coming would only make it worse: they take this as final. */
const TOO_MANY = 4429
const NORMAL = 1000
/** Clients have this long to answer the closing of their socket. */
const CLOSE_MS = 2000

export interface WebSocketOptions {
  readonly authenticate: Authenticate
  /** What is open under each session; sockets end with theirs. */
  readonly sessions: OpenSessions
  readonly clientAddress: ClientAddress
  readonly isOriginAllowed: OriginCheck
  readonly socketLimits: SocketLimits
  readonly chooseOperation: ChooseOperation | null
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
  { authenticate, sessions, clientAddress, isOriginAllowed, socketLimits, chooseOperation }: WebSocketOptions,
): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({
    server,
    path: GRAPHQL_PATH,
    maxPayload: MAX_BODY_BYTES,
    verifyClient: ({ req }: { req: IncomingMessage }, answer: (isGood: boolean, status?: number) => void) =>
      answer(mayOpenSocket(req.headers, isOriginAllowed), 403),
  })
  const disposable = useServer<{ authorization?: unknown }, Known>(
    {
      async onConnect(context) {
        const { connectionParams, extra } = context
        const given = connectionParams?.authorization
        const authorization = typeof given === 'string' ? given : null
        const from = { requestId: newId(), address: clientAddress(extra.request) }
        const { session, refusal } = await admitCaller(authenticate, authorization, from)
        if (refusal !== undefined) {
          if (refusal.status !== 401) extra.socket.close(TRY_AGAIN_LATER, refusal.error.message)
          return false
        }
        const giveBack = socketLimits.take(session, {
          isBusy: () => Object.keys(context.subscriptions).length > 0,
          closeIdle: () => extra.socket.close(NORMAL, 'Idle'),
        })
        if (giveBack === null) {
          extra.socket.close(TOO_MANY, 'Too many sockets')
          return false
        }
        const letGo = sessions.hold(session, () => extra.socket.close(FORBIDDEN, 'Forbidden'))
        extra.session = session
        extra.release = () => {
          giveBack()
          letGo()
        }
        return true
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

import { GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { OpenSessions } from '../access/open-sessions.ts'
import { MAX_BODY_BYTES } from '../domain/limits.ts'
import type { Context } from '../schema/index.ts'
import { type AuthenticationOptions, type Transport, useAuthentication } from './authentication.ts'
import { corsFor } from './cors.ts'
import { type EventStreams, useEventStreams } from './event-streams.ts'
import { useFaultyRequests } from './faulty-requests.ts'
import { useGivenResult } from './given-result.ts'
import { graphiqlPage } from './graphiql-page.ts'
import { type AdmitOperation, useDocumentLimits, useRateLimits } from './limits.ts'
import { useMaskedErrors } from './mask-errors.ts'
import { type Observe, useObservation } from './observe.ts'
import type { OriginCheck } from './origins.ts'
import { type ChooseOperation, ID_PARAMETERS, usePersistedOperations } from './persisted-operations.ts'
import type { Streaming } from './run-operation.ts'
import { useEndOfStreams, useSharedStreams } from './share-events.ts'
import type { Streams } from './shared-streams.ts'

/** Where the API is, on every transport. */
export const GRAPHQL_PATH = '/graphql'
/** Each answer's header with the id under which the log knows its request. */
export const REQUEST_ID = 'x-request-id'

export interface GraphqlOptions extends AuthenticationOptions, Streaming {
  readonly streams: Streams
  /** What is open under each session; streams end with theirs. */
  readonly sessions: OpenSessions
  readonly eventStreams: EventStreams
  readonly admit: AdmitOperation
  /** Whose pages may call the API, besides its own. */
  readonly isOriginAllowed: OriginCheck
  /** Finds the operation where only known ones are run; null where any is. */
  readonly chooseOperation: ChooseOperation | null
  readonly introspection: boolean
  readonly observe: Observe
}

export type Yoga = YogaServerInstance<Transport, Context>

/** The GraphQL engine of HTTP and SSE, whose parsing, rules and execution WebSocket uses too. */
export function makeYoga(options: GraphqlOptions): Yoga {
  const { schema, services, admit, isOriginAllowed, introspection, graphiql, onUnexpected, observe } = options
  return createYoga<Transport, Context>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    context: ({ viewer, requestId, address }: Transport): Context => {
      if (viewer === undefined) throw new Error('a request came past the check of its credential')
      return { ...services, viewer, requestId, address }
    },
    extraParamNames: options.chooseOperation === null ? [] : ID_PARAMETERS,
    plugins: [
      ...(graphiql ? [usePagePolicy()] : []),
      useAuthentication(options),
      useEventStreams(options.eventStreams, options.sessions),
      useJsonAlone(),
      useFaultyRequests(),
      ...(options.chooseOperation === null ? [] : [usePersistedOperations(options.chooseOperation)]),
      useGivenResult(),
      useMaskedErrors(onUnexpected),
      useObservation(observe),
      useDocumentLimits({ introspection }),
      useRateLimits(admit),
      useSharedStreams(options),
      useEndOfStreams(),
      ...(introspection ? [] : [useNoIntrospection()]),
    ],
    // Done by a plugin that every transport goes through, and that knows the request's id.
    maskedErrors: false,
    maxRequestBodySize: MAX_BODY_BYTES,
    multipart: false,
    cors: ({ headers }) => corsFor(isOriginAllowed, headers.get('origin') ?? ''),
    graphiql,
    renderGraphiQL: () => graphiqlPage().html,
    landingPage: false,
    logging: false,
  })
}

/** The page of GraphiQL runs its own scripts; all other answers run none. */
function usePagePolicy(): Plugin {
  return {
    onResponse({ response }) {
      if (response.headers.get('content-type')?.startsWith('text/html') === true)
        response.headers.set('content-security-policy', graphiqlPage().policy)
    },
  }
}

/** Takes what a page can send without asking first (forms, plain text) from nobody. */
function useJsonAlone(): Plugin {
  return {
    onRequestParse({ request }) {
      const type = request.headers.get('content-type') ?? ''
      if (request.method !== 'POST' || /^application\/(graphql\+)?json\b/i.test(type)) return
      throw new GraphQLError('Send the request as application/json.', {
        extensions: { code: 'BAD_REQUEST', http: { status: 415 } },
      })
    },
  }
}

function useNoIntrospection(): Plugin {
  return { onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule) }
}

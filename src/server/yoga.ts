import { type GraphQLSchema, NoSchemaIntrospectionCustomRule } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Authenticate } from '../access/authenticate.ts'
import { MAX_BODY_BYTES } from '../domain/limits.ts'
import type { Context, Services } from '../schema/index.ts'
import { type Transport, useAuthentication } from './authentication.ts'
import { corsFor } from './cors.ts'
import { useFaultyRequests } from './faulty-requests.ts'
import { useGivenResult } from './given-result.ts'
import { graphiqlPage } from './graphiql-page.ts'
import { type OnUnexpected, useMaskedErrors } from './mask-errors.ts'
import { type ObservedOperation, useObservation } from './observe.ts'

/** Where the API is, on every transport. */
export const GRAPHQL_PATH = '/graphql'
/** Each answer's header with the id under which the log knows its request. */
export const REQUEST_ID = 'x-request-id'

export interface GraphqlOptions {
  readonly schema: GraphQLSchema
  readonly services: Services
  readonly authenticate: Authenticate
  /** Origins whose pages may call the API; none by default. */
  readonly corsOrigins: readonly string[]
  readonly introspection: boolean
  readonly graphiql: boolean
  readonly onUnexpected: OnUnexpected
  readonly observe: (operation: ObservedOperation) => void
}

export type Yoga = YogaServerInstance<Transport, Context>

/** The GraphQL engine of HTTP and SSE, whose parsing, rules and execution WebSocket uses too. */
export function makeYoga(options: GraphqlOptions): Yoga {
  const { schema, services, authenticate, corsOrigins, introspection, graphiql, onUnexpected, observe } =
    options
  return createYoga<Transport, Context>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    context: ({ viewer, requestId, address }: Transport): Context => {
      if (viewer === undefined) throw new Error('a request came past the check of its credential')
      return { ...services, viewer, requestId, address }
    },
    plugins: [
      useAuthentication(authenticate, graphiql),
      useFaultyRequests(),
      useGivenResult(),
      useMaskedErrors(onUnexpected),
      useObservation(observe),
      ...(introspection ? [] : [useNoIntrospection()]),
    ],
    // Done by a plugin that every transport goes through, and that knows the request's id.
    maskedErrors: false,
    maxRequestBodySize: MAX_BODY_BYTES,
    multipart: false,
    cors:
      corsOrigins.length === 0 ? false : ({ headers }) => corsFor(corsOrigins, headers.get('origin') ?? ''),
    graphiql,
    renderGraphiQL: graphiqlPage,
    landingPage: false,
    logging: false,
  })
}

function useNoIntrospection(): Plugin {
  return { onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule) }
}

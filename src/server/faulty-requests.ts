import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

const TOO_DEEP = 'The document is nested too deeply.'

/** Answers with 400 and a plain sentence what libraries answer with 500, a stack's end or the request's own body. */
export function useFaultyRequests(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (requestParser === undefined) return
      setRequestParser(async (request) => {
        try {
          return await requestParser(request)
        } catch (error) {
          throw toRequestFault(error)
        }
      })
    },
    onResponse({ request, response }) {
      // The rest of a body without a stated length is not read: nothing else can come on this connection.
      if (response.status === 413 && !request.headers.has('content-length'))
        response.headers.set('connection', 'close')
    },
    // Every transport parses and validates through these two.
    onParse({ parseFn, setParseFn }) {
      setParseFn((source, options) => {
        try {
          return parseFn(source, options)
        } catch (error) {
          throw toDocumentFault(error)
        }
      })
    },
    onValidate({ validateFn, setValidationFn }) {
      setValidationFn((...args) => {
        try {
          return validateFn(...args)
        } catch (error) {
          // A rule of graphql-js throws where a subscription's field hangs on a variable.
          if (error instanceof GraphQLError) return [error]
          throw toDocumentFault(error)
        }
      })
    },
  }
}

function toRequestFault(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) {
    return error instanceof SyntaxError ? badRequest('variables and extensions have to be JSON.') : error
  }
  // yoga adds what JSON.parse said, which quotes the body from end to end.
  return 'originalError' in error.extensions ? badRequest(error.message) : error
}

/**
 * Yoga keeps what a document fails with, for all transports, and marks it as the client's fault on one of them: it is
 * marked here, before. graphql-js reads by recursion, so that a document which is deep enough overflows the stack,
 * whatever limit is set on its tokens.
 */
function toDocumentFault(error: unknown): unknown {
  if (error instanceof RangeError) return badRequest(TOO_DEEP)
  if (!(error instanceof GraphQLError)) return error
  const { message, source, positions, extensions } = error
  return new GraphQLError(message, {
    source,
    positions,
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true }, ...extensions },
  })
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
}

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
      setParseFn((source, options) => orTooDeep(() => parseFn(source, options)))
    },
    onValidate({ validateFn, setValidationFn }) {
      setValidationFn((...args) => orTooDeep(() => validateFn(...args)))
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

/** graphql-js reads by recursion: a document that is deep enough overflows the stack, whatever limit is set on its tokens. */
function orTooDeep<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(TOO_DEEP)
    throw error
  }
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
}

import { type ExecutionResult, GraphQLError, type GraphQLErrorExtensions } from 'graphql'
import { handleStreamOrSingleExecutionResult, isAsyncIterable, type Plugin } from 'graphql-yoga'
import { TooMany } from '../domain/too-many.ts'
import { Unavailable } from '../domain/unavailable.ts'
import type { Context } from '../schema/index.ts'
import type { Transport } from './authentication.ts'
import { rateLimited } from './limits.ts'

/** Told of each failure that nobody expected, with the id that the client was given for it. */
export type OnUnexpected = (error: unknown, requestId: string) => void

/** Seconds after which a client may try again what a store that is away kept from it. */
const RETRY_AFTER_S = '1'

/** Hides what went wrong inside from clients: they get an id, and the log has the rest. */
export function maskResult(
  result: ExecutionResult,
  requestId: string,
  onUnexpected: OnUnexpected,
): ExecutionResult {
  if (result.errors === undefined) return result
  return { ...result, errors: result.errors.map((error) => maskError(error, requestId, onUnexpected)) }
}

/** The same for what a library or a resolver threw. */
export function maskError(thrown: unknown, requestId: string, onUnexpected: OnUnexpected): GraphQLError {
  const error =
    thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: thrown as Error })
  if (error.originalError instanceof TooMany) {
    return toClient(error, error.message, rateLimited(error.originalError).extensions)
  }
  if (isExpected(error)) return error
  onUnexpected(error.originalError ?? error, requestId)
  if (error.originalError instanceof Unavailable) {
    return toClient(error, error.message, { code: 'SERVICE_UNAVAILABLE', retryable: true, requestId })
  }
  return toClient(error, 'Something went wrong inside. The log knows more, under the requestId.', {
    code: 'INTERNAL_SERVER_ERROR',
    requestId,
    // Without a path it is no field that failed, but the whole request.
    ...(error.path === undefined ? { http: { status: 500 } } : {}),
  })
}

/** Masks the results of every transport. */
export function useMaskedErrors(onUnexpected: OnUnexpected): Plugin<Context, Transport> {
  return {
    // What failed before or after the execution of a request over HTTP; the rest comes here masked already.
    onResultProcess({ result, setResult, serverContext }) {
      if (!isAsyncIterable(result) && !Array.isArray(result))
        setResult(withStatus(maskResult(result, serverContext.requestId, onUnexpected)))
    },
    onExecute: ({ args }) => ({
      onExecuteDone: (payload) =>
        handleStreamOrSingleExecutionResult(payload, ({ result, setResult }) =>
          setResult(maskResult(result, args.contextValue.requestId, onUnexpected)),
        ),
    }),
    onSubscribe: ({ args }) => ({
      onSubscribeResult: ({ result, setResult }) => {
        const { requestId } = args.contextValue
        if (!isAsyncIterable(result)) {
          setResult(maskResult(result, requestId, onUnexpected))
          return undefined
        }
        return { onNext: (event) => event.setResult(maskResult(event.result, requestId, onUnexpected)) }
      },
      onSubscribeError: ({ error, setError }) => {
        const { requestId } = args.contextValue
        setError(maskError(error, requestId, onUnexpected))
      },
    }),
  }
}

/** What may succeed later shows in the status too, for clients and proxies that look no further; WebSocket has none. */
function withStatus(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result
  const errors = result.errors.map((error) => {
    const http = httpOf(error)
    return http === null ? error : toClient(error, error.message, { ...error.extensions, http })
  })
  return { ...result, errors }
}

function httpOf({ extensions: { code, retryAfter } }: GraphQLError) {
  if (code === 'SERVICE_UNAVAILABLE') return { status: 503, headers: { 'retry-after': RETRY_AFTER_S } }
  if (code === 'RATE_LIMITED') return { status: 429, headers: { 'retry-after': String(retryAfter) } }
  return null
}

/** The error as the client sees it: at its place in the document, and without its cause. */
function toClient(error: GraphQLError, message: string, extensions: GraphQLErrorExtensions): GraphQLError {
  const { source, positions, path } = error
  return new GraphQLError(message, { source, positions, path, extensions })
}

/** An error that was made as a GraphQLError, by graphql-js for a faulty document or by a resolver for its caller. */
function isExpected(error: GraphQLError): boolean {
  return (
    error.originalError == null || error.originalError instanceof GraphQLError || 'code' in error.extensions
  )
}

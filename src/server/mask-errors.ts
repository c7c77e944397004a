import { type ExecutionResult, GraphQLError } from 'graphql'
import { handleStreamOrSingleExecutionResult, isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { Context } from '../schema/index.ts'
import type { Transport } from './authentication.ts'

/** Told of each failure that nobody expected, with the id that the client was given for it. */
export type OnUnexpected = (error: unknown, requestId: string) => void

/** Hides what went wrong inside from clients: they get an id, and the log has the rest. */
export function useMaskedErrors(onUnexpected: OnUnexpected): Plugin<Context, Transport> {
  function mask(error: GraphQLError, requestId: string): GraphQLError {
    if (isExpected(error)) return error
    onUnexpected(error.originalError ?? error, requestId)
    return new GraphQLError('Something went wrong inside. The log knows more, under the requestId.', {
      ...(error.nodes === undefined ? {} : { nodes: error.nodes }),
      ...(error.path === undefined ? {} : { path: error.path }),
      extensions: {
        code: 'INTERNAL_SERVER_ERROR',
        requestId,
        // Without a path it is no field that failed, but the whole request.
        ...(error.path === undefined ? { http: { status: 500 } } : {}),
      },
    })
  }
  function maskResult(result: ExecutionResult, requestId: string): ExecutionResult {
    if (result.errors === undefined) return result
    return { ...result, errors: result.errors.map((error) => mask(error, requestId)) }
  }
  return {
    // What failed before or after the execution of a request over HTTP; the rest comes here masked already.
    onResultProcess({ result, setResult, serverContext }) {
      if (!isAsyncIterable(result) && !Array.isArray(result))
        setResult(maskResult(result, serverContext.requestId))
    },
    onExecute: ({ args }) => ({
      onExecuteDone: (payload) =>
        handleStreamOrSingleExecutionResult(payload, ({ result, setResult }) =>
          setResult(maskResult(result, args.contextValue.requestId)),
        ),
    }),
    onSubscribe: ({ args }) => ({
      onSubscribeResult: ({ result, setResult }) => {
        const { requestId } = args.contextValue
        if (!isAsyncIterable(result)) {
          setResult(maskResult(result, requestId))
          return undefined
        }
        return { onNext: (event) => event.setResult(maskResult(event.result, requestId)) }
      },
      onSubscribeError: ({ error, setError }) => {
        const { requestId } = args.contextValue
        setError(
          mask(
            error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }),
            requestId,
          ),
        )
      },
    }),
  }
}

/** An error that was made as a GraphQLError, by graphql-js for a faulty document or by a resolver for its caller. */
function isExpected(error: GraphQLError): boolean {
  return (
    error.originalError == null || error.originalError instanceof GraphQLError || 'code' in error.extensions
  )
}

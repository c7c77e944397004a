import { getOperationAST } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'

/** One operation that was answered. */
export interface ObservedOperation {
  readonly operation: 'query' | 'mutation' | 'subscription'
  readonly outcome: 'ok' | 'error'
  readonly seconds: number
}

/** Tells how long each query and mutation took, and how each subscription began. */
export function useObservation(observe: (operation: ObservedOperation) => void): Plugin {
  return {
    onExecute({ args }) {
      const began = performance.now()
      const operation = getOperationAST(args.document, args.operationName)?.operation ?? 'query'
      return {
        onExecuteDone({ result }) {
          const failed = !isAsyncIterable(result) && result.errors !== undefined
          observe({
            operation,
            outcome: failed ? 'error' : 'ok',
            seconds: (performance.now() - began) / 1000,
          })
        },
      }
    },
    onSubscribe() {
      const began = performance.now()
      return {
        onSubscribeResult({ result }) {
          const outcome = isAsyncIterable(result) ? 'ok' : 'error'
          observe({ operation: 'subscription', outcome, seconds: (performance.now() - began) / 1000 })
        },
      }
    },
  }
}

import { getOperationAST } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { Outcome } from './shared-streams.ts'

/** One operation that was answered. */
export interface ObservedOperation {
  readonly operation: 'query' | 'mutation' | 'subscription'
  readonly outcome: 'ok' | 'error'
  readonly seconds: number
}

/** Told of each operation. */
export type Observe = (operation: ObservedOperation) => void

/** Tells how long each query and mutation took, and how each subscription began. */
export function useObservation(observe: Observe): Plugin {
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
      return { onSubscribeResult: ({ result }) => observe(beginningOf(result, began)) }
    },
  }
}

/** Tells how a subscription began that yoga does not run. */
export async function observed(observe: Observe, opening: Promise<Outcome>): Promise<Outcome> {
  const began = performance.now()
  const outcome = await opening
  observe(beginningOf(outcome, began))
  return outcome
}

function beginningOf(result: unknown, began: number): ObservedOperation {
  const outcome = isAsyncIterable(result) ? 'ok' : 'error'
  return { operation: 'subscription', outcome, seconds: (performance.now() - began) / 1000 }
}

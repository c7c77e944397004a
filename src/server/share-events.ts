import type { ServerResponse } from 'node:http'
import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import type { Context } from '../schema/index.ts'
import { Latest } from '../status/latest.ts'
import { isShareable, shareKey } from './operations.ts'
import { openStream, type Streaming, type Work } from './run-operation.ts'
import type { Outcome, Seat, Streams, Watcher } from './shared-streams.ts'

/** Has watchers over SSE share executions and their results with each other, and with those over WebSocket. */
export function useSharedStreams({
  streams,
  ...streaming
}: Streaming & { readonly streams: Streams }): Plugin<Context> {
  function sit({ viewer, requestId, address, params }: Asking, work: Work, watcher: Watcher): Seat {
    const key = shareKey({ ...params, query: params.query ?? '' }, viewer)
    const run = () => openStream(streaming, work, { viewer, requestId, address })
    return streams.join(key, watcher) ?? streams.begin(key, watcher, run)
  }
  return {
    onSubscribe({ args: { document, operationName, variableValues, contextValue }, setSubscribeFn }) {
      const work: Work = { document, operationName, variableValues: variableValues ?? {} }
      if (!isShareable(streaming.schema, work)) return
      setSubscribeFn(() => follow((watcher) => sit(contextValue, work, watcher)))
    },
  }
}

/**
 * Ends a stream that nobody reads to its end: yoga leaves it open where the client takes no events, or has gone before
 * the first.
 */
export function useEndOfStreams(): Plugin<object, { res?: ServerResponse }> {
  return {
    onResultProcess({ result, resultProcessor, serverContext: { res } }) {
      if (!isAsyncIterable(result)) return
      const end = () => void result[Symbol.asyncIterator]().return?.()
      if (resultProcessor === undefined || res?.closed === true) end()
      else res?.once('close', end)
    },
  }
}

type Asking = Context & Pick<YogaInitialContext, 'params'>

/** What an operation gave; a stream as one who reads it sees it: while a result is written, the newest waits. */
async function follow(sit: (watcher: Watcher) => Seat): Promise<Outcome> {
  const results = new Latest<ExecutionResult>({ maxKeys: 1, onReturn: () => seat.leave() })
  const seat = sit({
    next: (payload) => results.push('', serialised(payload)),
    complete: () => results.end(),
    fail: (error) => results.fail(error),
    ready: () => Promise.resolve(),
  })
  const outcome = await seat.opened
  return isAsyncIterable(outcome) ? results : outcome
}

/** A result that yoga has no need to write out again. */
function serialised(payload: string): ExecutionResult & { readonly stringify: () => string } {
  return { stringify: () => payload }
}

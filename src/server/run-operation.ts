import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
} from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import type { Context, RequestInfo, Services } from '../schema/index.ts'
import { maskError, maskResult, type OnUnexpected } from './mask-errors.ts'
import type { Outcome } from './shared-streams.ts'
import type { Yoga } from './yoga.ts'

/** A valid operation with what it was given. */
export interface Work {
  readonly document: DocumentNode
  readonly operationName: string | undefined | null
  readonly variableValues: Readonly<Record<string, unknown>>
}

/** Runs a query or a mutation. */
export async function runOnce(yoga: Yoga, work: Work, info: RequestInfo): Promise<Outcome> {
  const { schema, execute, contextFactory } = yoga.getEnveloped(info)
  return execute({ schema, ...work, contextValue: await contextFactory() })
}

/** What subscriptions are run with. */
export interface Streaming {
  readonly schema: GraphQLSchema
  readonly services: Services
  readonly onUnexpected: OnUnexpected
}

/**
 * Opens a subscription. envelop's own `subscribe` keeps an engine, a context and an iterator for each of its plugins
 * as long as the stream lasts, which is several times what the watcher itself takes; here they last for an event.
 */
export async function openStream(streaming: Streaming, work: Work, info: RequestInfo): Promise<Outcome> {
  const { schema, services, onUnexpected } = streaming
  const source = await createSourceEventStream({ schema, ...work, contextValue: { ...services, ...info } })
  if (!isAsyncIterable(source)) return maskResult(source, info.requestId, onUnexpected)
  return new Results(source[Symbol.asyncIterator](), streaming, work, info)
}

/** A source's events, each with the operation executed on it. */
class Results implements AsyncIterableIterator<ExecutionResult> {
  readonly #source: AsyncIterator<unknown>
  readonly #streaming: Streaming
  readonly #work: Work
  readonly #info: RequestInfo

  constructor(source: AsyncIterator<unknown>, streaming: Streaming, work: Work, info: RequestInfo) {
    this.#source = source
    this.#streaming = streaming
    this.#work = work
    this.#info = info
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    try {
      const { value, done } = await this.#source.next()
      if (done === true) return { value: undefined, done }
      return { value: await this.#resultOf(value), done: false }
    } catch (error) {
      throw maskError(error, this.#info.requestId, this.#streaming.onUnexpected)
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    await this.#source.return?.()
    return { value: undefined, done: true }
  }

  async #resultOf(event: unknown): Promise<ExecutionResult> {
    const { schema, services, onUnexpected } = this.#streaming
    const contextValue: Context = { ...services, ...this.#info }
    const result = await execute({ schema, ...this.#work, rootValue: event, contextValue })
    return maskResult(result, this.#info.requestId, onUnexpected)
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

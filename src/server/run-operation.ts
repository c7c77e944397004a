import { createSourceEventStream, type DocumentNode, type ExecutionResult, execute } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import type { RequestInfo } from '../schema/index.ts'
import { maskError, maskResult } from './mask-errors.ts'
import type { Runner } from './operations.ts'
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

/**
 * Opens a subscription. envelop's own `subscribe` keeps an engine, a context and an iterator for each of its plugins
 * as long as the stream lasts, which is several times what the watcher itself takes; here they last for an event.
 */
export async function openStream(runner: Runner, work: Work, info: RequestInfo): Promise<Outcome> {
  const began = performance.now()
  const source = await openSource(runner, work, info)
  const isOpen = isAsyncIterable(source)
  const seconds = (performance.now() - began) / 1000
  runner.observe({ operation: 'subscription', outcome: isOpen ? 'ok' : 'error', seconds })
  return isOpen ? new Results(source[Symbol.asyncIterator](), runner, work, info) : source
}

async function openSource({ yoga, onUnexpected }: Runner, work: Work, info: RequestInfo) {
  const { schema, contextFactory } = yoga.getEnveloped(info)
  const contextValue = await contextFactory()
  const source = await createSourceEventStream({ schema, ...work, contextValue })
  return isAsyncIterable(source) ? source : maskResult(source, info.requestId, onUnexpected)
}

/** A source's events, each with the operation executed on it. */
class Results implements AsyncIterableIterator<ExecutionResult> {
  readonly #source: AsyncIterator<unknown>
  readonly #runner: Runner
  readonly #work: Work
  readonly #info: RequestInfo

  constructor(source: AsyncIterator<unknown>, runner: Runner, work: Work, info: RequestInfo) {
    this.#source = source
    this.#runner = runner
    this.#work = work
    this.#info = info
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    try {
      const { value, done } = await this.#source.next()
      if (done === true) return { value: undefined, done }
      return { value: await this.#resultOf(value), done: false }
    } catch (error) {
      throw maskError(error, this.#info.requestId, this.#runner.onUnexpected)
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    await this.#source.return?.()
    return { value: undefined, done: true }
  }

  async #resultOf(event: unknown): Promise<ExecutionResult> {
    const { yoga, onUnexpected } = this.#runner
    const { schema, contextFactory } = yoga.getEnveloped(this.#info)
    const contextValue = await contextFactory()
    const result = await execute({ schema, ...this.#work, rootValue: event, contextValue })
    return maskResult(result, this.#info.requestId, onUnexpected)
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

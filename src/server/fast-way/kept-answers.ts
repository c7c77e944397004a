import { BoundedCache } from '../../domain/bounded-cache.ts'
import type { Viewer } from '../../domain/identity.ts'
import type { CompiledOperation } from './compile.ts'

/** All that an answer depends on, but for the record. */
export interface Asked {
  readonly viewer: Viewer
  readonly operation: CompiledOperation
  readonly variables: Readonly<Record<string, unknown>>
}

/** Answers to queries that hold for a while, as JSON. */
export interface KeptAnswers {
  find(asked: Asked): string | undefined
  /** Keeps an answer until a moment on the clock of `performance.now()`. */
  keep(asked: Asked, text: string, until: number): void
}

const BOUNDS = { entries: 2000, bytes: 8 * 1024 * 1024 }

/** Keeps answers by who asked, and what: a viewer is told by identity, so that other rights are other answers. */
export function openKeptAnswers(): KeptAnswers {
  const kept = new BoundedCache<string, { readonly text: string; readonly until: number }>(BOUNDS)
  const numberOf = makeNumbering()
  const keyOf = ({ viewer, operation, variables }: Asked) =>
    `${numberOf(viewer)} ${numberOf(operation)} ${JSON.stringify(variables)}`
  return {
    find(asked) {
      if (asked.operation.kind === 'mutation') return undefined
      const answer = kept.get(keyOf(asked))
      return answer !== undefined && performance.now() < answer.until ? answer.text : undefined
    },
    keep(asked, text, until) {
      if (asked.operation.kind === 'mutation' || !Number.isFinite(until) || until <= performance.now()) return
      const key = keyOf(asked)
      kept.set(key, { text, until }, 2 * (key.length + text.length))
    },
  }
}

function makeNumbering(): (object: object) => number {
  const numbers = new WeakMap<object, number>()
  let last = 0
  return (object) => {
    const known = numbers.get(object)
    if (known !== undefined) return known
    last += 1
    numbers.set(object, last)
    return last
  }
}

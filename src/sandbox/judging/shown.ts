import type { Json } from '../../domain/json.ts'
import { cut } from '../../domain/limits.ts'
import { type Comparison, matches, tagOf } from './compare.ts'
import type { Data } from './data.ts'
import { firstDifference, type View } from './difference.ts'
import { JAVASCRIPT, type Notation } from './notation.ts'

/** How many characters of a value a one-line message may hold. */
const IN_MESSAGE = 80

/** A value as a learner would write it, cut at MAX_TEXT_CHARS. */
export function shown(value: Data | Json, notation: Notation = JAVASCRIPT): string {
  return cut(written(value, notation))
}

/**
 * "expected 6, received 5"; where the values are too long for that, from the place on at which they first differ:
 * "at [1].month: expected 6, received 5".
 */
export function mismatch(
  expected: Json,
  actual: Data,
  comparison: Comparison,
  notation: Notation = JAVASCRIPT,
): string {
  const whole = [expected, actual].every((value) => written(value, notation).length <= IN_MESSAGE)
  const { path, ...values } =
    whole || comparison.compare === 'unordered'
      ? { path: '', expected, actual }
      : firstDifference<Data, Json>(actual, expected, viewFor(comparison, notation))
  const [wanted, received] = apart(textAt(values.expected, notation), textAt(values.actual, notation))
  return `${path === '' ? '' : `at ${path}: `}expected ${wanted}, received ${received}`
}

function viewFor(comparison: Comparison, notation: Notation): View<Data, Json> {
  return {
    same: (actual, expected) => matches(actual ?? null, expected ?? null, comparison),
    members: (value) => {
      if (typeof value !== 'object' || value === null || tagOf(value) !== null) return null
      const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
      return new Map(entries.map(([key, held]) => [notation.step(key), held]))
    },
  }
}

function textAt(value: Data | undefined, notation: Notation): string {
  return value === undefined ? 'nothing' : written(value, notation)
}

/** Two texts cut to a message's length, past what they begin with alike where that alone would fill it. */
function apart(a: string, b: string): [string, string] {
  const shared = [...a].findIndex((char, i) => char !== b[i])
  const skipped = shared > IN_MESSAGE / 2 ? shared - IN_MESSAGE / 4 : 0
  const tail = (text: string) => cut(skipped === 0 ? text : `…${text.slice(skipped)}`, IN_MESSAGE)
  return [tail(a), tail(b)]
}

function written(value: Data, notation: Notation): string {
  const write = (held: Data) => written(held, notation)
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  if (typeof value !== 'object' || value === null) return notation.scalar(value)
  const tag = tagOf(value)
  if (tag !== null) return notation.tagged(tag.kind, tag.content, write)
  return notation.record(Object.entries(value).map(([key, held]) => [key, write(held)]))
}

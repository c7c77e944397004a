import type { Json } from '../../domain/json.ts'
import { cut } from '../../domain/limits.ts'
import { type Comparison, matches, tagOf } from './compare.ts'
import { firstDifference, stepTo, type View } from './difference.ts'
import type { Data } from './kit/data.ts'

/** How many characters of a value a one-line message may hold. */
const IN_MESSAGE = 80

/** A value as a learner would write it, cut at MAX_TEXT_CHARS. */
export function shown(value: Data | Json): string {
  return cut(written(value))
}

/**
 * "expected 6, received 5"; where the values are too long for that, from the place on at which they first differ:
 * "at [1].month: expected 6, received 5".
 */
export function mismatch(expected: Json, actual: Data, comparison: Comparison): string {
  const whole = [expected, actual].every((value) => written(value).length <= IN_MESSAGE)
  const { path, ...values } =
    whole || comparison.compare === 'unordered'
      ? { path: '', expected, actual }
      : firstDifference<Data, Json>(actual, expected, viewFor(comparison))
  const [wanted, received] = apart(textAt(values.expected), textAt(values.actual))
  return `${path === '' ? '' : `at ${path}: `}expected ${wanted}, received ${received}`
}

function viewFor(comparison: Comparison): View<Data, Json> {
  return {
    same: (actual, expected) => matches(actual ?? null, expected ?? null, comparison),
    members: (value) => {
      if (typeof value !== 'object' || value === null || tagOf(value) !== null) return null
      const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
      return new Map(entries.map(([key, held]) => [stepTo(key), held]))
    },
  }
}

function textAt(value: Data | undefined): string {
  return value === undefined ? 'nothing' : written(value)
}

/** Two texts cut to a message's length, past what they begin with alike where that alone would fill it. */
function apart(a: string, b: string): [string, string] {
  const shared = [...a].findIndex((char, i) => char !== b[i])
  const skipped = shared > IN_MESSAGE / 2 ? shared - IN_MESSAGE / 4 : 0
  const tail = (text: string) => cut(skipped === 0 ? text : `…${text.slice(skipped)}`, IN_MESSAGE)
  return [tail(a), tail(b)]
}

function written(value: Data): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const tag = tagOf(value)
  if (tag !== null) return writtenTag(tag.kind, tag.content)
  const entries = Object.entries(value).map(([key, held]) => `${keyText(key)}: ${written(held)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function writtenTag(kind: string, content: Data): string {
  const list = Array.isArray(content) ? content : []
  switch (kind) {
    case 'set':
      return `Set(${list.length}) {${list.map((item) => ` ${written(item)}`).join(',')} }`
    case 'map':
      return `Map(${list.length}) {${list.map((pair) => ` ${writtenPair(pair)}`).join(',')} }`
    case 'error':
      return `${list[0]}: ${list[1]}`
    case 'bigint':
      return `${content}n`
    case 'date':
      return `Date(${content})`
    case 'function':
      return content === '' ? 'a function' : `function ${content}`
    case 'undefined':
      return 'undefined'
    case 'cycle':
      return '[a cycle]'
    case 'object':
      return `{ $: ${written(content)} }`
    default:
      return String(content)
  }
}

function writtenPair(pair: Data): string {
  return Array.isArray(pair) ? pair.map(written).join(' => ') : ''
}

function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key)
}

import type { Json } from '../../domain/json.ts'
import { cut } from '../../domain/limits.ts'
import { tagOf } from './compare.ts'
import type { Data } from './kit/data.ts'

/** How many characters of a value a one-line message may hold. */
const IN_MESSAGE = 80

/** A value as a learner would write it, cut at MAX_TEXT_CHARS. */
export function shown(value: Data | Json): string {
  return cut(written(value))
}

/** "expected 6, received 5" */
export function mismatch(expected: Json, actual: Data): string {
  return `expected ${cut(written(expected), IN_MESSAGE)}, received ${cut(written(actual), IN_MESSAGE)}`
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

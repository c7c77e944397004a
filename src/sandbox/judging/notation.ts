import type { Data } from './data.ts'
import { stepTo } from './difference.ts'

type Scalar = null | boolean | number | string

/** How a language writes values: what a learner reads of them. */
export interface Notation {
  scalar(value: Scalar): string
  /** An object or dictionary with text keys. */
  record(entries: readonly (readonly [key: string, written: string])[]): string
  /** A value that JSON cannot say (see `data.ts`). */
  tagged(kind: string, content: Data, write: (value: Data) => string): string
  /** The step to a member, behind the value's name. */
  step(key: string | number): string
}

export const JAVASCRIPT: Notation = {
  scalar: (value) => JSON.stringify(value),
  record(entries) {
    const written = entries.map(([key, value]) => `${keyText(key)}: ${value}`)
    return written.length === 0 ? '{}' : `{ ${written.join(', ')} }`
  },
  tagged(kind, content, write) {
    const list = Array.isArray(content) ? content : []
    switch (kind) {
      case 'set':
        return `Set(${list.length}) {${list.map((item) => ` ${write(item)}`).join(',')} }`
      case 'map':
        return `Map(${list.length}) {${list.map((pair) => ` ${joined(pair, ' => ', write)}`).join(',')} }`
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
        return `{ $: ${write(content)} }`
      default:
        return String(content)
    }
  },
  step: stepTo,
}

/** A pair, as a map holds them. */
export function joined(pair: Data, by: string, write: (value: Data) => string): string {
  return Array.isArray(pair) ? pair.map(write).join(by) : ''
}

function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key)
}

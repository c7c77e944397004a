import type { CallTest } from '../../domain/code-test.ts'
import type { Json } from '../../domain/json.ts'
import type { Data } from './data.ts'

const DEFAULT_TOLERANCE = 1e-9

/** How two values are held against each other. */
export type Comparison = Pick<CallTest, 'compare' | 'tolerance'>

/** What a call returned: JSON, but for what JSON cannot say (see `data.ts`). */
interface Tag {
  readonly kind: string
  readonly content: Data
}

/** Whether what a program returned is what the author expects, both taken as data. */
export function matches(actual: Data, expected: Json, { compare, tolerance }: Comparison): boolean {
  const allowed = compare === 'approx' ? (tolerance ?? DEFAULT_TOLERANCE) : 0
  if (compare === 'unordered' && Array.isArray(expected)) {
    const list = listOf(actual)
    return list !== null && sameMultiset(list, expected, allowed)
  }
  return same(actual, expected, allowed)
}

function same(actual: Data, expected: Json, tolerance: number): boolean {
  const tag = tagOf(actual)
  if (tag !== null) return sameTagged(tag, expected, tolerance)
  if (typeof actual === 'number' && typeof expected === 'number') return near(actual, expected, tolerance)
  if (Array.isArray(actual)) {
    return (
      Array.isArray(expected) &&
      actual.length === expected.length &&
      actual.every((item, i) => same(item, expected[i] ?? null, tolerance))
    )
  }
  if (isRecord(actual)) return isRecord(expected) && sameRecord(Object.entries(actual), expected, tolerance)
  return actual === expected
}

function sameTagged({ kind, content }: Tag, expected: Json, tolerance: number): boolean {
  switch (kind) {
    case 'undefined':
      return expected === null
    case 'number':
      // JSON has no NaN and no infinity: authors write them as text. -0 is 0 as data.
      return content === '-0'
        ? expected === 0
        : expected === content || (content === 'NaN' && expected === null)
    case 'bigint':
      return Number.isInteger(expected) ? String(BigInt(Number(expected))) === content : expected === content
    case 'date':
      return expected === content || sameInstant(expected, content)
    case 'regexp':
      return expected === content
    case 'set':
      return Array.isArray(expected) && sameMultiset(items(content), expected, tolerance)
    case 'map':
      return sameMap(items(content), expected, tolerance)
    case 'object':
      return isRecord(expected) && sameRecord([['$', content]], expected, tolerance)
    default:
      return false
  }
}

const IN_UTC = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/

/** A JavaScript date, which always counts milliseconds in UTC, and a text that says the same moment more shortly. */
function sameInstant(expected: Json, content: Data): boolean {
  if (typeof content !== 'string' || typeof expected !== 'string') return false
  return content.endsWith('Z') && IN_UTC.test(expected) && Date.parse(expected) === Date.parse(content)
}

/** A map equals a list of its pairs in any order, and, if its keys are texts or numbers, an object. */
function sameMap(pairs: readonly Data[], expected: Json, tolerance: number): boolean {
  if (Array.isArray(expected)) return sameMultiset(pairs, expected, tolerance)
  const entries = pairs.flatMap((pair): [string, Data][] => {
    const [key, value = null] = items(pair)
    return typeof key === 'string' || typeof key === 'number' ? [[String(key), value]] : []
  })
  return entries.length === pairs.length && isRecord(expected) && sameRecord(entries, expected, tolerance)
}

/** A key that holds undefined is like one that is not there. */
function sameRecord(
  actual: readonly (readonly [string, Data])[],
  expected: Readonly<Record<string, Json>>,
  tolerance: number,
): boolean {
  const wanted = new Map(Object.entries(expected))
  for (const [key, value] of actual) {
    const counterpart = wanted.get(key)
    if (counterpart === undefined) {
      if (tagOf(value)?.kind !== 'undefined') return false
    } else if (!same(value, counterpart, tolerance)) return false
    wanted.delete(key)
  }
  return [...wanted.values()].every((left) => left === null)
}

/** The same items in any order. Each item takes the first free match, which is enough where equality is exact. */
function sameMultiset(actual: readonly Data[], expected: readonly Json[], tolerance: number): boolean {
  if (actual.length !== expected.length) return false
  const free = [...expected]
  return actual.every((item) => {
    const at = free.findIndex((candidate) => same(item, candidate, tolerance))
    if (at >= 0) free.splice(at, 1)
    return at >= 0
  })
}

/** Equal, or no further apart than the tolerance, absolutely or in relation to the larger. */
function near(a: number, b: number, tolerance: number): boolean {
  const gap = Math.abs(a - b)
  return gap === 0 || gap <= tolerance || gap <= tolerance * Math.max(Math.abs(a), Math.abs(b))
}

function listOf(data: Data): readonly Data[] | null {
  if (Array.isArray(data)) return data
  const tag = tagOf(data)
  return tag?.kind === 'set' || tag?.kind === 'map' ? items(tag.content) : null
}

function items(data: Data | undefined): readonly Data[] {
  return Array.isArray(data) ? data : []
}

/** The kind and content of a value that JSON cannot say. */
export function tagOf(data: Data): Tag | null {
  if (!isRecord(data) || !Array.isArray(data.$) || Object.keys(data).length !== 1) return null
  const [kind, content = null] = data.$ as readonly Data[]
  return typeof kind === 'string' ? { kind, content } : null
}

function isRecord<T>(value: T | Readonly<Record<string, T>>): value is Readonly<Record<string, T>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { ColumnType } from './families.ts'
import { parseList } from './lists.ts'

/** By how much two numbers may differ: relative to the larger, and where terms cancel and leave next to nothing. */
interface Tolerance {
  readonly relative: number
  readonly absolute: number
}
const BINARY: Tolerance = { relative: 1e-9, absolute: 1e-12 }
/** A `real` has 24 bits, about seven digits. */
const SINGLE: Tolerance = { relative: 1e-6, absolute: 1e-7 }
/** Of a quotient and a decimal that is none: so little that a rounded one is told from what it was rounded from. */
const QUOTIENT: Tolerance = { relative: 1e-12, absolute: 1e-12 }
/** A decimal with more places than these comes of a division; how many it has depends on how that was written. */
const LONG_FRACTION = 9

/** A text that equal values share, whatever their types within the family. */
export function normal(value: string | null, type: ColumnType): string {
  if (value === null) return 'null'
  if (type.list) return normalList(value, type)
  switch (type.family) {
    case 'number':
      return `=${normalNumber(value)}`
    case 'timestamp':
      return `=${inUtc(value)}`
    case 'time':
      return `=${withoutUtc(value)}`
    case 'json':
      return `=${normalJson(value)}`
    default:
      return `=${type.padded ? withoutLast(value, ' ') : value}`
  }
}

const withoutUtc = (text: string) => text.replace(/\+00$/, '')

const ZONED = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(?::(\d\d))?$/

/** The session writes moments in UTC, unless its text has set another time zone. */
function inUtc(text: string): string {
  const match = ZONED.exec(text)
  if (match === null) return withoutUtc(text)
  const [, date, time, fraction = '', hours, minutes = '00'] = match
  const moment = new Date(`${date}T${time}${hours}:${minutes}`)
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')}${fraction}`
}

/** Whether two values are equal, or as good as equal where they are not exact. */
export function same(a: string | null, aType: ColumnType, b: string | null, bType: ColumnType): boolean {
  if (normal(a, aType) === normal(b, bType)) return true
  if (a === null || b === null || aType.family !== 'number') return false
  if (aType.list) return sameLists(a, aType, b, bType)
  const tolerance = toleranceOf(a, aType, b, bType)
  return tolerance !== null && close(Number(a), Number(b), tolerance)
}

function toleranceOf(a: string, aType: ColumnType, b: string, bType: ColumnType): Tolerance | null {
  if (aType.single || bType.single) return SINGLE
  if (aType.float || bType.float) return BINARY
  const long = [a, b].filter(longFraction).length
  return [null, QUOTIENT, BINARY][long] ?? null
}

function sameLists(a: string, aType: ColumnType, b: string, bType: ColumnType): boolean {
  const [first, second] = [parseList(a), parseList(b)]
  if (first === null || second === null || first.shape !== second.shape) return false
  const [aElement, bElement] = [elementOf(aType), elementOf(bType)]
  return first.elements.every((element, i) => same(element, aElement, second.elements[i] ?? null, bElement))
}

function normalList(value: string, type: ColumnType): string {
  const list = parseList(value)
  if (list === null) return `=${value}`
  return `=${list.shape}${JSON.stringify(list.elements.map((element) => normal(element, elementOf(type))))}`
}

const elementOf = (type: ColumnType): ColumnType => ({ ...type, list: false })

function close(a: number, b: number, { relative, absolute }: Tolerance): boolean {
  const difference = Math.abs(a - b)
  const allowed = Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)))
  return Number.isFinite(difference) && difference <= allowed
}

/** Whether a number has so many places that it may be written otherwise too. */
export function longFraction(decimal: string): boolean {
  return (decimal.split('.')[1]?.length ?? 0) > LONG_FRACTION
}

/** Without zeros that do not count. Powers of ten are written out by the number's own text. */
function normalNumber(text: string): string {
  const decimal = /e/.test(text) ? String(Number(text)) : text
  const short = decimal.includes('.') ? withoutLast(withoutLast(decimal, '0'), '.') : decimal
  return short === '-0' ? '0' : short
}

/** A text without the characters of one kind at its end. A pattern would look for that end from each of them anew. */
function withoutLast(text: string, character: string): string {
  let end = text.length
  while (end > 0 && text.charAt(end - 1) === character) end -= 1
  return text.slice(0, end)
}

function normalJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) => sortedByKey(value))
  } catch {
    // What nests too deeply to be read is held against the other as it is.
    return text
  }
}

function sortedByKey(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

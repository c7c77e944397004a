import { cut } from '../../../domain/limits.ts'
import type { ResultSet, Row } from '../engine/reply.ts'
import { columnType } from './families.ts'

/** How many characters of a value or a row a one-line message may hold. */
const IN_MESSAGE = 80
const BARE = new Set(['number', 'boolean'])

/** A value as it would be written in SQL. */
export function shownValue(value: string | null, type: number): string {
  if (value === null) return 'null'
  const { family, list } = columnType(type)
  return BARE.has(family) && !list ? shownBare(value) : `'${value.replaceAll("'", "''")}'`
}

/** A row as it would be written in SQL, cut at MAX_TEXT_CHARS: `(1, 'Ada', null)`. */
export function shownRow(row: Row, { columns }: Pick<ResultSet, 'columns'>): string {
  return cut(`(${row.map((value, i) => shownValue(value, columns[i]?.type ?? 0)).join(', ')})`)
}

export function inMessage(text: string): string {
  return cut(text, IN_MESSAGE)
}

/** "1 row", "3 rows" */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function shownBare(value: string): string {
  if (value === 't') return 'true'
  return value === 'f' ? 'false' : value
}

import type { ResultSet, Row } from '../engine/reply.ts'
import { columnType, comparable, familyName } from './families.ts'
import { firstOutOfPlace, wrongColumn } from './order.ts'
import { rowsApart } from './rows.ts'
import { count, inMessage, shownRow, shownValue } from './shown.ts'

const TEXT = 25

/** What is wrong with a result set; a row of each side where that helps. */
export interface Difference {
  readonly message: string
  readonly expected?: string
  readonly actual?: string
}

/** Which order of rows is right. */
export type Order =
  | { readonly counts: false }
  | { readonly counts: true; readonly sortedBy: readonly number[] | null }

export const ANY_ORDER: Order = { counts: false }

/**
 * Holds a result set against the model answer's. The names of columns do not count, their places and kinds of values
 * do. Null where they agree.
 */
export function setDifference(expected: ResultSet, actual: ResultSet, order: Order): Difference | null {
  return columnsDifference(expected, actual) ?? rowsDifference(expected, actual, order)
}

function columnsDifference(expected: ResultSet, actual: ResultSet): Difference | null {
  const wanted = expected.columns.length
  if (actual.columns.length !== wanted) {
    return { message: `expected ${count(wanted, 'column')}, received ${actual.columns.length}` }
  }
  const [wantedTypes, types] = [typesOf(expected), typesOf(actual)]
  for (const [i, wantedType] of wantedTypes.entries()) {
    const type = types[i]
    if (type === undefined || comparable(wantedType, type)) continue
    if (isUntypedNull(expected, i) || isUntypedNull(actual, i)) continue
    return {
      message: `${columnName(actual, i)}: expected ${familyName(wantedType)}, received ${familyName(type)}`,
    }
  }
  return null
}

/** A bare `null` has the type text. What it stands for shows in the other values of its column, where there are any. */
function isUntypedNull({ columns, rows }: ResultSet, i: number): boolean {
  const column = columns[i]
  if (column?.type !== TEXT || column.declared === true) return false
  return rows.length > 0 && rows.every((row) => row[i] === null)
}

function rowsDifference(expected: ResultSet, actual: ResultSet, order: Order): Difference | null {
  const sides = {
    expected: expected.rows,
    actual: actual.rows,
    types: [typesOf(expected), typesOf(actual)] as const,
  }
  if (expected.rows.length !== actual.rows.length) {
    const { missing, extra } = rowsApart(sides)
    return {
      message: `expected ${count(expected.rows.length, 'row')}, received ${actual.rows.length}`,
      ...shownSides(missing[0], extra[0], expected, actual),
    }
  }
  const at = order.counts ? firstOutOfPlace(sides, order.sortedBy) : -1
  if (order.counts && at < 0) return null
  const { missing, extra } = rowsApart(sides)
  if (missing.length === 0) return order.counts ? outOfOrder(at, expected, actual) : null
  return order.counts ? wrongRow(at, expected, actual) : strangeRow(missing[0], extra[0], expected, actual)
}

function outOfOrder(at: number, expected: ResultSet, actual: ResultSet): Difference {
  return {
    message: `the rows are right, but not in the order asked for: row ${at + 1} is the first out of place`,
    ...shownSides(expected.rows[at], actual.rows[at], expected, actual),
  }
}

function wrongRow(at: number, expected: ResultSet, actual: ResultSet): Difference {
  const [wanted, received] = [expected.rows[at] ?? [], actual.rows[at] ?? []]
  const column = wrongColumn(wanted, received, [typesOf(expected), typesOf(actual)])
  const show = (row: Row, { columns }: ResultSet) =>
    inMessage(shownValue(row[column] ?? null, columns[column]?.type ?? 0))
  return {
    message: `row ${at + 1}, ${columnName(actual, column)}: expected ${show(wanted, expected)}, received ${show(received, actual)}`,
    ...shownSides(wanted, received, expected, actual),
  }
}

function strangeRow(
  missing: Row | undefined,
  extra: Row | undefined,
  expected: ResultSet,
  actual: ResultSet,
): Difference {
  const shown = shownSides(missing, extra, expected, actual)
  return {
    message: `the row ${inMessage(shown.expected ?? '')} is missing, and ${inMessage(shown.actual ?? '')} should not be there`,
    ...shown,
  }
}

function shownSides(
  wanted: Row | undefined,
  received: Row | undefined,
  expected: ResultSet,
  actual: ResultSet,
): Pick<Difference, 'expected' | 'actual'> {
  return {
    ...(wanted === undefined ? {} : { expected: shownRow(wanted, expected) }),
    ...(received === undefined ? {} : { actual: shownRow(received, actual) }),
  }
}

const typesOf = ({ columns }: ResultSet) => columns.map(({ type }) => columnType(type))

/** "column 2 (total)"; a column that was given no name is only counted. */
function columnName({ columns }: ResultSet, index: number): string {
  const name = columns[index]?.name ?? ''
  return `column ${index + 1}${name === '' || name === '?column?' ? '' : ` (${inMessage(name)})`}`
}

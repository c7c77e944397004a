import type { Row } from '../engine/reply.ts'
import type { BothTypes } from './near-rows.ts'
import { rowsApart, type Sides } from './rows.ts'
import { same } from './values.ts'

/**
 * The place of the first row that is not where it has to be; -1 where none is. `sortedBy` are the places of the columns
 * by which the model answer sorts: rows that are equal in all of them may come in any order among each other. Without
 * it, each row has its place.
 */
export function firstOutOfPlace(sides: Sides, sortedBy: readonly number[] | null): number {
  const { expected, actual, types } = sides
  const isWrong = (i: number) => wrongColumn(expected[i] ?? [], actual[i] ?? [], types) >= 0
  for (let start = 0; start < expected.length; ) {
    const end = endOfTie(sides, start, sortedBy)
    const wrong = expected.slice(start, end).findIndex((_row, i) => isWrong(start + i))
    if (wrong >= 0 && !isPermuted(sides, start, end)) return start + wrong
    start = end
  }
  return -1
}

/** The first column in which two rows differ, or -1. */
export function wrongColumn(expected: Row, actual: Row, [wantedTypes, types]: BothTypes): number {
  return wantedTypes.findIndex((wantedType, i) => {
    const type = types[i]
    return type === undefined || !same(expected[i] ?? null, wantedType, actual[i] ?? null, type)
  })
}

/** Where the rows end that the model answer's order does not tell from the one at `start`. */
function endOfTie(
  { expected, types: [types] }: Sides,
  start: number,
  sortedBy: readonly number[] | null,
): number {
  if (sortedBy === null) return start + 1
  const first = expected[start] ?? []
  const ties = (row: Row) =>
    sortedBy.every((i) => {
      const type = types[i]
      return type !== undefined && same(first[i] ?? null, type, row[i] ?? null, type)
    })
  let end = start + 1
  for (let row = expected[end]; row !== undefined && ties(row); row = expected[end]) end += 1
  return end
}

function isPermuted({ expected, actual, types }: Sides, start: number, end: number): boolean {
  if (end - start === 1) return false
  const { missing } = rowsApart({
    expected: expected.slice(start, end),
    actual: actual.slice(start, end),
    types,
  })
  return missing.length === 0
}

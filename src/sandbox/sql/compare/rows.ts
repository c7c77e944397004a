import type { Row } from '../engine/reply.ts'
import type { ColumnType } from './families.ts'
import { normal, same } from './values.ts'

/** Two lists of rows, and the types of their columns. */
export interface Sides {
  readonly expected: readonly Row[]
  readonly actual: readonly Row[]
  readonly types: readonly [readonly ColumnType[], readonly ColumnType[]]
}

/** The rows that only one side has, whatever their order; a row that comes twice counts twice. */
export function rowsApart({ expected, actual, types }: Sides): {
  readonly missing: readonly Row[]
  readonly extra: readonly Row[]
} {
  const [wantedTypes, actualTypes] = types
  const waiting = new Map<string, Row[]>()
  for (const row of expected) {
    const key = keyOf(row, wantedTypes)
    const alike = waiting.get(key)
    if (alike === undefined) waiting.set(key, [row])
    else alike.push(row)
  }
  const extra = actual.filter((row) => waiting.get(keyOf(row, actualTypes))?.pop() === undefined)
  const left = [...waiting.values()].flat()
  return nearlySame(left, extra, types)
}

/** Takes out the pairs that differ by no more than inexact numbers may. Sorted, they stand at the same places. */
function nearlySame(missing: readonly Row[], extra: readonly Row[], [wantedTypes, types]: Sides['types']) {
  if (missing.length !== extra.length) return { missing, extra }
  const sortedMissing = sorted(missing, wantedTypes)
  const sortedExtra = sorted(extra, types)
  const apart = (row: Row, other: Row | undefined) =>
    !wantedTypes.every((wantedType, i) => {
      const type = types[i]
      return type !== undefined && same(row[i] ?? null, wantedType, other?.[i] ?? null, type)
    })
  const places = new Set(sortedMissing.flatMap((row, i) => (apart(row, sortedExtra[i]) ? [i] : [])))
  const atPlaces = (rows: readonly Row[]) => rows.filter((_row, i) => places.has(i))
  return { missing: atPlaces(sortedMissing), extra: atPlaces(sortedExtra) }
}

/** By the columns that are exact first, then by the numbers. */
function sorted(rows: readonly Row[], types: readonly ColumnType[]): readonly Row[] {
  const exact = types.flatMap(({ family }, i) => (family === 'number' ? [] : [i]))
  const numbers = types.flatMap(({ family, list }, i) => (family === 'number' && !list ? [i] : []))
  const keyed = rows.map((row) => ({
    row,
    key: JSON.stringify(exact.map((i) => normal(row[i] ?? null, types[i] ?? OTHERWISE))),
  }))
  keyed.sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1
    const different = numbers.find((i) => Number(a.row[i]) !== Number(b.row[i]))
    return different === undefined ? 0 : Number(a.row[different]) - Number(b.row[different])
  })
  return keyed.map(({ row }) => row)
}

const OTHERWISE: ColumnType = { family: 'other', list: false, float: false, padded: false }

function keyOf(row: Row, types: readonly ColumnType[]): string {
  return JSON.stringify(types.map((type, i) => normal(row[i] ?? null, type)))
}

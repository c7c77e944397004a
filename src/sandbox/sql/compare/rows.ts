import type { Row } from '../engine/reply.ts'
import { type ColumnType, OTHER } from './families.ts'
import { type Apart, type BothTypes, nearlySame } from './near-rows.ts'
import { normal } from './values.ts'

/** Two lists of rows, and the types of their columns. */
export interface Sides {
  readonly expected: readonly Row[]
  readonly actual: readonly Row[]
  readonly types: BothTypes
}

/** The rows that only one side has, whatever their order; a row that comes twice counts twice. */
export function rowsApart({ expected, actual, types }: Sides): Apart {
  const [wantedTypes, actualTypes] = types
  const waiting = Map.groupBy(expected, (row) => keyOf(row, wantedTypes))
  const extra = actual.filter((row) => waiting.get(keyOf(row, actualTypes))?.pop() === undefined)
  const missing = [...waiting.values()].flat()
  const apart = nearlySame({ missing, extra }, types)
  if (apart.missing.length !== apart.extra.length) return apart
  // Rows that are much alike then stand at the same places: those are shown beside each other.
  return { missing: sorted(apart.missing, wantedTypes), extra: sorted(apart.extra, actualTypes) }
}

/** By the columns that are no numbers first, then by the numbers. */
function sorted(rows: readonly Row[], types: readonly ColumnType[]): readonly Row[] {
  const others = types.flatMap(({ family }, i) => (family === 'number' ? [] : [i]))
  const numbers = types.flatMap(({ family, list }, i) => (family === 'number' && !list ? [i] : []))
  const keyed = rows.map((row) => ({
    row,
    key: JSON.stringify(others.map((i) => normal(row[i] ?? null, types[i] ?? OTHER))),
  }))
  keyed.sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1
    const different = numbers.find((i) => Number(a.row[i]) !== Number(b.row[i]))
    return different === undefined ? 0 : Number(a.row[different]) - Number(b.row[different])
  })
  return keyed.map(({ row }) => row)
}

function keyOf(row: Row, types: readonly ColumnType[]): string {
  return JSON.stringify(types.map((type, i) => normal(row[i] ?? null, type)))
}

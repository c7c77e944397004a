import type { Row } from '../engine/reply.ts'
import { type ColumnType, OTHER } from './families.ts'
import { longFraction, normal, same } from './values.ts'

/** The rows that only one side has. */
export interface Apart {
  readonly missing: readonly Row[]
  readonly extra: readonly Row[]
}

/** The types of the columns of both sides. */
export type BothTypes = readonly [readonly ColumnType[], readonly ColumnType[]]

/** Digits by which rows are brought into an order in which those stand near each other that are nearly the same. */
const DIGITS = 6

/** Takes out the pairs of rows that differ by no more than inexact numbers may. */
export function nearlySame(apart: Apart, types: BothTypes): Apart {
  const inexact = inexactColumns(apart, types)
  if (!inexact.includes(true)) return apart
  const [wantedTypes, actualTypes] = types
  const waiting = byExactColumns(apart.extra, actualTypes, inexact)
  const missing: Row[] = []
  const extra: Row[] = []
  for (const [key, rows] of byExactColumns(apart.missing, wantedTypes, inexact)) {
    const left = unpaired(rows, waiting.get(key) ?? [], types, inexact)
    waiting.delete(key)
    missing.push(...left.missing)
    extra.push(...left.extra)
  }
  return { missing, extra: [...extra, ...[...waiting.values()].flat()] }
}

/** Which columns hold numbers that may be apart, on either side. */
function inexactColumns({ missing, extra }: Apart, [wantedTypes, actualTypes]: BothTypes): boolean[] {
  return wantedTypes.map(
    ({ family, float, list }, i) =>
      family === 'number' &&
      (list ||
        float ||
        actualTypes[i]?.float === true ||
        [missing, extra].some((rows) => rows.some((row) => longFraction(row[i] ?? '')))),
  )
}

function byExactColumns(rows: readonly Row[], types: readonly ColumnType[], inexact: readonly boolean[]) {
  return Map.groupBy(rows, (row) =>
    JSON.stringify(inexact.map((is, i) => (is ? null : normal(row[i] ?? null, types[i] ?? OTHER)))),
  )
}

/** Goes through both sides in one order, and pairs what is the same; what then comes first has no counterpart. */
function unpaired(
  rows: readonly Row[],
  others: readonly Row[],
  [wantedTypes, actualTypes]: BothTypes,
  inexact: readonly boolean[],
): Apart {
  const columns = inexact.flatMap((is, i) => (is ? [i] : []))
  const compare = (a: Row, b: Row) => compareNumbers(a, b, columns)
  const paired = (a: Row, b: Row) =>
    columns.every((i) => same(a[i] ?? null, wantedTypes[i] ?? OTHER, b[i] ?? null, actualTypes[i] ?? OTHER))
  const [wanted, received] = [rows.toSorted(compare), others.toSorted(compare)]
  const missing: Row[] = []
  const extra: Row[] = []
  let [at, otherAt] = [0, 0]
  for (;;) {
    const [row, other] = [wanted[at], received[otherAt]]
    if (row === undefined || other === undefined) break
    const order = paired(row, other) ? null : compare(row, other)
    if (order !== null && order <= 0) missing.push(row)
    if (order !== null && order >= 0) extra.push(other)
    if (order === null || order <= 0) at += 1
    if (order === null || order >= 0) otherAt += 1
  }
  return { missing: [...missing, ...wanted.slice(at)], extra: [...extra, ...received.slice(otherAt)] }
}

/** By the first digits of all columns: numbers that are nearly the same do not decide. Then by all of their digits. */
function compareNumbers(a: Row, b: Row, columns: readonly number[]): number {
  for (const read of [rounded, whole]) {
    for (const i of columns) {
      const [first, second] = [read(a[i] ?? null), read(b[i] ?? null)]
      if (first !== second && !Number.isNaN(first - second)) return first - second
    }
  }
  return 0
}

const whole = (text: string | null) => (text === null ? Number.NEGATIVE_INFINITY : Number(text))
const rounded = (text: string | null) => Number(whole(text).toPrecision(DIGITS))

import type { ByteReader } from './bytes.ts'

// The operators of WebAssembly's core specification (chapter 5.4, binary format), with what follows each of them.

export const LOOP = 0x03
export const BULK = 0xfc
export const MEMORY_COPY = 10
export const MEMORY_FILL = 11

type Immediates = (reader: ByteReader) => void

const none: Immediates = () => undefined
const one: Immediates = (reader) => reader.skipNumber()
const two: Immediates = (reader) => {
  reader.skipNumber()
  reader.skipNumber()
}
const list: Immediates = (reader) => {
  for (let left = reader.unsigned(); left > 0; left -= 1) reader.skipNumber()
}
const listAndOne: Immediates = (reader) => {
  list(reader)
  one(reader)
}
const bytes =
  (count: number): Immediates =>
  (reader) =>
    reader.skip(count)

/** First operator, last operator, what follows. */
const OPERATORS: readonly (readonly [number, number, Immediates])[] = [
  [0x00, 0x01, none], // unreachable, nop
  [0x02, 0x04, one], // block, loop, if
  [0x05, 0x05, none], // else
  [0x06, 0x09, one], // try, catch, throw, rethrow
  [0x0b, 0x0b, none], // end
  [0x0c, 0x0d, one], // br, br_if
  [0x0e, 0x0e, listAndOne], // br_table
  [0x0f, 0x0f, none], // return
  [0x10, 0x10, one], // call
  [0x11, 0x11, two], // call_indirect
  [0x12, 0x12, one], // return_call
  [0x13, 0x13, two], // return_call_indirect
  [0x18, 0x18, one], // delegate
  [0x19, 0x1b, none], // catch_all, drop, select
  [0x1c, 0x1c, list], // select with types
  [0x20, 0x26, one], // local, global and table access
  [0x28, 0x3e, two], // loads and stores
  [0x3f, 0x42, one], // memory.size, memory.grow, i32.const, i64.const
  [0x43, 0x43, bytes(4)], // f32.const
  [0x44, 0x44, bytes(8)], // f64.const
  [0x45, 0xc4, none], // comparison, arithmetic, conversion
  [0xd0, 0xd0, one], // ref.null
  [0xd1, 0xd1, none], // ref.is_null
  [0xd2, 0xd2, one], // ref.func
]

/** The operators behind the prefix 0xfc: saturating conversions, then bulk memory and tables. */
const BULK_OPERATORS: readonly (readonly [number, number, Immediates])[] = [
  [0, 7, none],
  [8, 8, two], // memory.init
  [9, 9, one], // data.drop
  [MEMORY_COPY, MEMORY_COPY, two],
  [MEMORY_FILL, MEMORY_FILL, one],
  [12, 12, two], // table.init
  [13, 13, one], // elem.drop
  [14, 14, two], // table.copy
  [15, 17, one], // table.grow, table.size, table.fill
]

const byOperator = table(OPERATORS)
const byBulkOperator = table(BULK_OPERATORS)

/**
 * Passes over what follows `operator`, and returns the bulk operator behind the prefix 0xfc (-1 for any other).
 * @throws Error on an operator that it does not know: to guess its length would be to misread all that follows
 */
export function skipImmediates(operator: number, reader: ByteReader): number {
  const immediates = byOperator[operator]
  if (immediates !== undefined) {
    immediates(reader)
    return -1
  }
  if (operator !== BULK) throw unknown(operator.toString(16))
  const bulk = reader.unsigned()
  const bulkImmediates = byBulkOperator[bulk]
  if (bulkImmediates === undefined) throw unknown(`fc ${bulk}`)
  bulkImmediates(reader)
  return bulk
}

function table(
  ranges: readonly (readonly [number, number, Immediates])[],
): readonly (Immediates | undefined)[] {
  const entries: (Immediates | undefined)[] = []
  for (const [first, last, immediates] of ranges) {
    for (let operator = first; operator <= last; operator += 1) entries[operator] = immediates
  }
  return entries
}

function unknown(operator: string): Error {
  return new Error(`cannot meter the WebAssembly operator 0x${operator}`)
}

import { type ByteReader, ByteWriter } from './bytes.ts'

// card: a piece of the linear memory, of CARD_BYTES. A memory of its own holds a byte for each card, which the
// rewritten code sets whenever it has stored something there: a host can then put back what was written, and no more.

export const CARD_BYTES_LOG2 = 10
/** How far a store may reach into the card behind the one that it marks: it is 16 bytes long at most. */
export const LONGEST_STORE = 16
/** Pages of the memory that holds the marks: a byte for each card of 4 GiB. */
export const MARK_PAGES = 64

const I32 = 0x7f
const I64 = 0x7e
const F32 = 0x7d
const F64 = 0x7c
const FIRST_STORE = 0x36
/** What each store stores, from 0x36 (i32.store) to 0x3e (i64.store32). */
const STORED = [I32, I64, F32, F64, I32, I32, I64, I64, I64]
/** The locals that a function gets which stores: an address, and a value of each type. */
const SPARE = [I32, I32, I64, F32, F64]

const I32_ADD = 0x6a
const I32_SUB = 0x6b
const TO_CARD = [0x41, CARD_BYTES_LOG2, 0x76] // i32.const, i32.shr_u
const ONE = [0x41, 1] // i32.const 1
const get = (local: number) => [0x20, ...leb(local)]
const set = (local: number) => [0x21, ...leb(local)]
const tee = (local: number) => [0x22, ...leb(local)]

export const isStore = (operator: number) => operator >= FIRST_STORE && operator < FIRST_STORE + STORED.length

/** Writes a store, whose immediates are still to be read, and its mark behind it. */
export type WriteStore = (code: ByteWriter, operator: number, immediates: ByteReader) => void

/** Marks the stores of one function. `locals` is where its spare ones begin. */
export function markedStores(locals: number, marks: number): WriteStore {
  const address = get(locals)
  const before = STORED.map((type) => {
    const value = locals + SPARE.indexOf(type, 1)
    return [...set(value), ...tee(locals), ...get(value)]
  })
  const mark = [...TO_CARD, ...ONE, 0x3a, 0x40, ...leb(marks), 0]
  return (code, operator, immediates) => {
    const { at } = immediates
    const alignment = immediates.unsigned()
    if (alignment >= 0x40) throw new Error('cannot mark a store to a second memory')
    const offset = immediates.unsigned()
    code.append(before[operator - FIRST_STORE] ?? []).write(operator)
    code.append(immediates.bytes, at, immediates.at).append(address)
    if (offset !== 0) code.write(0x41, ...signedLeb(offset), I32_ADD)
    code.append(mark)
  }
}

/** The mark of a range, whose start is local 0 and whose length is local 2. */
export function rangeMark(marks: number): readonly number[] {
  const first = [...get(0), ...TO_CARD]
  const last = [...get(0), ...get(2), I32_ADD, ...ONE, I32_SUB, ...TO_CARD]
  const count = [...last, ...first, I32_SUB, ...ONE, I32_ADD]
  return [...get(2), 0x04, 0x40, ...first, ...ONE, ...count, 0xfc, 11, ...leb(marks), 0x0b]
}

/** The declaration of a function's locals, with the spare ones at its end where it needs them. */
export function withSpareLocals(groups: number, declared: Uint8Array, needed: boolean): Uint8Array {
  const spare = needed ? SPARE : []
  const header = new ByteWriter().unsigned(groups + spare.length).append(declared)
  for (const type of spare) header.write(1, type)
  return header.written
}

function leb(value: number): readonly number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest]
    bytes.push((rest & 0x7f) | 0x80)
  }
}

/** A 32-bit constant whose sign bit may be the address's own highest bit. */
function signedLeb(value: number): readonly number[] {
  const bytes: number[] = []
  for (let rest = value | 0; ; rest >>= 7) {
    const low = rest & 0x7f
    const last = (rest >> 7 === 0 && low < 0x40) || (rest >> 7 === -1 && low >= 0x40)
    bytes.push(last ? low : low | 0x80)
    if (last) return bytes
  }
}

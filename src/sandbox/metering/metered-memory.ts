import { CARD_BYTES_LOG2, LONGEST_STORE } from './stores.ts'

const CARD_BYTES = 2 ** CARD_BYTES_LOG2

/** What is written beyond that is not kept: it would take the process as much memory again. */
const MAX_WRITTEN_BYTES = 8 * 1024 * 1024

/** A moment of an instance, to come back to. */
export interface Snapshot {
  /** The linear memory up to its last byte that is not zero; all behind it is zero. */
  readonly bytes: Uint8Array
  readonly globals: readonly number[]
}

/** Marked cards side by side, and how far a store may reach behind them. */
interface Piece {
  readonly start: number
  readonly bytes: Uint8Array
}

/** A moment after a snapshot was restored, by what was written since, and the gas that it took. */
export interface Written {
  readonly base: Snapshot | null
  readonly pieces: readonly Piece[]
  readonly globals: readonly number[]
  readonly spent: number
}

/** The linear memory, the globals and the gas of an instance of a metered module (see `meter.ts`). */
export class MeteredMemory {
  protected readonly memory: WebAssembly.Memory
  readonly #gas: WebAssembly.Global
  readonly #marks: Uint8Array
  /** The same marks, four in a number. */
  readonly #fourMarks: Int32Array
  readonly #globals: readonly WebAssembly.Global[]
  /** What all of the memory is equal to, with `#upon` written over it, but for the marked cards. */
  #base: Snapshot | null = null
  #upon: Written | null = null

  constructor(memory: WebAssembly.Memory, { exports }: WebAssembly.Instance) {
    const { gas, marks } = exports
    if (!(gas instanceof WebAssembly.Global && marks instanceof WebAssembly.Memory)) {
      throw new Error('the instance is not metered')
    }
    this.memory = memory
    this.#gas = gas
    this.#marks = new Uint8Array(marks.buffer)
    this.#fourMarks = new Int32Array(marks.buffer)
    this.#globals = Object.entries(exports).flatMap(([name, value]) =>
      name.startsWith('global:') && value instanceof WebAssembly.Global ? [value] : [],
    )
  }

  /** The linear memory's bytes. Growth replaces them. */
  get buffer(): ArrayBuffer {
    return this.memory.buffer
  }

  /** What the program may still spend; below zero it has been stopped. */
  get gas(): number {
    return Number(this.#gas.value)
  }

  set gas(amount: number) {
    this.#gas.value = BigInt(amount)
  }

  take(): Snapshot {
    const bytes = new Uint8Array(this.buffer)
    let end = bytes.length
    while (end > 0 && bytes[end - 1] === 0) end -= 1
    return { bytes: bytes.slice(0, end), globals: this.#globals.map((global) => global.value) }
  }

  /** Marks what the host itself writes: only the program's own stores are marked by themselves. */
  touch(address: number, length: number): void {
    const last = (address + length - 1) >>> CARD_BYTES_LOG2
    for (let card = address >>> CARD_BYTES_LOG2; card <= last; card += 1) this.#marks[card] = 1
  }

  /** Makes all of the memory what it was, byte by byte, whatever is marked. */
  restore(snapshot: Snapshot): void {
    const memory = new Uint8Array(this.buffer)
    memory.set(snapshot.bytes)
    memory.fill(0, snapshot.bytes.length)
    this.#marks.fill(0)
    this.#base = snapshot
    this.#upon = null
    this.#restoreGlobals(snapshot)
  }

  /**
   * The same for the snapshot that was restored last, with what was `written` upon it, by putting back only the cards
   * that differ. To what was rewound to last, that is what was written since.
   */
  rewind(snapshot: Snapshot, written: Written | null = null): void {
    if (snapshot !== this.#base || (written !== null && written.base !== snapshot)) {
      throw new Error('another snapshot was restored last')
    }
    const memory = new Uint8Array(this.buffer)
    const pieces = written?.pieces ?? []
    if (written === this.#upon) {
      this.#eachWritten(restorer(snapshot, pieces, memory))
    } else {
      this.#markUpon()
      this.#eachWritten(restorer(snapshot, [], memory))
      for (const { start, bytes } of pieces) memory.set(bytes, start)
    }
    this.#marks.fill(0, 0, memory.length / CARD_BYTES)
    this.#upon = written
    this.#restoreGlobals(written ?? snapshot)
  }

  /** What was written, and `spent`, since the snapshot was restored; null where that is too much to keep. */
  takeWritten(spent: number): Written | null {
    this.#markUpon()
    let length = 0
    this.#eachWritten((start, end) => {
      length += end - start
    })
    if (length > MAX_WRITTEN_BYTES) return null
    const memory = new Uint8Array(this.buffer)
    const kept = new Uint8Array(length)
    const pieces: Piece[] = []
    let at = 0
    this.#eachWritten((start, end) => {
      const bytes = kept.subarray(at, at + end - start)
      bytes.set(memory.subarray(start, end))
      pieces.push({ start, bytes })
      at += bytes.length
    })
    return { base: this.#base, pieces, globals: this.#globals.map((global) => global.value), spent }
  }

  /** Has the marks tell of all that was written since the snapshot. */
  #markUpon(): void {
    for (const { start, bytes } of this.#upon?.pieces ?? []) this.touch(start, bytes.length - LONGEST_STORE)
    this.#upon = null
  }

  /** Calls with each range that may have been written. Cards side by side make one range. */
  #eachWritten(hear: (start: number, end: number) => void): void {
    const { byteLength } = this.buffer
    const cards = byteLength / CARD_BYTES
    for (let first = this.#nextMarked(0, cards); first < cards; ) {
      let last = first + 1
      while (last < cards && this.#marks[last] !== 0) last += 1
      // A store that began in the last card may have ended in the next.
      hear(first * CARD_BYTES, Math.min(last * CARD_BYTES + LONGEST_STORE, byteLength))
      first = this.#nextMarked(last, cards)
    }
  }

  /** The first marked card from `card` on, or `cards`. Most are not marked, and are passed over four at a time. */
  #nextMarked(card: number, cards: number): number {
    let next = card
    while ((next & 3) !== 0 && this.#marks[next] === 0) next += 1
    if ((next & 3) !== 0) return next
    while (next < cards && this.#fourMarks[next >>> 2] === 0) next += 4
    while (next < cards && this.#marks[next] === 0) next += 1
    return next
  }

  #restoreGlobals({ globals }: Pick<Snapshot, 'globals'>): void {
    this.#globals.forEach((global, i) => {
      global.value = globals[i]
    })
  }
}

/** Puts a range back to a snapshot with pieces over it. Ranges are asked for in order, as the pieces are. */
function restorer(
  { bytes: base }: Snapshot,
  pieces: readonly Piece[],
  memory: Uint8Array,
): (start: number, end: number) => void {
  let next = 0
  const putBack = (start: number, end: number) => {
    if (start < base.length) memory.set(base.subarray(start, end), start)
    if (end > base.length) memory.fill(0, Math.max(start, base.length), end)
  }
  return (start, end) => {
    let at = start
    for (let piece = pieces[next]; piece !== undefined && piece.start < end; piece = pieces[next]) {
      const pieceEnd = piece.start + piece.bytes.length
      const from = Math.max(at, piece.start)
      const to = Math.min(end, pieceEnd)
      if (from < to) {
        if (at < from) putBack(at, from)
        memory.set(piece.bytes.subarray(from - piece.start, to - piece.start), from)
        at = to
      }
      // The next range may lie in this piece too.
      if (pieceEnd > end) break
      next += 1
    }
    if (at < end) putBack(at, end)
  }
}

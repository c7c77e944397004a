import { CARD_BYTES_LOG2, LONGEST_STORE } from './stores.ts'

const CARD_BYTES = 2 ** CARD_BYTES_LOG2

/** A moment of an instance, to come back to. */
export interface Snapshot {
  /** The linear memory up to its last byte that is not zero; all behind it is zero. */
  readonly bytes: Uint8Array
  readonly globals: readonly number[]
}

/** The linear memory, the globals and the gas of an instance of a metered module (see `meter.ts`). */
export class MeteredMemory {
  protected readonly memory: WebAssembly.Memory
  readonly #gas: WebAssembly.Global
  readonly #marks: Uint8Array
  readonly #globals: readonly WebAssembly.Global[]
  /** What all of the memory is equal to, but for the marked cards. */
  #base: Snapshot | null = null

  constructor(memory: WebAssembly.Memory, { exports }: WebAssembly.Instance) {
    const { gas, marks } = exports
    if (!(gas instanceof WebAssembly.Global && marks instanceof WebAssembly.Memory)) {
      throw new Error('the instance is not metered')
    }
    this.memory = memory
    this.#gas = gas
    this.#marks = new Uint8Array(marks.buffer)
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
    this.#restoreGlobals(snapshot)
  }

  /** The same for the snapshot that was restored last, by putting back only the cards that were written since. */
  rewind(snapshot: Snapshot): void {
    if (snapshot !== this.#base) throw new Error('another snapshot was restored last')
    const memory = new Uint8Array(this.buffer)
    const marks = this.#marks.subarray(0, memory.length / CARD_BYTES)
    for (let card = marks.indexOf(1); card >= 0; card = marks.indexOf(1, card + 1)) {
      const start = card * CARD_BYTES
      // A store that began in this card may have ended in the next.
      const end = Math.min(start + CARD_BYTES + LONGEST_STORE, memory.length)
      const kept = snapshot.bytes.subarray(start, end)
      memory.set(kept, start)
      memory.fill(0, start + kept.length, end)
      marks[card] = 0
    }
    this.#restoreGlobals(snapshot)
  }

  #restoreGlobals({ globals }: Snapshot): void {
    this.#globals.forEach((global, i) => {
      global.value = globals[i]
    })
  }
}

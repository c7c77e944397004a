const PAGE_BYTES = 65_536
const INITIAL_PAGES = 256
/** What emscripten declares as the largest memory: 2 GiB. */
const MAXIMUM_PAGES = 32_768

/**
 * A linear memory that grows up to a bound of its own. QuickJS cannot bound its memory here: compiled by
 * emscripten it counts 8 bytes for an allocation of any size. Refused to grow, it reports that memory is out.
 */
export class LinearMemory extends WebAssembly.Memory {
  bound = Number.POSITIVE_INFINITY
  /** Whether the program has wanted more than its bound. */
  refused = false

  constructor() {
    super({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES })
  }

  override grow(pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES > this.bound) {
      this.refused = true
      throw new RangeError('past the bound')
    }
    return super.grow(pages)
  }
}

/** A moment of an instance's memory, to come back to. */
export interface Snapshot {
  /** The memory up to its last byte that is not zero; all behind it is zero. */
  readonly bytes: Uint8Array
  readonly globals: readonly number[]
}

/** The linear memory, the globals and the gas of one metered instance. */
export class Memory {
  readonly #memory: LinearMemory
  readonly #gas: WebAssembly.Global
  readonly #globals: readonly WebAssembly.Global[]

  constructor(memory: LinearMemory, { exports }: WebAssembly.Instance) {
    this.#memory = memory
    const { gas } = exports
    if (!(gas instanceof WebAssembly.Global)) throw new Error('the instance is not metered')
    this.#gas = gas
    this.#globals = Object.entries(exports).flatMap(([name, value]) =>
      name.startsWith('global:') && value instanceof WebAssembly.Global ? [value] : [],
    )
  }

  get buffer(): ArrayBuffer {
    return this.#memory.buffer
  }

  /** Whether it is larger than at first. It cannot shrink again. */
  get grown(): boolean {
    return this.buffer.byteLength > INITIAL_PAGES * PAGE_BYTES
  }

  /** The size in bytes past which it does not grow. */
  set bound(bytes: number) {
    this.#memory.bound = bytes
    this.#memory.refused = false
  }

  get exhausted(): boolean {
    return this.#memory.refused
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
    return {
      bytes: bytes.slice(0, end),
      globals: this.#globals.map((global) => global.value),
    }
  }

  /** Makes all of the memory what it was, whatever was written, grown or left on the stack since. */
  restore({ bytes, globals }: Snapshot): void {
    const memory = new Uint8Array(this.buffer)
    memory.set(bytes)
    memory.fill(0, bytes.length)
    this.#globals.forEach((global, i) => {
      global.value = globals[i]
    })
  }
}

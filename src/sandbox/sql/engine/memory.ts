const PAGE_BYTES = 65_536
/** What the module declares as its least and its largest memory: 128 MiB and 2 GiB. */
const INITIAL_PAGES = 2048
const MAXIMUM_PAGES = 32_768

/** A linear memory that grows up to a bound of its own. */
export class LinearMemory extends WebAssembly.Memory {
  bound = Number.POSITIVE_INFINITY
  /** Whether more was wanted than the bound allows. */
  refused = false

  constructor() {
    super({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES })
  }

  /** Whether it is larger than at first. It cannot shrink again. */
  get grown(): boolean {
    return this.buffer.byteLength > INITIAL_PAGES * PAGE_BYTES
  }

  override grow(pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES > this.bound) {
      this.refused = true
      throw new RangeError('past the bound')
    }
    return super.grow(pages)
  }
}

/** A moment of the memory, to come back to. */
interface Snapshot {
  /** The memory up to the break; all behind it is zero. */
  readonly bytes: Uint8Array
  readonly globals: readonly unknown[]
}

/**
 * The memory of Postgres, which can be put back. What malloc hands out lies below the break (the end that sbrk
 * moves), and all behind it is still zero; only what was below it has to be written again.
 */
export class Heap {
  readonly #memory: LinearMemory
  readonly #breakAt: number
  readonly #globals: readonly WebAssembly.Global[]
  readonly #snapshot: Snapshot
  /** What limits have left out, and nothing has touched. */
  #gaps: { readonly from: number; readonly to: number }[] = []

  /** Remembers the memory as it is now. `breakAt` is where the break is kept. */
  constructor(memory: LinearMemory, breakAt: number, globals: readonly WebAssembly.Global[]) {
    this.#memory = memory
    this.#breakAt = breakAt
    this.#globals = globals
    this.#snapshot = {
      bytes: new Uint8Array(memory.buffer).slice(0, this.#break),
      globals: globals.map((global) => global.value),
    }
  }

  /** Whether more was wanted than the limit allows. */
  get exhausted(): boolean {
    return this.#memory.refused
  }

  /** Whether it has to be replaced before it can be limited again. */
  get grown(): boolean {
    return this.#memory.grown
  }

  /**
   * Allows `bytes` more than are in use. The memory is larger than that from the beginning, so the break moves up
   * until no more than that is left: malloc goes on behind the gap.
   */
  limit(bytes: number): void {
    const from = this.#break
    const to = Math.max(from, (this.#memory.buffer.byteLength - bytes) & -16)
    this.#gaps.push({ from, to })
    this.#break = to
    this.#memory.bound = Math.max(this.#memory.buffer.byteLength, from + bytes)
  }

  /** Makes the memory and the globals what they were, whatever was written or left on the stack since. */
  restore(): void {
    const memory = new Uint8Array(this.#memory.buffer)
    const { bytes, globals } = this.#snapshot
    let zeroFrom = bytes.length
    for (const { from, to } of [...this.#gaps, { from: this.#break, to: this.#break }]) {
      memory.fill(0, zeroFrom, from)
      zeroFrom = to
    }
    memory.set(bytes)
    this.#globals.forEach((global, i) => {
      global.value = globals[i]
    })
    this.#gaps = []
    this.#memory.bound = Number.POSITIVE_INFINITY
    this.#memory.refused = false
  }

  get #break(): number {
    return new DataView(this.#memory.buffer).getUint32(this.#breakAt, true)
  }

  set #break(at: number) {
    new DataView(this.#memory.buffer).setUint32(this.#breakAt, at, true)
  }
}

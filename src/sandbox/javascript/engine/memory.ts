import { MeteredMemory } from '../../metering/metered-memory.ts'

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

/** The memory of a metered QuickJS. */
export class Memory extends MeteredMemory {
  readonly #linear: LinearMemory

  constructor(linear: LinearMemory, instance: WebAssembly.Instance) {
    super(linear, instance)
    this.#linear = linear
  }

  /** Whether it is larger than at first. It cannot shrink again. */
  get grown(): boolean {
    return this.buffer.byteLength > INITIAL_PAGES * PAGE_BYTES
  }

  /** The size in bytes past which it does not grow. */
  set bound(bytes: number) {
    this.#linear.bound = bytes
    this.#linear.refused = false
  }

  get exhausted(): boolean {
    return this.#linear.refused
  }
}

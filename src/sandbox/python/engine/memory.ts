import { MeteredMemory } from '../../metering/metered-memory.ts'

const PAGE_BYTES = 65_536

/** The memory of a metered Python, which its host grows. */
export class Memory extends MeteredMemory {
  #bound = Number.POSITIVE_INFINITY
  #refused = false

  /** `bytes` is how large it has to be. */
  constructor(instance: WebAssembly.Instance, bytes = 0) {
    const { memory } = instance.exports
    if (!(memory instanceof WebAssembly.Memory)) throw new Error('the instance has no memory')
    super(memory, instance)
    this.grow(bytes)
  }

  /** The size in bytes past which it does not grow. */
  set bound(bytes: number) {
    this.#bound = bytes
    this.#refused = false
  }

  /** Whether the program has wanted more than its bound. */
  get exhausted(): boolean {
    return this.#refused
  }

  pay(gas: number): void {
    if (gas > 0) this.gas -= gas
  }

  /** Makes it at least that large. @returns false past the bound */
  grow(bytes: number): boolean {
    const missing = Math.ceil((bytes - this.buffer.byteLength) / PAGE_BYTES)
    this.#refused ||= bytes > this.#bound
    if (bytes > this.#bound) return false
    if (missing > 0) growOrFail(this.memory, missing)
    return true
  }
}

/** What the machine has no memory for is a fault of ours, not of the program's. */
function growOrFail(memory: WebAssembly.Memory, pages: number): void {
  try {
    memory.grow(pages)
  } catch (error) {
    throw new Error('there is no memory left for the sandbox', { cause: error })
  }
}

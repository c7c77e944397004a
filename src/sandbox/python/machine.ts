import type { CodeRun, SourceFiles } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import { Patience } from '../judging/patience.ts'
import type { Written } from '../metering/metered-memory.ts'
import type { Image } from './engine/image.ts'
import { type Instance, instantiate } from './engine/instance.ts'
import { Python, PythonException } from './engine/python.ts'
import type { KitFunctions } from './kit-functions.ts'

/**
 * Gas for a millisecond of `timeMs`. Measured on a 2-core machine of 2024, by the thread's own time: loops, objects, texts,
 * dictionaries, sorting, JSON and exceptions spent 260,000 to 600,000 gas a millisecond, about 400,000 in the middle.
 */
export const GAS_PER_MS = 400_000
const MB = 1024 * 1024
/** How much larger than the image a memory may be kept for the next run. */
const KEPT_BYTES = 32 * MB

/**
 * A Python in which the kit is loaded. It is as new after every `reset`, because all of the memory is put back, and
 * all that it can reach outside the memory is made anew.
 */
export class Machine {
  readonly image: Image
  readonly #module: WebAssembly.Module
  #instance: Instance
  #python: Python
  #bound = 0
  #timeMs = 0
  #files: SourceFiles = {}
  #patience = new Patience()

  constructor(image: Image) {
    this.image = image
    this.#module = new WebAssembly.Module(image.module)
    this.#instance = this.#instantiate()
    this.#python = new Python(this.#instance)
  }

  /** Makes ready for a run: each of its realms has its files and its limits. */
  begin({ files, limits }: Pick<CodeRun, 'files' | 'limits'>): void {
    const { snapshot } = this.image
    const bound = snapshot.bytes.length + limits.memoryMb * MB
    // A memory that has grown cannot shrink, but for a new one.
    if (this.#instance.memory.buffer.byteLength > Math.min(bound, snapshot.bytes.length + KEPT_BYTES)) {
      this.#instance = this.#instantiate()
      this.#python = new Python(this.#instance)
    }
    this.#bound = bound
    this.#timeMs = limits.timeMs
    this.#files = files
    this.#patience = new Patience()
  }

  /** A fresh realm with the budget of one test, whose program reads `input`. */
  reset(input = ''): void {
    this.#reset(input, null)
  }

  /**
   * The same, in which what was `written` after another reset stands again, and is spent again.
   * @returns false, and does nothing, where the budget does not reach for it
   */
  resetTo(written: Written, input = ''): boolean {
    if (written.spent > this.#budget) return false
    this.#reset(input, written)
    this.#instance.memory.gas -= written.spent
    return true
  }

  #reset(input: string, written: Written | null): void {
    const { memory, system } = this.#instance
    memory.rewind(this.image.snapshot, written)
    memory.bound = this.#bound
    system.reset({ files: this.#files, input })
    this.refuel()
  }

  /** What was written and spent since the last reset; null where something outside of the memory may be another too. */
  takeWritten(): Written | null {
    const { memory, system } = this.#instance
    if (memory.exhausted || system.asked) return null
    return memory.takeWritten(this.#budget - memory.gas)
  }

  /** Whether the program has wanted more memory than it may have. */
  get outOfMemory(): boolean {
    return this.#instance.memory.exhausted
  }

  /** The linear memory as it is now. Growth detaches it. */
  memoryBytes(): Uint8Array {
    return new Uint8Array(this.#instance.memory.buffer)
  }

  get gas(): number {
    return this.#instance.memory.gas
  }

  refuel(): void {
    this.#instance.memory.gas = this.#budget
  }

  get #budget(): number {
    return Math.floor(this.#timeMs * GAS_PER_MS * this.#patience.share)
  }

  /** What the program of this realm has written to its standard output, past the streams of the kit. */
  get output(): string {
    return this.#instance.system.output
  }

  /** Calls one of the kit's functions. */
  ask<Name extends keyof KitFunctions>(
    name: Name,
    ...args: Parameters<KitFunctions[Name]>
  ): ReturnType<KitFunctions[Name]> {
    return JSON.parse(this.#python.call(this.image.kit, name, JSON.stringify(args)))
  }

  /** Does `work` and says what became of it: its result, or how the program put an end to it. */
  attempt<T>(work: () => T): { readonly done: T } | { readonly ended: Halted } {
    try {
      return { done: work() }
    } catch (error) {
      return { ended: this.#halted(error) }
    }
  }

  /** What a trap means. It leaves the instance in the middle of something; only a reset makes it usable again. */
  #halted(error: unknown): Halted {
    const { memory } = this.#instance
    if (error instanceof Halted) return error
    if (memory.gas < 0) return new Halted('time', this.#patience.lose(this.#timeMs))
    if (memory.exhausted) return new Halted('memory')
    // V8 ran out of the stack that WebAssembly's own frames take. Any other RangeError is a wild address.
    if (error instanceof RangeError && error.message.includes('call stack')) return new Halted('stack')
    if (error instanceof PythonException)
      return new Halted('exception', `the test was broken off: ${error.message}`)
    if (ENDS_OF_A_PROGRAM.some((kind) => error instanceof kind)) {
      return new Halted('exception', 'the program crashed the interpreter')
    }
    throw error
  }

  #instantiate(): Instance {
    const { library, snapshot, trampoline } = this.image
    const instance = instantiate(this.#module, library, snapshot.bytes.length)
    if (instance.trampoline !== trampoline) throw new Error('the image is of another module')
    instance.memory.restore(snapshot)
    return instance
  }
}

/** A trap, a jump that leads nowhere, a wild address, an answer that is no JSON. */
const ENDS_OF_A_PROGRAM = [WebAssembly.RuntimeError, WebAssembly.Exception, RangeError, SyntaxError]

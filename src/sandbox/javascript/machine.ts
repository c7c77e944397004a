import type { TaskLimits } from '../../domain/task.ts'
import { Halted } from '../judging/halted.ts'
import { Patience } from '../judging/patience.ts'
import type { Snapshot, Written } from '../metering/metered-memory.ts'
import { Formats } from './engine/formats.ts'
import { QuickJs, type Realm, RealmException, type Value } from './engine/quickjs.ts'
import type { Described } from './kit/described.ts'
import type { KitFunction, ModuleNames } from './kit-functions.ts'
import { kitHost } from './kit-host.ts'
import type { Linked } from './linking/learner-files.ts'
import { LoadFailure } from './linking/load-failure.ts'
import { inOwnLines } from './linking/own-lines.ts'
import { offerModules, openKit, preludeLoader, told } from './prelude.ts'

/**
 * Gas for a millisecond of `timeMs`. Measured on a 2-core machine of 2024: loops, objects, strings, maps, sorting
 * and copying spent 300,000 to 1,000,000 gas a millisecond, about 500,000 in the middle.
 */
export const GAS_PER_MS = 500_000
/** QuickJS's own stack: some 10,000 calls of a small function, as in Node. */
const STACK_BYTES = 2_000_000
const PRELUDE_GAS = 1e12
/** To look for a file costs this for each that there is: the name is tried with all endings in the folder of each. */
const LOOK_GAS = 2000

/** What loading has made, and how to have it again without loading. */
interface Loaded<T> {
  readonly made: T
  readonly written: Written
}

/** Where a machine keeps what always the same loading comes to. */
export interface Loading<T> {
  loaded: Loaded<T> | null
}

/** What became of something that was tried. */
export type Attempted<T> = { readonly done: T } | { readonly ended: Described | Halted | LoadFailure }

/**
 * A QuickJS instance with two realms: the kit's, and the learner's. Both are as new after every `reset`, because
 * all of the memory is put back.
 */
export class Machine {
  readonly quickJs: QuickJs
  readonly learner: Realm
  readonly #kitRealm: Realm
  readonly #kit: Value
  readonly #fresh: Snapshot
  readonly #freshNow: number
  /** What the memory was last put back to. */
  #restored: Snapshot
  #program: Linked | null = null
  #limits: TaskLimits = { timeMs: 0, memoryMb: 0 }
  /** What answers for the realms' `Intl`. */
  formats: Formats
  /** Of the run in hand. */
  patience = new Patience()
  /** What a suite may use without importing it. */
  readonly globalNames: readonly string[]
  /** What every program finds among its globals. */
  readonly builtInNames: ReadonlySet<string>
  /** Hears of each case of a suite that begins. */
  onBegin: (name: string) => void = () => undefined
  /** Hears of each case that has ended: a CaseReport's JSON. */
  onReport: (outcome: string) => void = () => undefined

  static async open(): Promise<Machine> {
    return new Machine(await QuickJs.open())
  }

  private constructor(quickJs: QuickJs) {
    this.quickJs = quickJs
    this.formats = new Formats(this.pay)
    quickJs.memory.gas = PRELUDE_GAS
    quickJs.limitStack(STACK_BYTES)
    this.#kitRealm = quickJs.newRealm()
    this.learner = quickJs.newRealm()
    const host = kitHost(this, this.#kitRealm)
    this.#kit = told(quickJs, () => openKit(quickJs, { learner: this.learner, kit: this.#kitRealm }, host))
    told(quickJs, () => {
      const names = JSON.parse(this.ask('moduleNames')) as ModuleNames
      offerModules(quickJs, this.learner, names, quickJs.get(this.#kitRealm, this.#kit, 'modules'))
    })
    this.globalNames = JSON.parse(this.ask('globalNames')) as string[]
    this.builtInNames = new Set(JSON.parse(this.ask('builtInNames')) as string[])
    quickJs.modules = {
      resolve: (importer, specifier) => this.look((program) => program.resolve(importer, specifier)),
      load: (name) => this.linked.load(name),
    }
    quickJs.collectLater(this.#kitRealm)
    this.#fresh = quickJs.memory.take()
    this.#freshNow = quickJs.now
    quickJs.memory.restore(this.#fresh)
    this.#restored = this.#fresh
  }

  /** All of the memory put back, whatever was written. */
  async #clear(fresh = this.#fresh): Promise<void> {
    if (this.quickJs.memory.grown) await this.quickJs.renew()
    this.quickJs.memory.restore(fresh)
    this.#restored = fresh
  }

  /**
   * Fresh realms, in which `program` can be imported, with the budget of one test: the memory is byte for byte what it
   * was, so that nothing of an earlier test or submission is left.
   */
  reset(program: Linked, limits: TaskLimits, fresh = this.#fresh): Promise<void> {
    return this.#reset(program, limits, fresh, null)
  }

  async #reset(program: Linked, limits: TaskLimits, fresh: Snapshot, written: Written | null): Promise<void> {
    // A memory that an earlier test has grown would give this one more room than its bound allows.
    if (this.quickJs.memory.grown || fresh !== this.#restored) await this.#clear(fresh)
    const { memory } = this.quickJs
    memory.rewind(fresh, written)
    memory.bound = fresh.bytes.length + limits.memoryMb * 1024 * 1024
    this.#program = program
    this.#limits = limits
    this.formats = new Formats(this.pay)
    // The kit's own clock is in the memory, but what Date reads is not.
    this.quickJs.now = this.#freshNow
    this.refuel()
  }

  /**
   * Fresh realms, as after `reset`, in which `load` has been done. Every realm begins the same, and so ends the same
   * loading: from the second time on what it wrote stands again, byte for byte, for the gas that it took.
   */
  async load<T>(
    program: Linked,
    limits: TaskLimits,
    loading: Loading<T>,
    load: () => T,
  ): Promise<Attempted<T>> {
    const { loaded } = loading
    if (loaded !== null && loaded.written.spent <= this.#budgetOf(limits)) {
      await this.#reset(program, limits, this.#fresh, loaded.written)
      this.pay(loaded.written.spent)
      return { done: loaded.made }
    }
    await this.reset(program, limits)
    const { memory } = this.quickJs
    const { gas } = memory
    const attempted = this.attempt(load)
    if ('done' in attempted && this.#isAllInMemory) {
      const written = memory.takeWritten(gas - memory.gas)
      loading.loaded = written && { made: attempted.done, written }
    }
    return attempted
  }

  /** Whether what a program has done since the reset can be had again by writing the same into the memory. */
  get #isAllInMemory(): boolean {
    const { memory, now } = this.quickJs
    return !memory.grown && !memory.exhausted && this.formats.unused && now === this.#freshNow
  }

  /**
   * Realms with more in them than every program needs: `furnish` loads modules of this folder into the learner's.
   * What comes of it is to be used with `reset`.
   */
  async furnished<T>(
    furnish: (load: (path: string) => Value) => T,
  ): Promise<{ readonly fresh: Snapshot; readonly made: T }> {
    await this.#clear()
    const { quickJs } = this
    quickJs.memory.bound = Number.POSITIVE_INFINITY
    quickJs.memory.gas = PRELUDE_GAS
    const { modules } = quickJs
    const load = preludeLoader(quickJs)
    try {
      const made = told(quickJs, () => furnish((path) => load(this.learner, path)))
      return { made, fresh: quickJs.memory.take() }
    } finally {
      quickJs.modules = modules
      await this.#clear()
    }
  }

  /** Takes what the host does for a program from the program's gas. */
  readonly pay = (gas: number): void => {
    this.quickJs.memory.gas -= gas
  }

  /** Looks for something among the program's files, for as much gas as there are of them. */
  look<T>(find: (program: Linked) => T): T {
    this.pay(LOOK_GAS * (1 + this.linked.size))
    return find(this.linked)
  }

  /** Whether the program has wanted more memory than it may have. */
  get outOfMemory(): boolean {
    return this.quickJs.memory.exhausted
  }

  refuel(): void {
    this.quickJs.memory.gas = this.#budgetOf(this.#limits)
  }

  #budgetOf({ timeMs }: TaskLimits): number {
    return Math.floor(timeMs * GAS_PER_MS * this.patience.share)
  }

  /** Evaluates one of the program's modules: a module whose `all` is its namespace, or a promise of that. */
  importModule(name: string): Value {
    const text = `import * as all from ${JSON.stringify(name)}; export { all }`
    return this.quickJs.evaluateModule(this.learner, text, 'kit:import')
  }

  /**
   * A function that the author wrote, in brackets, made in the learner's realm: before the learner's files, or they
   * can watch.
   */
  authorFunction(code: string, file: string): Value {
    return this.quickJs.evaluateScript(this.learner, code, file)
  }

  ask(name: KitFunction, ...args: readonly (Value | string)[]): string {
    return this.quickJs.string(this.#kitRealm, this.#call(this.#kit, name, args))
  }

  /** Runs promise jobs and timers until `finished`, or until nothing is left that could finish it. */
  settle(finished: () => boolean): boolean {
    for (;;) {
      this.quickJs.runJobs(this.#kitRealm)
      if (finished()) return true
      if (this.ask('tick') === '') return false
    }
  }

  /**
   * Does `work` and says what became of it: its result, or how the program put an end to it.
   */
  attempt<T>(work: () => T): Attempted<T> {
    try {
      return { done: work() }
    } catch (error) {
      if (error instanceof Halted || error instanceof LoadFailure) return { ended: error }
      if (error instanceof RealmException) return { ended: this.described(error.thrown) }
      return { ended: this.#trapped(error) }
    }
  }

  /** What the kit says of an exception, with the learner's own lines. */
  placed(described: Described): Described {
    return inOwnLines(described, this.linked)
  }

  /** An exception in words, or the bound that it is a sign of. */
  described(thrown: Value): Described | Halted {
    if (this.quickJs.memory.exhausted) return new Halted('memory')
    try {
      return this.placed(JSON.parse(this.ask('describe', thrown)) as Described)
    } catch (error) {
      return this.#trapped(error)
    }
  }

  /** What a trap means. It leaves the instance in the middle of something; only a reset makes it usable again. */
  #trapped(error: unknown): Halted {
    if (error instanceof Halted) return error
    if (this.quickJs.memory.gas < 0) return new Halted('time', this.patience.lose(this.#limits.timeMs))
    if (this.quickJs.memory.exhausted || error instanceof WebAssembly.RuntimeError)
      return new Halted('memory')
    // V8 ran out of the stack that WebAssembly's own frames take.
    if (error instanceof RangeError) return new Halted('stack')
    if (error instanceof RealmException) return new Halted('memory')
    throw error
  }

  /** The program in hand. */
  get linked(): Linked {
    if (this.#program === null) throw new Error('no program is loaded')
    return this.#program
  }

  #call(holder: Value, name: string, args: readonly (Value | string)[]): Value {
    const { quickJs } = this
    const values = args.map((arg) => (typeof arg === 'string' ? quickJs.newString(this.#kitRealm, arg) : arg))
    return quickJs.call(this.#kitRealm, quickJs.get(this.#kitRealm, holder, name), values)
  }
}

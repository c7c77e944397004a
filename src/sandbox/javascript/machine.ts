import type { TaskLimits } from '../../domain/simulation.ts'
import type { FaultKind } from '../../scoring/sandbox.ts'
import type { Snapshot } from './engine/memory.ts'
import { PreludeSources } from './engine/prelude-sources.ts'
import { QuickJs, type Realm, RealmException, type Value } from './engine/quickjs.ts'
import type { Described } from './kit/described.ts'
import type { Linked } from './linking/learner-files.ts'
import { LoadFailure } from './linking/load-failure.ts'

/**
 * Gas for a millisecond of `timeMs`. Measured on a 2-core machine of 2024: loops, objects, strings, maps, sorting
 * and copying spent 300,000 to 1,000,000 gas a millisecond, about 500,000 in the middle.
 */
export const GAS_PER_MS = 500_000
/** QuickJS's own stack: some 10,000 calls of a small function, as in Node. */
const STACK_BYTES = 2_000_000
const PRELUDE_GAS = 1e12

/** A run that was ended from outside, for good: nothing inside could catch it. */
export class Halted extends Error {
  override readonly name = 'Halted'
  readonly fault: FaultKind

  constructor(fault: FaultKind) {
    super(`halted: ${fault}`)
    this.fault = fault
  }
}

/** What the kit offers to the host, by the names in `kit/main.ts`. */
type KitFunction =
  | 'call'
  | 'probe'
  | 'runSuite'
  | 'outcome'
  | 'tick'
  | 'describe'
  | 'moduleNames'
  | 'globalNames'
  | 'builtInNames'

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
  #program: Linked | null = null
  #budget = 0
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
    quickJs.memory.gas = PRELUDE_GAS
    quickJs.limitStack(STACK_BYTES)
    this.#kitRealm = quickJs.newRealm()
    this.learner = quickJs.newRealm()
    this.#kit = this.#told(() => this.#loadPrelude())
    this.#told(() => this.#offerKitModules())
    this.globalNames = JSON.parse(this.ask('globalNames')) as string[]
    this.builtInNames = new Set(JSON.parse(this.ask('builtInNames')) as string[])
    quickJs.modules = {
      resolve: (importer, specifier) => this.#linked.resolve(importer, specifier),
      load: (name) => this.#linked.load(name),
    }
    this.#fresh = quickJs.memory.take()
  }

  /** Fresh realms, in which `program` can be imported, with the budget of one test. */
  async reset(program: Linked, limits: TaskLimits): Promise<void> {
    // A memory that an earlier program has grown would give this one more room than its bound allows.
    if (this.quickJs.memory.grown) await this.quickJs.renew()
    const { memory } = this.quickJs
    memory.restore(this.#fresh)
    memory.bound = this.#fresh.bytes.length + limits.memoryMb * 1024 * 1024
    this.#program = program
    this.#budget = limits.timeMs * GAS_PER_MS
    this.refuel()
  }

  /** Whether the program has wanted more memory than it may have. */
  get outOfMemory(): boolean {
    return this.quickJs.memory.exhausted
  }

  refuel(): void {
    this.quickJs.memory.gas = this.#budget
  }

  /** Evaluates one of the program's modules: a module whose `all` is its namespace, or a promise of that. */
  importModule(name: string): Value {
    const text = `import * as all from ${JSON.stringify(name)}; export { all }`
    return this.quickJs.evaluateModule(this.learner, text, 'kit:import')
  }

  /** A function that the author wrote, made in the learner's realm: before the learner's files, or they can watch. */
  authorFunction(code: string, file: string): Value {
    return this.quickJs.evaluateScript(this.learner, `(${code}\n)`, file)
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
  attempt<T>(work: () => T): { readonly done: T } | { readonly ended: Described | Halted | LoadFailure } {
    try {
      return { done: work() }
    } catch (error) {
      if (error instanceof Halted || error instanceof LoadFailure) return { ended: error }
      if (error instanceof RealmException) return { ended: this.#describe(error) }
      return { ended: this.#trapped(error) }
    }
  }

  #describe({ thrown }: RealmException): Described | Halted {
    if (this.quickJs.memory.exhausted) return new Halted('memory')
    try {
      return JSON.parse(this.ask('describe', thrown)) as Described
    } catch (error) {
      return this.#trapped(error)
    }
  }

  /** What a trap means. It leaves the instance in the middle of something; only a reset makes it usable again. */
  #trapped(error: unknown): Halted {
    if (error instanceof Halted) return error
    if (this.quickJs.memory.gas < 0) return new Halted('time')
    if (this.quickJs.memory.exhausted || error instanceof WebAssembly.RuntimeError)
      return new Halted('memory')
    // V8 ran out of the stack that WebAssembly's own frames take.
    if (error instanceof RangeError) return new Halted('stack')
    if (error instanceof RealmException) return new Halted('memory')
    throw error
  }

  get #linked(): Linked {
    if (this.#program === null) throw new Error('no program is loaded')
    return this.#program
  }

  #call(holder: Value, name: string, args: readonly (Value | string)[]): Value {
    const { quickJs } = this
    const values = args.map((arg) => (typeof arg === 'string' ? quickJs.newString(this.#kitRealm, arg) : arg))
    return quickJs.call(this.#kitRealm, quickJs.get(this.#kitRealm, holder, name), values)
  }

  /** An exception of the prelude's own code, in the words of this realm. */
  #told<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof RealmException)) throw error
      const { realm, thrown } = error
      const stack = this.quickJs.string(realm, this.quickJs.get(realm, thrown, 'stack'))
      throw new Error(`the prelude threw ${this.quickJs.string(realm, thrown)}\n${stack}`)
    }
  }

  #loadPrelude(): Value {
    const { quickJs } = this
    const sources = new PreludeSources()
    quickJs.modules = sources
    const evaluate = (realm: Realm, path: string) => {
      const name = sources.name(path)
      return quickJs.evaluateModule(realm, sources.load(name), name)
    }
    const realm = evaluate(this.learner, 'realm/main.ts')
    evaluate(this.#kitRealm, 'kit/globals.ts')
    const main = evaluate(this.#kitRealm, 'kit/main.ts')
    return this.#call(main, 'open', [realm, this.#host()])
  }

  /**
   * Makes the kit's modules in the learner's realm. They are handed over through a global that is gone before
   * anything of a learner's runs; after that, imports alone lead to them.
   */
  #offerKitModules(): void {
    const { quickJs, learner } = this
    const names = JSON.parse(this.ask('moduleNames')) as [string, string[]][]
    quickJs.set(
      learner,
      quickJs.global(learner),
      'kitModules',
      quickJs.get(this.#kitRealm, this.#kit, 'modules'),
    )
    for (const [module, exported] of names) {
      const lines = exported.map((name, i) => `const v${i} = all.${name}; export { v${i} as ${name} };`)
      const text = `const all = kitModules[${JSON.stringify(module)}]; export default all; ${lines.join(' ')}`
      quickJs.evaluateModule(learner, text, module)
    }
    quickJs.evaluateScript(learner, 'delete globalThis.kitModules', 'kit:clean')
  }

  /** The functions of `kit/host.ts`. */
  #host(): Value {
    const { quickJs } = this
    const realm = this.#kitRealm
    const host = quickJs.newObject(realm)
    const offer = (name: string, serve: (...args: readonly Value[]) => Value | undefined) =>
      quickJs.set(
        realm,
        host,
        name,
        quickJs.newFunction(realm, name, (args) => serve(...args)),
      )
    const text = (value: Value | undefined) => (value === undefined ? '' : quickJs.string(realm, value))
    const bool = (value: boolean) => quickJs.newString(realm, value ? 'yes' : '')
    offer('halt', (fault) => {
      throw new Halted(text(fault) as FaultKind)
    })
    offer('setClock', (now) => {
      quickJs.now = now === undefined ? 0 : quickJs.number(realm, now)
      return undefined
    })
    offer('begin', (name) => {
      this.refuel()
      this.onBegin(text(name))
      return undefined
    })
    offer('gas', () => quickJs.newNumber(realm, quickJs.memory.gas))
    offer('report', (outcome) => {
      this.onReport(text(outcome))
      return undefined
    })
    offer('resolve', (importer, specifier) =>
      quickJs.newString(realm, this.#linked.resolve(text(importer), text(specifier))),
    )
    offer('isCommonJs', (file) => bool(this.#linked.isCommonJs(text(file))))
    offer('parameters', (file) =>
      quickJs.newString(realm, JSON.stringify(this.#linked.parametersOf(text(file)))),
    )
    offer('compile', (file) =>
      quickJs.evaluateScript(this.learner, this.#linked.commonJsText(text(file)), text(file)),
    )
    offer('importNow', (file) => quickJs.get(this.learner, this.importModule(text(file)), 'all'))
    return host
  }
}

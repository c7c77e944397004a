import type { QuickJSFFI } from '@jitl/quickjs-wasmfile-release-sync/ffi'
import { type Instance, instantiate } from './instance.ts'
import type { Memory } from './memory.ts'

// realm: one JavaScript global with its own intrinsics (a JSContext of QuickJS).
// value: a pointer to a boxed QuickJS value. Values are never freed one by one: restoring the memory frees them all.

export type Realm = ReturnType<QuickJSFFI['QTS_NewContext']>
export type Value = Parameters<QuickJSFFI['QTS_DupValuePointer']>[1]
type Owned = ReturnType<QuickJSFFI['QTS_DupValuePointer']>
type Text = Parameters<QuickJSFFI['QTS_NewString']>[1]
type ArgumentList = Parameters<QuickJSFFI['QTS_Call']>[4]
type LastRealm = Parameters<QuickJSFFI['QTS_ExecutePendingJob']>[2]
type HostReference = Parameters<QuickJSFFI['QTS_NewFunction']>[4]
type DetectModule = Parameters<QuickJSFFI['QTS_Eval']>[4]
type Flags = Parameters<QuickJSFFI['QTS_Eval']>[5]
type Intrinsics = Parameters<QuickJSFFI['QTS_NewContext']>[1]
type HostFunction = (...args: readonly Value[]) => Value | undefined

const EVALUATE_SCRIPT = 0
const EVALUATE_MODULE = 1
const ALL_INTRINSICS = 0
const HEADROOM_BLOCKS = 100_000

/** An exception of a program inside a realm, as a value of that realm. */
export class RealmException extends Error {
  override readonly name = 'RealmException'
  readonly realm: Realm
  readonly thrown: Value

  constructor(realm: Realm, thrown: Value) {
    super('a program threw')
    this.realm = realm
    this.thrown = thrown
  }
}

/** An import that leads nowhere; the program hears of it as an Error with this message. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused'
}

/** Where imports lead: `resolve` gives a module's name, or throws to refuse; `load` gives its text. */
export interface ModuleSource {
  resolve(importer: string, specifier: string): string
  load(name: string): string
}

/** One QuickJS runtime in metered WebAssembly, spoken to through its C functions. */
export class QuickJs {
  #instance: Instance
  readonly #runtime: ReturnType<QuickJSFFI['QTS_NewRuntime']>
  readonly #functions: HostFunction[] = []
  modules: ModuleSource = { resolve: () => '', load: () => '' }
  #refusal = new ImportRefused('nothing was refused')
  /** What the realms' clocks show: milliseconds since 1970. */
  now = 0

  private constructor(instance: Instance) {
    this.#instance = instance
    this.#listen()
    this.#runtime = this.#ffi.QTS_NewRuntime()
    this.#ffi.QTS_RuntimeEnableModuleLoader(this.#runtime, 1)
  }

  static async open(): Promise<QuickJs> {
    return new QuickJs(await instantiate())
  }

  /** Moves to a new instance with a memory of the first size. It holds nothing until a snapshot is restored. */
  async renew(): Promise<void> {
    this.#instance = await instantiate()
    this.#listen()
  }

  get memory(): Memory {
    return this.#instance.memory
  }

  get #glue(): Instance['glue'] {
    return this.#instance.glue
  }

  get #ffi(): QuickJSFFI {
    return this.#instance.ffi
  }

  /** The stack's bound in bytes. Past it the program gets an InternalError. */
  limitStack(bytes: number): void {
    this.#ffi.QTS_RuntimeSetMaxStackSize(this.#runtime, bytes)
  }

  newRealm(): Realm {
    return this.#inside(() => this.#ffi.QTS_NewContext(this.#runtime, ALL_INTRINSICS as Intrinsics))
  }

  /**
   * QuickJS collects garbage when it holds half as many blocks of memory again as after the last time, and each time
   * walks over all that it holds: within the call that a probe measures, that would count as the learner's work. So it
   * collects now, and what is alive for that moment only makes it wait for as many blocks of a program's own.
   */
  collectLater(realm: Realm): void {
    const code = `[Array.from({ length: ${HEADROOM_BLOCKS} }, (_, i) => 'x' + i), {}].length`
    this.evaluateScript(realm, code, 'kit:collect')
  }

  /** Runs a script; its completion value. @throws RealmException */
  evaluateScript(realm: Realm, code: string, file: string): Value {
    return this.#evaluate(realm, code, file, EVALUATE_SCRIPT)
  }

  /** Evaluates a module: its namespace, or a promise of it where it awaits. @throws RealmException */
  evaluateModule(realm: Realm, code: string, file: string): Value {
    return this.#evaluate(realm, code, file, EVALUATE_MODULE)
  }

  call(realm: Realm, callee: Value, args: readonly Value[]): Value {
    const list = this.#glue._malloc(args.length * 4)
    new Int32Array(this.memory.buffer, list, args.length).set(args)
    this.memory.touch(list, args.length * 4)
    return this.#unwrap(realm, () =>
      this.#ffi.QTS_Call(realm, callee, this.#ffi.QTS_GetUndefined(), args.length, list as ArgumentList),
    )
  }

  /** Runs promise jobs until none is left. */
  runJobs(realm: Realm): void {
    const last = this.#glue._malloc(4) as LastRealm
    while (this.#ffi.QTS_IsJobPending(this.#runtime) !== 0) {
      this.#unwrap(realm, () => this.#ffi.QTS_ExecutePendingJob(this.#runtime, -1, last))
    }
  }

  global(realm: Realm): Value {
    return this.#ffi.QTS_GetGlobalObject(realm)
  }

  get(realm: Realm, object: Value, name: string): Value {
    return this.#unwrap(realm, () => this.#ffi.QTS_GetProp(realm, object, this.newString(realm, name)))
  }

  newObject(realm: Realm): Value {
    return this.#ffi.QTS_NewObject(realm)
  }

  set(realm: Realm, object: Value, name: string, value: Value): void {
    this.#ffi.QTS_SetProp(realm, object, this.newString(realm, name), value)
  }

  /** A string value. It ends at the first NUL: what may hold one goes in as JSON, which escapes it. */
  newString(realm: Realm, text: string): Value {
    return this.#ffi.QTS_NewString(realm, this.#text(text).pointer)
  }

  newNumber(realm: Realm, number: number): Value {
    return this.#ffi.QTS_NewFloat64(realm, number)
  }

  string(realm: Realm, value: Value): string {
    return this.#glue.UTF8ToString(this.#inside(() => this.#ffi.QTS_GetString(realm, value)))
  }

  number(realm: Realm, value: Value): number {
    return this.#ffi.QTS_GetFloat64(realm, value)
  }

  /**
   * An object of functions of the host's. Nothing of them may outlive the memory that refers to them: make them all at
   * the start.
   */
  newHost(realm: Realm, functions: Readonly<Record<string, HostFunction>>): Value {
    const host = this.newObject(realm)
    for (const [name, serve] of Object.entries(functions)) {
      const id = this.#functions.push(serve) as HostReference
      this.set(realm, host, name, this.#ffi.QTS_NewFunction(realm, name, 0, false, id))
    }
    return host
  }

  #listen(): void {
    this.#glue.callbacks = {
      callFunction: (_async, realm, _self, count, args, id) => this.#callHost(realm, count, args, id),
      normalizeModule: (_async, _runtime, _realm, importer, specifier) =>
        this.#text(this.#resolve(importer, specifier)).pointer,
      loadModuleSource: (_async, _runtime, realm, name) => this.#load(realm, name),
      freeHostRef: () => undefined,
      shouldInterrupt: () => 0,
    }
  }

  #evaluate(realm: Realm, code: string, file: string, flags: number): Value {
    const { pointer, length } = this.#text(code)
    return this.#unwrap(realm, () =>
      this.#ffi.QTS_Eval(realm, pointer, length, file, 0 as DetectModule, flags as Flags),
    )
  }

  #unwrap(realm: Realm, produce: () => Value): Value {
    const value = this.#inside(produce)
    const thrown = this.#ffi.QTS_ResolveException(realm, value as Owned)
    if (thrown !== 0) throw new RealmException(realm, thrown)
    return value
  }

  /** Emscripten asks the process for the time: while a realm runs, it hears the realm's. */
  #inside<T>(work: () => T): T {
    const { now } = Date
    const { now: monotonic } = performance
    Date.now = () => this.now
    performance.now = () => this.now
    try {
      return work()
    } finally {
      Date.now = now
      performance.now = monotonic
    }
  }

  #callHost(realm: Realm, count: number, args: Value, id: number): Owned {
    const values = Array.from({ length: count }, (_, i) => this.#ffi.QTS_ArgvGetJSValueConstPointer(args, i))
    try {
      const result = this.#functions[id - 1]?.(...values)
      return (result ?? this.#ffi.QTS_GetUndefined()) as Owned
    } catch (error) {
      if (error instanceof RealmException) return this.#ffi.QTS_Throw(realm, error.thrown)
      if (error instanceof ImportRefused) return this.#throw(realm, error)
      throw error
    }
  }

  /** A refused import gets the name '': QuickJS hears no exception here, but asks for the text of that name. */
  #resolve(importer: string, specifier: string): string {
    try {
      return this.modules.resolve(importer, specifier)
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error
      this.#refusal = error
      return ''
    }
  }

  #load(realm: Realm, name: string): Text {
    if (name !== '') return this.#text(this.modules.load(name)).pointer
    this.#throw(realm, this.#refusal)
    return 0 as Text
  }

  #throw(realm: Realm, { message }: ImportRefused): Owned {
    const refusal = this.#ffi.QTS_NewError(realm)
    this.set(realm, refusal, 'message', this.newString(realm, message))
    return this.#ffi.QTS_Throw(realm, refusal)
  }

  /** Copies a text into the memory, with a NUL behind it. */
  #text(text: string): { readonly pointer: Text; readonly length: number } {
    const room = text.length * 3 + 1
    const pointer = this.#glue._malloc(room) as Text
    const bytes = new Uint8Array(this.memory.buffer, pointer, room)
    const { written } = new TextEncoder().encodeInto(text, bytes)
    bytes[written] = 0
    this.memory.touch(pointer, written + 1)
    return { pointer, length: written }
  }
}

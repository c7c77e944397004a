import { hideTests } from '../kit/function-text.ts'
import { type Cell, lock } from '../kit/lock.ts'
import { makeConsole } from './console.ts'
import { noTests } from './no-tests.ts'
import { structuredClone } from './structured-clone.ts'
import { TextDecoder, TextEncoder } from './text-encoding.ts'

// This module is evaluated in the learner's realm, before anything of the learner's.

/** What the kit does for the functions of this realm. */
export interface Bridge {
  startTimer(fire: () => void, delay: unknown, repeat: boolean): number
  startImmediate(fire: () => void): number
  stopTimer(id: unknown): void
  /** Milliseconds since the program began. */
  elapsed(): number
  print(text: string): void
}

/** Gives the realm what programs expect of a global besides the language. */
export function furnish(bridge: Bridge): void {
  const timer =
    (repeat: boolean) =>
    (callback: unknown, delay?: unknown, ...args: readonly unknown[]) => {
      if (typeof callback !== 'function') throw new TypeError('the callback must be a function')
      return bridge.startTimer(() => callback(...args), delay, repeat)
    }
  const stop = (id: unknown) => bridge.stopTimer(id)
  const { then } = Promise.prototype
  const resolved = Promise.resolve()
  define(globalThis, {
    console: makeConsole(bridge.print),
    setTimeout: timer(false),
    setInterval: timer(true),
    setImmediate: (callback: (...args: readonly unknown[]) => void, ...args: readonly unknown[]) =>
      bridge.startImmediate(() => callback(...args)),
    clearTimeout: stop,
    clearInterval: stop,
    clearImmediate: stop,
    queueMicrotask: (callback: () => void) => {
      Reflect.apply(then, resolved, [() => callback()])
    },
    performance: { now: () => bridge.elapsed(), timeOrigin: Date.now() },
    structuredClone,
    TextEncoder,
    TextDecoder,
    global: globalThis,
    ...noTests,
  })
  define(Array, { fromAsync })
  define(Error, { captureStackTrace })
  hideTests()
  // Born without them, these could be given hooks by which every text and every JSON of theirs is the same.
  for (const type of [Object, Array, Function]) {
    define(type.prototype, { toJSON: undefined, [Symbol.toPrimitive]: undefined })
  }
}

const STUBBABLE_GLOBALS = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'console',
]

const stubs = new Map<object, Map<PropertyKey, Cell>>()

/** Notes a property that no program can change, but that the kit can put something else in for a test. */
function stubbable(object: object, key: PropertyKey, cell: Cell): void {
  const known = stubs.get(object) ?? new Map<PropertyKey, Cell>()
  stubs.set(object, known.set(key, cell))
}

/** Puts `value` in the place of a property, and returns how to put it back; null where it is not stubbable. */
function replace(object: object, key: PropertyKey, value: unknown): (() => void) | null {
  const cell = stubs.get(object)?.get(key)
  if (cell === undefined) return null
  const before = cell.value
  cell.value = value
  return () => {
    cell.value = before
  }
}

/** Fixes the realm: from here on a program can add to the built-in objects, and change nothing of them. */
export function lockRealm(): ReadonlySet<object> {
  const values = STUBBABLE_GLOBALS.map((name) => Reflect.get(globalThis, name))
  for (const [i, name] of STUBBABLE_GLOBALS.entries()) {
    const cell: Cell = { value: values[i] }
    stubbable(globalThis, name, cell)
    Object.defineProperty(globalThis, name, { get: () => cell.value, enumerable: false, configurable: false })
  }
  // `lock` does not follow getters.
  return lock([globalThis, ...values], { closed: false, but: new Set(), onMethod: stubbable })
}

/** What the kit needs of this realm's own making. */
export const pristine = {
  intrinsics: globalThis,
  functions: [Function, async () => {}, function* () {}, async function* () {}].map((sample) =>
    typeof sample === 'function' && sample !== Function ? Object.getPrototypeOf(sample).constructor : sample,
  ),
  promiseThen: Promise.prototype.then,
  parseJson: JSON.parse,
  makeObject: () => ({}),
  replace,
  get standards() {
    return { console, Math }
  },
}

export { noTests }

function define(target: object, properties: Readonly<Record<PropertyKey, unknown>>): void {
  for (const key of Reflect.ownKeys(properties)) {
    const value = Reflect.get(properties, key)
    Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false })
  }
}

async function fromAsync(
  items: AsyncIterable<unknown> | Iterable<unknown> | ArrayLike<unknown>,
  map: (item: unknown, index: number) => unknown = (item) => item,
): Promise<unknown[]> {
  const list: unknown[] = []
  const source = Symbol.asyncIterator in items || Symbol.iterator in items ? items : Array.from(items)
  for await (const item of source) list.push(await map(item, list.length))
  return list
}

function captureStackTrace(target: object): void {
  Object.defineProperty(target, 'stack', {
    value: new Error().stack,
    writable: true,
    configurable: true,
  })
}

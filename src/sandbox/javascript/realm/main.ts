import { hideTests } from '../kit/function-text.ts'
import { type Cell, lock } from '../kit/lock.ts'
import { atob, btoa } from './base64.ts'
import { makeConsole } from './console.ts'
import { crypto } from './crypto.ts'
import { mendEngine } from './engine-faults.ts'
import { AbortController, AbortSignal, CustomEvent, DOMException, Event, EventTarget } from './events.ts'
import { type FormatBridge, localise, makeIntl } from './intl.ts'
import { noTests } from './no-tests.ts'
import { Buffer } from './program/buffer.ts'
import { Hash } from './program/crypto.ts'
import { makeNode, type Node } from './program/node.ts'
import { structuredClone } from './structured-clone.ts'
import { TextDecoder, TextEncoder } from './text-encoding.ts'
import { makeTimers, Timeout, type TimerBridge } from './timers.ts'
import { makeUrl, URLSearchParams, type UrlBridge } from './url.ts'

// This module is evaluated in the learner's realm, before anything of the learner's.

/** What the kit does for the functions of this realm. */
export interface Bridge extends FormatBridge, TimerBridge, UrlBridge {
  /** Milliseconds since the program began. */
  elapsed(): number
  print(text: string): void
  /** The text of one of the submission's files, or null where there is none. */
  read(path: string): string | null
}

/** What of Node the realm has; made when its globals are there. */
let node: Node

/** Gives the realm what programs expect of a global besides the language. */
export function furnish(bridge: Bridge): void {
  const { then } = Promise.prototype
  const resolved = Promise.resolve()
  define(globalThis, {
    console: makeConsole(bridge.print),
    ...makeTimers(bridge),
    queueMicrotask: (callback: () => void) => {
      Reflect.apply(then, resolved, [() => callback()])
    },
    performance: { now: () => bridge.elapsed(), timeOrigin: Date.now() },
    structuredClone,
    Intl: makeIntl(bridge),
    URL: makeUrl(bridge),
    URLSearchParams,
    Event,
    CustomEvent,
    EventTarget,
    AbortController,
    AbortSignal,
    DOMException,
    crypto,
    atob,
    btoa,
    Buffer,
    TextEncoder,
    TextDecoder,
    global: globalThis,
    ...noTests,
  })
  define(Array, { fromAsync })
  define(Error, { captureStackTrace })
  localise(bridge)
  mendEngine()
  const { print } = bridge
  const first = { out: print, err: print, leave: refuseToLeave, read: (path: string) => bridge.read(path) }
  node = makeNode(first, (work) => bridge.startTick(work))
  define(globalThis, { process: node.process })
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
  'crypto',
  'process',
]

/** A function that is called has nothing to end: what ends a program there is a mistake, or a cheat. */
function refuseToLeave(): never {
  throw new Error('process.exit was called')
}

/** What suites measure time by, of what a process has. */
const CLOCKS = ['hrtime', 'uptime']
/** Classes that no global leads to. */
const HIDDEN = [Hash, Timeout]

const stubs = new Map<object, Map<PropertyKey, Cell>>()

/** Notes a property that no program can change, but that the kit can put something else in for a test. */
function stubbable(object: object, key: PropertyKey, cell: Cell): void {
  const known = stubs.get(object) ?? new Map<PropertyKey, Cell>()
  stubs.set(object, known.set(key, cell))
}

/** Lets a property be changed by the kit alone. */
function fix(object: object, key: PropertyKey): void {
  const cell: Cell = { value: Reflect.get(object, key) }
  stubbable(object, key, cell)
  Object.defineProperty(object, key, { get: () => cell.value, enumerable: false, configurable: false })
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
  // `lock` does not follow getters. A process has state of its own, such as its exit code.
  const clocks = CLOCKS.map((name) => Reflect.get(node.process, name))
  const made = [...values, ...Object.values(node.modules)].filter((value) => value !== node.process)
  const fixed = [...made, ...clocks, ...HIDDEN]
  for (const name of STUBBABLE_GLOBALS) fix(globalThis, name)
  for (const name of CLOCKS) fix(node.process, name)
  return lock([globalThis, ...fixed], { closed: false, but: new Set(), onMethod: stubbable })
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
  get node() {
    return node
  },
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

import { inspect } from './inspect.ts'
import { watch } from './watch.ts'

export type Listener = (...args: readonly never[]) => unknown

interface Entry {
  readonly listener: Listener
  /** What `rawListeners` shows: for a listener that is called once, a wrapper. */
  readonly raw: Listener
  readonly once: boolean
}

type Entries = Map<PropertyKey, readonly Entry[]>

/** Kept apart from the emitters: constructors in the old style call `EventEmitter` without `new`, or not at all. */
const kept = new WeakMap<object, Entries>()
const bounds = new WeakMap<object, number>()

/** An event that hears of errors without handling them. */
export const errorMonitor = Symbol('events.errorMonitor')
/** A method of streams, under a name that no program's own method has. */
export const added = Symbol('added')
const DEFAULT_BOUND = 10

function entriesOf(emitter: object): Entries {
  const known = kept.get(emitter)
  if (known !== undefined) return known
  const entries: Entries = new Map()
  kept.set(emitter, entries)
  return entries
}

function listenersOf(emitter: object, event: PropertyKey): readonly Entry[] {
  return kept.get(emitter)?.get(event) ?? []
}

function checkListener(listener: unknown): void {
  if (typeof listener === 'function') return
  const shown = listener === null || listener === undefined ? '' : `type ${typeof listener} `
  const received = shown === '' ? String(listener) : `${shown}(${inspect(listener, {})})`
  const text = `The "listener" argument must be of type function. Received ${received}`
  throw Object.assign(new TypeError(text), { code: 'ERR_INVALID_ARG_TYPE' })
}

function add(
  emitter: Emitter,
  event: PropertyKey,
  listener: Listener,
  { once, first }: { readonly once: boolean; readonly first: boolean },
): void {
  checkListener(listener)
  if (listenersOf(emitter, 'newListener').length > 0) emitter.emit('newListener', event, listener)
  const wrapper = (...args: readonly never[]) => {
    emitter.off(event, wrapper)
    return Reflect.apply(listener, emitter, args)
  }
  const raw = once ? Object.assign(wrapper, { listener }) : listener
  const entry = { listener, raw, once }
  const entries = listenersOf(emitter, event)
  entriesOf(emitter).set(event, first ? [entry, ...entries] : [...entries, entry])
  emitter[added](event)
}

/** What is thrown where nobody hears of an error. */
function unhandled(error: unknown): unknown {
  if (Error.isError(error)) return error
  const text = `Unhandled error. (${inspect(error, {})})`
  return Object.assign(new Error(text), { code: 'ERR_UNHANDLED_ERROR', context: error })
}

/** Node's emitter of events, as far as programs use it. */
class Emitter {
  on(event: PropertyKey, listener: Listener): this {
    add(this, event, listener, { once: false, first: false })
    return this
  }

  once(event: PropertyKey, listener: Listener): this {
    add(this, event, listener, { once: true, first: false })
    return this
  }

  addListener(event: PropertyKey, listener: Listener): this {
    return this.on(event, listener)
  }

  prependListener(event: PropertyKey, listener: Listener): this {
    add(this, event, listener, { once: false, first: true })
    return this
  }

  prependOnceListener(event: PropertyKey, listener: Listener): this {
    add(this, event, listener, { once: true, first: true })
    return this
  }

  off(event: PropertyKey, listener: Listener): this {
    checkListener(listener)
    const entries = listenersOf(this, event)
    const at = entries.findLastIndex((entry) => entry.listener === listener || entry.raw === listener)
    if (at < 0) return this
    const others = entries.toSpliced(at, 1)
    if (others.length > 0) entriesOf(this).set(event, others)
    else entriesOf(this).delete(event)
    if (listenersOf(this, 'removeListener').length > 0) this.emit('removeListener', event, listener)
    return this
  }

  removeListener(event: PropertyKey, listener: Listener): this {
    return this.off(event, listener)
  }

  removeAllListeners(event?: PropertyKey): this {
    const heard = listenersOf(this, 'removeListener').length > 0 && event !== 'removeListener'
    const events = event === undefined ? this.eventNames() : [event]
    for (const name of heard ? events : []) {
      for (const { raw } of name === 'removeListener' ? [] : listenersOf(this, name).toReversed())
        this.off(name, raw)
    }
    for (const name of events) entriesOf(this).delete(name)
    return this
  }

  listeners(event: PropertyKey): Listener[] {
    return listenersOf(this, event).map(({ listener }) => listener)
  }

  rawListeners(event: PropertyKey): Listener[] {
    return listenersOf(this, event).map(({ raw }) => raw)
  }

  eventNames(): PropertyKey[] {
    return [...entriesOf(this).keys()]
  }

  /** Nothing is warned of past that bound here. */
  setMaxListeners(bound: number): this {
    bounds.set(this, bound)
    return this
  }

  getMaxListeners(): number {
    return bounds.get(this) ?? DEFAULT_BOUND
  }

  listenerCount(event: PropertyKey, listener?: Listener): number {
    const entries = listenersOf(this, event)
    return listener === undefined
      ? entries.length
      : entries.filter((entry) => entry.listener === listener || entry.raw === listener).length
  }

  emit(event: PropertyKey, ...args: readonly unknown[]): boolean {
    if (event === 'error') this.emit(errorMonitor, ...args)
    const entries = listenersOf(this, event)
    if (entries.length === 0 && event === 'error') throw unhandled(args[0])
    for (const { listener, raw, once } of entries) {
      if (once) this.off(event, raw)
      watch(Reflect.apply(listener, this, args))
    }
    return entries.length > 0
  }

  /** Hears of each listener that is added. */
  [added](_event: PropertyKey): void {}
}

function construct(this: object | undefined): void {
  if (this !== undefined) entriesOf(this)
}

/** `EventEmitter`, which constructors in the old style call without `new`. */
export const EventEmitter = construct as unknown as typeof Emitter
export type EventEmitter = Emitter
Object.defineProperty(construct, 'name', { value: 'EventEmitter' })
Object.defineProperty(construct, 'prototype', { value: Emitter.prototype })
Object.defineProperty(Emitter.prototype, 'constructor', {
  value: construct,
  writable: true,
  configurable: true,
})

/** A promise of an event's arguments, or of the error that comes first. */
export function once(emitter: EventEmitter, event: PropertyKey): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      emitter.off(event, succeed)
      reject(error)
    }
    const succeed = (...args: readonly unknown[]) => {
      emitter.off('error', fail)
      resolve(args)
    }
    emitter.once(event, succeed)
    if (event !== 'error') emitter.once('error', fail)
  })
}

/** An event's arguments, each time from now on, for as long as somebody asks for them. */
export function on(emitter: EventEmitter, event: PropertyKey): AsyncGenerator<readonly unknown[], void> {
  const heard: (readonly unknown[])[] = []
  const failures: unknown[] = []
  let wake: () => void = () => undefined
  const listener = (...args: readonly unknown[]) => {
    heard.push(args)
    wake()
  }
  const fail = (error: unknown) => {
    failures.push(error)
    wake()
  }
  emitter.on(event, listener)
  emitter.on('error', fail)
  return (async function* () {
    try {
      for (;;) {
        for (let args = heard.shift(); args !== undefined; args = heard.shift()) yield args
        if (failures.length > 0) throw failures[0]
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      emitter.off(event, listener)
      emitter.off('error', fail)
    }
  })()
}

/** The module `events`. */
export const events = Object.assign(EventEmitter, {
  EventEmitter,
  once,
  on,
  errorMonitor,
  defaultMaxListeners: DEFAULT_BOUND,
  listenerCount: (emitter: EventEmitter, event: PropertyKey) => emitter.listenerCount(event),
})

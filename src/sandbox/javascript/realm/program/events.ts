import { watch } from './watch.ts'

export type Listener = (...args: readonly never[]) => unknown

interface Entry {
  readonly listener: Listener
  readonly once: boolean
}

/** Node's emitter of events, as far as programs that read and print use it. */
export class EventEmitter {
  readonly #entries = new Map<PropertyKey, Entry[]>()

  on(event: PropertyKey, listener: Listener): this {
    return this.#add(event, { listener, once: false })
  }

  once(event: PropertyKey, listener: Listener): this {
    return this.#add(event, { listener, once: true })
  }

  addListener(event: PropertyKey, listener: Listener): this {
    return this.on(event, listener)
  }

  off(event: PropertyKey, listener: Listener): this {
    const entries = this.#entries.get(event) ?? []
    const at = entries.findLastIndex((entry) => entry.listener === listener)
    if (at >= 0) this.#entries.set(event, entries.toSpliced(at, 1))
    return this
  }

  removeListener(event: PropertyKey, listener: Listener): this {
    return this.off(event, listener)
  }

  removeAllListeners(event?: PropertyKey): this {
    if (event === undefined) this.#entries.clear()
    else this.#entries.delete(event)
    return this
  }

  prependListener(event: PropertyKey, listener: Listener): this {
    this.on(event, listener)
    const entries = this.#entries.get(event) ?? []
    this.#entries.set(event, [...entries.slice(-1), ...entries.slice(0, -1)])
    return this
  }

  listeners(event: PropertyKey): Listener[] {
    return (this.#entries.get(event) ?? []).map(({ listener }) => listener)
  }

  eventNames(): PropertyKey[] {
    return [...this.#entries].filter(([, entries]) => entries.length > 0).map(([event]) => event)
  }

  /** There is no such bound here. */
  setMaxListeners(): this {
    return this
  }

  listenerCount(event: PropertyKey): number {
    return this.#entries.get(event)?.length ?? 0
  }

  emit(event: PropertyKey, ...args: readonly unknown[]): boolean {
    const entries = this.#entries.get(event) ?? []
    if (entries.length === 0 && event === 'error') throw args[0]
    for (const { listener, once } of entries) {
      if (once) this.off(event, listener)
      watch(Reflect.apply(listener, this, args))
    }
    return entries.length > 0
  }

  /** Hears of each listener that is added. */
  protected added(_event: PropertyKey): void {}

  #add(event: PropertyKey, entry: Entry): this {
    if (typeof entry.listener !== 'function')
      throw new TypeError('The "listener" argument must be a function')
    this.#entries.set(event, [...(this.#entries.get(event) ?? []), entry])
    this.added(event)
    return this
  }
}

/** A promise of an event's arguments. */
export function once(emitter: EventEmitter, event: PropertyKey): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    emitter.once(event, (...args) => resolve(args))
  })
}

type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown }
type Options = boolean | { readonly once?: boolean; readonly signal?: AbortSignal } | undefined

let isStopped: (event: Event) => boolean

/** The web's events, as far as they need no page. */
export class Event {
  readonly type: string
  readonly cancelable: boolean
  readonly timeStamp = performance.now()
  target: unknown = null
  defaultPrevented = false
  #stopped = false

  static {
    isStopped = (event) => event.#stopped
  }

  constructor(type: string, { cancelable = false }: { readonly cancelable?: boolean } = {}) {
    this.type = String(type)
    this.cancelable = cancelable
  }

  get currentTarget(): unknown {
    return this.target
  }

  preventDefault(): void {
    if (this.cancelable) this.defaultPrevented = true
  }

  stopPropagation(): void {}

  stopImmediatePropagation(): void {
    this.#stopped = true
  }
}

export class CustomEvent extends Event {
  readonly detail: unknown

  constructor(type: string, options: { readonly detail?: unknown; readonly cancelable?: boolean } = {}) {
    super(type, options)
    this.detail = options.detail ?? null
  }
}

export class EventTarget {
  readonly #listeners = new Map<string, Map<Listener, boolean>>()

  addEventListener(type: string, listener: Listener | null, options?: Options): void {
    if (listener === null || (typeof options === 'object' && options.signal?.aborted)) return
    const all = this.#listeners.get(type) ?? new Map<Listener, boolean>()
    if (!all.has(listener)) all.set(listener, typeof options === 'object' && options.once === true)
    this.#listeners.set(type, all)
    if (typeof options === 'object') {
      options.signal?.addEventListener('abort', () => this.removeEventListener(type, listener))
    }
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener)
  }

  dispatchEvent(event: Event): boolean {
    event.target = this
    for (const [listener, once] of [...(this.#listeners.get(event.type) ?? [])]) {
      if (isStopped(event)) break
      if (once) this.removeEventListener(event.type, listener)
      if (typeof listener === 'function') Reflect.apply(listener, this, [event])
      else listener.handleEvent(event)
    }
    return !event.defaultPrevented
  }
}

/** The web's errors that have a name each, such as `AbortError`. */
export class DOMException extends Error {
  override readonly name: string

  constructor(message = '', name = 'Error') {
    super(message)
    this.name = name
  }
}

export class AbortSignal extends EventTarget {
  aborted = false
  reason: unknown = undefined
  onabort: ((event: Event) => unknown) | null = null

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal()
    signalAbort(signal, reason)
    return signal
  }

  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal()
    const late = () =>
      signalAbort(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    setTimeout(late, milliseconds)
    return signal
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const all = [...signals]
    const signal = new AbortSignal()
    for (const one of all) {
      if (one.aborted) signalAbort(signal, one.reason)
      else one.addEventListener('abort', () => signalAbort(signal, one.reason))
    }
    return signal
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }
}

function signalAbort(signal: AbortSignal, reason: unknown): void {
  if (signal.aborted) return
  signal.aborted = true
  signal.reason = reason ?? new DOMException('This operation was aborted', 'AbortError')
  const event = new Event('abort')
  signal.onabort?.(event)
  signal.dispatchEvent(event)
}

export class AbortController {
  readonly signal = new AbortSignal()

  abort(reason?: unknown): void {
    signalAbort(this.signal, reason)
  }
}

/** How the realm's timers reach the kit's clock. */
export interface TimerBridge {
  startTimer(fire: () => void, delay: unknown, repeat: boolean): number
  startImmediate(fire: () => void): number
  startTick(fire: () => void): void
  stopTimer(id: unknown): void
}

type Callback = (...args: readonly unknown[]) => void

/** What Node gives for a timer that was started: an object, which counts as its number. */
export class Timeout {
  readonly #id: number
  readonly #stop: () => void

  constructor(id: number, stop: () => void) {
    this.#id = id
    this.#stop = stop
  }

  /** The number of a timer, by which pages of a browser know it. */
  static idOf(timer: unknown): unknown {
    return typeof timer === 'object' && timer !== null && #id in timer ? timer.#id : timer
  }

  // Nothing but the program itself decides when a program ends here.
  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  close(): this {
    this.#stop()
    return this
  }

  [Symbol.toPrimitive](): number {
    return this.#id
  }
}

/** `setTimeout` and its kin. */
export function makeTimers(bridge: TimerBridge): Readonly<Record<string, unknown>> {
  const started = (id: number) => new Timeout(id, () => bridge.stopTimer(id))
  const called = (callback: unknown, args: readonly unknown[]) => {
    if (typeof callback !== 'function') throw new TypeError('the callback must be a function')
    return () => callback(...args)
  }
  const timer =
    (repeat: boolean) =>
    (callback: Callback, delay?: unknown, ...args: readonly unknown[]) =>
      started(bridge.startTimer(called(callback, args), delay, repeat))
  const stop = (handle: unknown) => bridge.stopTimer(Timeout.idOf(handle))
  return {
    setTimeout: timer(false),
    setInterval: timer(true),
    setImmediate: (callback: Callback, ...args: readonly unknown[]) =>
      started(bridge.startImmediate(called(callback, args))),
    clearTimeout: stop,
    clearInterval: stop,
    clearImmediate: stop,
  }
}

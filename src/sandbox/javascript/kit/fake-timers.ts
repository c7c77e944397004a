import { type Clock, START } from './clock.ts'

/** What a suite may ask for when it takes time into its hands. */
interface Faking {
  readonly now?: number | Date
  /** The functions that are to be replaced, or that are not. */
  readonly toFake?: readonly string[]
  readonly toNotFake?: readonly string[]
  readonly doNotFake?: readonly string[]
  /** Whether time goes on by itself too. */
  readonly shouldAdvanceTime?: boolean
  readonly advanceTimers?: boolean | number
}

/** An asynchronous advance: time that passes while promises are kept too. */
interface Advance {
  readonly until: number
  readonly finish: () => void
}

const MAX_TIMERS = 100_000
const REST_MS = 5000
const READING_MS = 0.001

/**
 * Time in the suite's hands. The clock is virtual as it is: what "fake" timers add is that they wait for the
 * suite to let time pass, instead of firing when nothing else is left to do.
 */
export class FakeTimers {
  readonly #clock: Clock
  /** Whether timers wait for the suite. */
  #held = false
  /** What there was before the suite took time into its hands; null while it has not. */
  #before: { readonly now: number; readonly timers: ReadonlySet<number> } | null = null
  #faked = false
  #advance: Advance | null = null
  #readings = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Does what waits for the promise jobs, or fires a timer that may fire by itself or that an advance has reached. */
  tick(): boolean {
    return this.#clock.runTicks() || this.#continueAdvance() || (!this.#held && this.#clock.fireInTurn())
  }

  /**
   * Milliseconds since the program began. Where the suite has not taken time into its hands, each reading takes a
   * microsecond: a measurement of what needs no time here is more than nothing, as it is elsewhere.
   */
  elapsed(): number {
    if (!this.#held) this.#readings += 1
    return this.#clock.now - START + this.#readings * READING_MS
  }

  get now(): number {
    return this.#clock.now
  }

  /** Lets time pass between two tries: held or not, it goes on. */
  pause(milliseconds: number): Promise<void> {
    return this.#held
      ? this.#pass(this.#clock.now + milliseconds)
      : new Promise((resolve) => void this.#clock.start(resolve, milliseconds, false))
  }

  /** Lets five seconds pass, held or not, for what a test has left under way. */
  rest(): Promise<void> {
    return this.#pass(this.#clock.now + REST_MS)
  }

  /** The members of `vi` that are about time. Those that give nothing else give `vi`, for chaining. */
  members(vi: () => unknown): Record<string, unknown> {
    const clock = this.#clock
    const chained =
      <Args extends readonly unknown[]>(work: (...args: Args) => void) =>
      (...args: Args) => {
        work(...args)
        return vi()
      }
    return {
      useFakeTimers: chained((options?: Faking | string) => this.#fake(Object(options))),
      useRealTimers: chained(() => this.#release()),
      isFakeTimers: () => this.#faked,
      setSystemTime: chained((now: number | string | Date) => {
        this.#remember()
        clock.now = typeof now === 'string' ? Date.parse(now) : Number(now)
      }),
      now: () => clock.now,
      getRealSystemTime: () => this.#before?.now ?? clock.now,
      getMockedSystemTime: () => new Date(clock.now),
      advanceTimersByTime: chained((milliseconds: number) => clock.advance(milliseconds)),
      advanceTimersToNextTimer: chained((steps: number = 1) => {
        for (let step = 0; step < steps; step += 1) clock.fireNext()
      }),
      runAllTimers: chained(() => this.#runAll()),
      runAllImmediates: chained(() => clock.advance(0)),
      runAllTicks: chained(() => clock.runTicks()),
      runOnlyPendingTimers: chained(() => clock.firePending()),
      clearAllTimers: chained(() => clock.clear()),
      getTimerCount: () => clock.pending,
      advanceTimersByTimeAsync: (milliseconds: number) => this.#pass(clock.now + milliseconds),
      advanceTimersToNextTimerAsync: async (steps: number = 1) => {
        for (let step = 0; step < steps; step += 1) await this.#pass(clock.nextAt)
      },
      runAllTimersAsync: () => this.#pass(Number.POSITIVE_INFINITY),
      runOnlyPendingTimersAsync: () => this.#pass(clock.lastAt),
    }
  }

  /** Taken into its hands anew, time is as if it had not been before. */
  #fake(options: Faking): void {
    this.#release()
    this.#remember()
    const { now, toFake, toNotFake = options.doNotFake, shouldAdvanceTime = options.advanceTimers } = options
    this.#faked = true
    this.#held = !shouldAdvanceTime && (toFake?.some(isTimer) ?? !toNotFake?.some(isTimer))
    if (now !== undefined) this.#clock.now = Number(now)
  }

  #remember(): void {
    this.#before ??= { now: this.#clock.now, timers: new Set(this.#clock.waiting) }
  }

  /** Gives time back: timers that were started meanwhile never fire. */
  #release(): void {
    if (this.#before !== null) {
      if (this.#held) this.#clock.keep(this.#before.timers)
      this.#clock.now = this.#before.now
    }
    this.#before = null
    this.#held = false
    this.#faked = false
  }

  #runAll(): void {
    for (let count = 0; this.#clock.fireNext(); count += 1) {
      if (count > MAX_TIMERS) throw new Error(`there are still timers after ${MAX_TIMERS}`)
    }
  }

  #pass(until: number): Promise<void> {
    return new Promise((resolve) => {
      this.#advance = { until, finish: resolve }
    })
  }

  #continueAdvance(): boolean {
    if (this.#advance === null) return false
    const { until, finish } = this.#advance
    if (this.#clock.fireNext(until)) return true
    if (Number.isFinite(until)) this.#clock.advance(until - this.#clock.now)
    this.#advance = null
    finish()
    return true
  }
}

function isTimer(name: string): boolean {
  return name === 'setTimeout' || name === 'setInterval'
}

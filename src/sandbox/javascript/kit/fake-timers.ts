import { type Clock, START } from './clock.ts'

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
  #held = false
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
      useFakeTimers: chained((options?: { readonly now?: number | Date }) => {
        this.#held = true
        if (options?.now !== undefined) clock.now = Number(options.now)
      }),
      useRealTimers: chained(() => {
        this.#held = false
      }),
      isFakeTimers: () => this.#held,
      setSystemTime: chained((now: number | string | Date) => {
        clock.now = typeof now === 'string' ? Date.parse(now) : Number(now)
      }),
      getMockedSystemTime: () => new Date(clock.now),
      advanceTimersByTime: chained((milliseconds: number) => clock.advance(milliseconds)),
      advanceTimersToNextTimer: chained(() => clock.fireNext()),
      runAllTimers: chained(() => this.#runAll()),
      runAllTicks: chained(() => clock.runTicks()),
      runOnlyPendingTimers: chained(() => clock.firePending()),
      clearAllTimers: chained(() => clock.clear()),
      getTimerCount: () => clock.pending,
      advanceTimersByTimeAsync: (milliseconds: number) => this.#pass(clock.now + milliseconds),
      advanceTimersToNextTimerAsync: () => this.#pass(clock.nextAt),
      runAllTimersAsync: () => this.#pass(Number.POSITIVE_INFINITY),
      runOnlyPendingTimersAsync: () => this.#pass(clock.lastAt),
    }
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

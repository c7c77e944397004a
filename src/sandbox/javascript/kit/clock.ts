import type { Host } from './host.ts'

/** What Date reads when a program begins. */
export const START = Date.UTC(2024, 0, 1)

interface Timer {
  readonly id: number
  at: number
  /** null: fires once. */
  readonly every: number | null
  /** Whether it is one of `setImmediate`'s. */
  readonly immediate: boolean
  readonly fire: () => void
}

/** How long a program takes to start, in Node: so its first `setTimeout(…, 0)` is due before any immediate. */
const STARTING_MS = 1

/**
 * Time as programs see it. It stands still while they run; when nothing else is left to do, the next timer
 * fires and the clock jumps to it. So a second's wait costs nothing and always lasts exactly a second.
 */
export class Clock {
  readonly #host: Host
  readonly #timers = new Map<number, Timer>()
  readonly #ticks: (() => void)[] = []
  /** The immediates of the round in hand: those that they start wait for the next. */
  #round: number[] = []
  #grace = STARTING_MS
  #now = START
  #nextId = 1

  constructor(host: Host) {
    this.#host = host
    host.setClock(START)
  }

  get now(): number {
    return this.#now
  }

  /** Sets Date without firing a timer; timers keep their distance. */
  set now(now: number) {
    for (const timer of this.#timers.values()) timer.at += now - this.#now
    this.#show(now)
  }

  get pending(): number {
    return this.#timers.size
  }

  start(fire: () => void, delay: unknown, repeat: boolean): number {
    const milliseconds = Math.max(1, Math.trunc(Number(delay)) || 0)
    const every = repeat ? milliseconds : null
    return this.#add({ at: this.#now + milliseconds, every, immediate: false, fire })
  }

  /** A timer that is due at once, after all promise jobs. */
  startImmediate(fire: () => void): number {
    return this.#add({ at: this.#now, every: null, immediate: true, fire })
  }

  #add(timer: Omit<Timer, 'id'>): number {
    const id = this.#nextId
    this.#nextId += 1
    this.#timers.set(id, { ...timer, id })
    return id
  }

  /** Work for the end of what runs now, before its promise jobs; or, if those run now, for their end. */
  startTick(fire: () => void): void {
    this.#ticks.push(fire)
  }

  /** Does such work, and what it adds; whether there was any. */
  runTicks(): boolean {
    if (this.#ticks.length === 0) return false
    for (let fire = this.#ticks.shift(); fire !== undefined; fire = this.#ticks.shift()) fire()
    return true
  }

  /** Begins as with a program that has just been started. */
  beginAnew(): void {
    this.#grace = STARTING_MS
  }

  /**
   * Fires what Node's event loop would: timers that are due, then the immediates that wait by then, and so on in turns.
   * Where neither is left, the clock jumps to the next timer.
   */
  fireInTurn(): boolean {
    const immediates = [...this.#timers.values()].filter(({ immediate }) => immediate)
    const inRound = immediates.find(({ id }) => this.#round.includes(id))
    if (inRound !== undefined) return this.#fire(inRound)
    const until = immediates.length > 0 ? this.#now + this.#grace : Number.POSITIVE_INFINITY
    const due = this.#dueFirst(({ immediate, at }) => !immediate && at <= until)
    if (due !== undefined) return this.#fire(due)
    this.#grace = 0
    this.#round = immediates.map(({ id }) => id)
    const [first] = immediates
    return first !== undefined && this.#fire(first)
  }

  stop(id: unknown): void {
    this.#timers.delete(Number(id))
  }

  clear(): void {
    this.#timers.clear()
  }

  /** The timers that wait now. */
  get waiting(): Iterable<number> {
    return this.#timers.keys()
  }

  /** Stops all timers but these. */
  keep(kept: ReadonlySet<number>): void {
    for (const id of [...this.#timers.keys()]) if (!kept.has(id)) this.#timers.delete(id)
  }

  /** Fires the timer that is due first, if it is due by `until` and one of `among`; whether there was one. */
  fireNext(until = Number.POSITIVE_INFINITY, among?: ReadonlySet<number>): boolean {
    const next = this.#dueFirst(({ at, id }) => at <= until && (among?.has(id) ?? true))
    return next !== undefined && this.#fire(next)
  }

  #dueFirst(eligible: (timer: Timer) => boolean): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers.values()) {
      if (eligible(timer) && (first === undefined || timer.at < first.at)) first = timer
    }
    return first
  }

  #fire(timer: Timer): true {
    if (timer.at > this.#now) this.#show(timer.at)
    if (timer.every === null) this.#timers.delete(timer.id)
    else timer.at += timer.every
    timer.fire()
    this.runTicks()
    return true
  }

  /** When the first and the last timer that now waits is due; now, where none waits. */
  get nextAt(): number {
    return Math.min(...this.#dueTimes())
  }

  get lastAt(): number {
    return Math.max(...this.#dueTimes())
  }

  /** Fires the timers that wait now, and none that they start. */
  firePending(): void {
    const waiting = new Set(this.#timers.keys())
    const until = this.lastAt
    while (this.fireNext(until, waiting));
  }

  #dueTimes(): number[] {
    const times = [...this.#timers.values()].map(({ at }) => at)
    return times.length > 0 ? times : [this.#now]
  }

  /** Lets `milliseconds` go by, firing what falls due on the way. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds
    while (this.fireNext(until));
    this.#show(until)
  }

  #show(now: number): void {
    this.#now = now
    this.#host.setClock(now)
  }
}

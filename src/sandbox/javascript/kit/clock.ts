import type { Host } from './host.ts'

/** What Date reads when a program begins. */
export const START = Date.UTC(2024, 0, 1)

interface Timer {
  readonly id: number
  at: number
  /** null: fires once. */
  readonly every: number | null
  readonly fire: () => void
}

/**
 * Time as programs see it. It stands still while they run; when nothing else is left to do, the next timer
 * fires and the clock jumps to it. So a second's wait costs nothing and always lasts exactly a second.
 */
export class Clock {
  readonly #host: Host
  readonly #timers = new Map<number, Timer>()
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
    const id = this.#nextId
    this.#nextId += 1
    this.#timers.set(id, { id, at: this.#now + milliseconds, every: repeat ? milliseconds : null, fire })
    return id
  }

  /** A timer that is due at once, after all promise jobs. */
  startImmediate(fire: () => void): number {
    const id = this.start(fire, 0, false)
    const timer = this.#timers.get(id)
    if (timer !== undefined) timer.at = this.#now
    return id
  }

  stop(id: unknown): void {
    this.#timers.delete(Number(id))
  }

  clear(): void {
    this.#timers.clear()
  }

  /** Fires the timer that is due first, if it is due by `until` and one of `among`; whether there was one. */
  fireNext(until = Number.POSITIVE_INFINITY, among?: ReadonlySet<number>): boolean {
    let next: Timer | undefined
    for (const timer of this.#timers.values()) {
      const eligible = timer.at <= until && (among?.has(timer.id) ?? true)
      if (eligible && (next === undefined || timer.at < next.at)) next = timer
    }
    if (next === undefined) return false
    if (next.at > this.#now) this.#show(next.at)
    if (next.every === null) this.#timers.delete(next.id)
    else next.at += next.every
    next.fire()
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

import type { Heap } from './heap.ts'

/** What a program's clock shows when it begins, as in every language: 2024-01-01T00:00:00Z. */
export const START_MS = Date.UTC(2024, 0, 1)
/** What the clocks that count from no known moment show then. */
const MONOTONIC_START_MS = 1_000_000
const REALTIME = 0
const MONOTONIC = 1
const NANOSECONDS = 1_000_000n
const RESOLUTION_NS = 1_000_000n
const DAY_MS = 86_400_000

/** The time that a program sees. It stands still, but for a program that sleeps. */
export class Clock {
  #sinceStartMs = 0
  #asleep = false

  /**
   * libc sleeps by looking at the clock until the time has come, and at no other time does it look here: each look
   * after the first is a millisecond later.
   */
  lookWhileSleeping(): number {
    if (this.#asleep) this.#sinceStartMs += 1
    this.#asleep = true
    return MONOTONIC_START_MS + this.#sinceStartMs
  }

  get nowMs(): number {
    return START_MS + this.#sinceStartMs
  }

  /** The reading of one of POSIX's clocks; what is neither of the first two counts the process's own time. */
  nanoseconds(clock: number): bigint {
    this.#asleep = false
    const start = clock === REALTIME ? START_MS : clock === MONOTONIC ? MONOTONIC_START_MS : 0
    return BigInt(start + this.#sinceStartMs) * NANOSECONDS
  }
}

/** The calls by which libc asks for the time. The time zone is UTC. */
export function clockCalls(heap: Heap, clock: () => Clock) {
  const calendar = (seconds: bigint, tm: number) => {
    putCalendar(heap, tm, new Date(Number(seconds) * 1000))
    return 0
  }
  const seconds = (tm: number) => BigInt(secondsOf(heap, tm))
  return {
    clock_time_get: (id: number, _precision: bigint, out: number) => {
      heap.putU64(out, clock().nanoseconds(id))
      return 0
    },
    clock_res_get: (_id: number, out: number) => {
      heap.putU64(out, RESOLUTION_NS)
      return 0
    },
    emscripten_date_now: () => clock().nowMs,
    emscripten_get_now: () => clock().lookWhileSleeping(),
    _tzset_js: (offset: number, hasSummer: number, standard: number, summer: number) => {
      heap.putU32(offset, 0)
      heap.putU32(hasSummer, 0)
      heap.putText(standard, 'UTC')
      heap.putText(summer, 'UTC')
      return 0
    },
    _gmtime_js: calendar,
    _localtime_js: calendar,
    _timegm_js: seconds,
    _mktime_js: seconds,
  }
}

/** Writes a `struct tm`: from seconds to the year since 1900, the days of week and year, no summer time, no offset. */
function putCalendar(heap: Heap, at: number, date: Date): void {
  const yearStart = Date.UTC(date.getUTCFullYear(), 0, 1)
  const fields = [
    date.getUTCSeconds(),
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth(),
    date.getUTCFullYear() - 1900,
    date.getUTCDay(),
    Math.floor((date.getTime() - yearStart) / DAY_MS),
    0,
    0,
  ]
  fields.forEach((field, i) => {
    heap.putU32(at + i * 4, field)
  })
}

/** Reads a `struct tm`, puts its fields into their ranges, and says which second it is; -1 where there is none. */
function secondsOf(heap: Heap, at: number): number {
  const field = (i: number) => heap.i32(at + i * 4)
  const date = new Date(0)
  // Not Date.UTC, which takes the years 0 to 99 as those of the last century.
  date.setUTCFullYear(field(5) + 1900, field(4), field(3))
  date.setUTCHours(field(2), field(1), field(0))
  if (Number.isNaN(date.getTime())) return -1
  putCalendar(heap, at, date)
  return date.getTime() / 1000
}

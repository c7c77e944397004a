import { describe, expect, it } from 'vitest'
import { Clock, clockCalls, START_MS } from './clock.ts'
import { Heap } from './heap.ts'

const TM = 64

function aClock() {
  const { buffer } = new WebAssembly.Memory({ initial: 1 })
  const heap = new Heap(() => ({ buffer, touch: () => undefined }))
  const clock = new Clock()
  return {
    clock,
    calls: clockCalls(heap, () => clock),
    fields: () => Array.from({ length: 9 }, (_, i) => heap.i32(TM + i * 4)),
  }
}

/** Sleeps as libc does. */
function sleep(clock: Clock, ms: number): void {
  const until = clock.lookWhileSleeping() + ms
  while (clock.lookWhileSleeping() < until);
}

describe('the clock of a program', () => {
  it('stands still while the program runs', () => {
    const { clock } = aClock()
    const first = [clock.nanoseconds(0), clock.nanoseconds(1)]
    for (let i = 0; i < 1000; i += 1) clock.nanoseconds(1)
    expect([clock.nanoseconds(0), clock.nanoseconds(1)]).toEqual(first)
    expect(first[0]).toBe(BigInt(START_MS) * 1_000_000n)
  })

  it('goes on by just as much as the program sleeps', () => {
    const { clock } = aClock()
    sleep(clock, 1500)
    expect(clock.nowMs).toBe(START_MS + 1500)
    clock.nanoseconds(1)
    sleep(clock, 1)
    expect(clock.nanoseconds(1)).toBe(1_001_501_000_000n)
  })

  it.each([
    ['1970-01-01T00:00:00Z', [0, 0, 0, 1, 0, 70, 4, 0, 0]],
    ['2024-02-29T23:59:58Z', [58, 59, 23, 29, 1, 124, 4, 59, 0]],
    ['1900-12-31T12:00:00Z', [0, 0, 12, 31, 11, 0, 1, 364, 0]],
  ])('breaks %s down, and puts it together again', (moment, fields) => {
    const { calls, fields: written } = aClock()
    const seconds = BigInt(Date.parse(moment) / 1000)
    calls._gmtime_js(seconds, TM)
    expect(written()).toEqual(fields)
    expect(calls._mktime_js(TM)).toBe(seconds)
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSlowReaders } from './slow-readers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function aReader() {
  const reader = { bufferedAmount: 100, hasCaughtUp: false, given: 0 }
  return Object.assign(reader, { catchUp: () => reader.hasCaughtUp, giveUp: () => void reader.given++ })
}

describe('a slow reader', () => {
  it('is given up when its connection has taken nothing for half a minute', () => {
    const reader = aReader()
    openSlowReaders().add(reader)
    vi.advanceTimersByTime(29_000)
    expect(reader.given).toBe(0)

    // More that waits is no sign of life.
    reader.bufferedAmount += 1
    vi.advanceTimersByTime(2000)
    expect(reader.given).toBe(1)
  })

  it('is waited for as long as its connection takes something', () => {
    const reader = aReader()
    openSlowReaders().add(reader)
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(20_000)
      reader.bufferedAmount -= 1
    }

    expect(reader.given).toBe(0)
  })

  it('is let go when it has caught up, and nobody is looked after then', () => {
    const reader = aReader()
    const readers = openSlowReaders()
    readers.add(reader)
    reader.hasCaughtUp = true
    vi.advanceTimersByTime(1000)

    expect(vi.getTimerCount()).toBe(0)
  })
})

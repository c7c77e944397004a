import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openFeed } from './feed.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const unexpected = (error: unknown) => expect.unreachable(String(error))

function collect<T>(events: AsyncIterable<T>): T[] {
  const seen: T[] = []
  void (async () => {
    for await (const event of events) seen.push(event)
  })()
  return seen
}

describe('a feed', () => {
  it('tells each watcher the value once, and again only when it has changed', async () => {
    let value = 1
    const feed = openFeed(async () => ({ value }), unexpected)
    const first = collect(feed.watch())
    await vi.advanceTimersByTimeAsync(1000)
    const second = collect(feed.watch())
    await vi.advanceTimersByTimeAsync(1000)
    expect([first, second]).toEqual([[{ value: 1 }], [{ value: 1 }]])

    value = 2
    await vi.advanceTimersByTimeAsync(1000)
    await feed.stop()
    expect([first.at(-1), second.at(-1)]).toEqual([{ value: 2 }, { value: 2 }])
    expect([first, second].map((seen) => seen.length)).toEqual([2, 2])
  })

  it('reads no more often for many who come than for one', async () => {
    let reads = 0
    const feed = openFeed(async () => ({ value: ++reads }), unexpected)
    const watchers = Array.from({ length: 50 }, () => collect(feed.watch()))
    await vi.advanceTimersByTimeAsync(1000)
    await feed.stop()

    expect(reads).toBeLessThanOrEqual(5)
    expect(watchers[49]).toEqual(watchers[0])
  })

  it('gives one who comes back the value of that moment', async () => {
    let value = 1
    const feed = openFeed(async () => ({ value }), unexpected)
    const early = feed.watch()
    await early.next()
    await early.return?.()
    value = 2
    const late = collect(feed.watch())
    await vi.advanceTimersByTimeAsync(1000)
    await feed.stop()

    expect(late).toEqual([{ value: 2 }])
  })
})

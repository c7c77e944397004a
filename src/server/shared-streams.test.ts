import { setImmediate } from 'node:timers/promises'
import type { ExecutionResult } from 'graphql'
import { describe, expect, it } from 'vitest'
import { Latest } from '../status/latest.ts'
import { openStreams, type Watcher } from './shared-streams.ts'

/** A stream that is told what to bring, and counts how often it was opened. */
function aSource() {
  let opened = 0
  let left = 0
  const events = new Latest<ExecutionResult>({ maxKeys: 100, onReturn: () => left++ })
  return {
    run: async () => {
      opened++
      return events
    },
    async bring(n: number) {
      events.push(String(n), { data: { n } })
      await setImmediate()
    },
    async end() {
      events.end()
      await setImmediate()
    },
    counts: () => ({ opened, left }),
  }
}

function aWatcher(ready: () => Promise<void> = async () => undefined) {
  const heard: unknown[] = []
  const watcher: Watcher = {
    next: (payload) => void heard.push(JSON.parse(payload).data.n),
    fail: (error) => void heard.push(error),
    complete: () => void heard.push('complete'),
    ready,
  }
  return { heard, watcher }
}

describe('watchers with one key', () => {
  it('share an execution, and one who comes later is told at once what was told last', async () => {
    const streams = openStreams()
    const source = aSource()
    const [early, late] = [aWatcher(), aWatcher()]
    streams.begin('k', early.watcher, source.run)
    await source.bring(1)
    await source.bring(2)
    streams.join('k', late.watcher)
    await source.bring(3)
    await source.end()

    expect(early.heard).toEqual([1, 2, 3, 'complete'])
    expect(late.heard).toEqual([2, 3, 'complete'])
    expect(source.counts().opened).toBe(1)
    expect(streams.join('k', late.watcher)).toBeNull()
  })

  it('are not told again what they were told last', async () => {
    const streams = openStreams()
    const source = aSource()
    const { heard, watcher } = aWatcher()
    streams.begin('k', watcher, source.run)
    for (const n of [1, 1, 2, 1]) await source.bring(n)

    expect(heard).toEqual([1, 2, 1])
  })

  it('leave each for themselves; the last one ends the stream', async () => {
    const streams = openStreams()
    const source = aSource()
    const [one, other] = [aWatcher(), aWatcher()]
    const oneSeat = streams.begin('k', one.watcher, source.run)
    const otherSeat = streams.join('k', other.watcher)
    await source.bring(1)
    oneSeat.leave()
    await source.bring(2)
    expect([one.heard, other.heard, source.counts().left]).toEqual([[1], [1, 2], 0])

    otherSeat?.leave()
    expect(source.counts().left).toBe(1)
    expect(streams.join('k', one.watcher)).toBeNull()
  })

  it('end a stream that all left before it was open', async () => {
    const source = aSource()
    openStreams().begin('k', aWatcher().watcher, source.run).leave()
    await setImmediate()

    expect(source.counts()).toEqual({ opened: 1, left: 1 })
  })

  it('do not lose a new stream to the end of the one before', async () => {
    const streams = openStreams()
    const [before, after] = [aSource(), aSource()]
    const watcher = aWatcher()
    streams.begin('k', aWatcher().watcher, before.run).leave()
    streams.begin('k', watcher.watcher, after.run)
    await setImmediate()

    expect(streams.join('k', aWatcher().watcher)).not.toBeNull()
  })
})

describe('a watcher without a key', () => {
  it('sets the pace of its stream', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const source = aSource()
    const { heard, watcher } = aWatcher(() => promise)
    openStreams().begin(null, watcher, source.run)
    await source.bring(1)
    await source.bring(2)
    expect(heard).toEqual([1])

    resolve()
    await setImmediate()
    expect(heard).toEqual([1, 2])
  })
})

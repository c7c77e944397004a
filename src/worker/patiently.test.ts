import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Unavailable } from '../domain/unavailable.ts'
import { patiently } from './patiently.ts'

const away = () => Promise.reject(new Unavailable('The record'))
const { signal } = new AbortController()
const onAway = () => undefined
const leaseMs = 15_000

describe('a worker whose record is out of reach', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
  afterEach(() => void vi.useRealTimers())

  it('asks again until it answers', async () => {
    const ask = vi
      .fn(away)
      .mockImplementationOnce(away)
      .mockResolvedValueOnce('DONE' as never)

    expect(await patiently(ask, { leaseMs, signal, onAway })).toBe('DONE')
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('gives up when its lease has run out, or it is asked to stop', async () => {
    const late = vi.fn(() => {
      vi.advanceTimersByTime(20_000)
      return away()
    })
    const stopped = vi.fn(away)

    await expect(patiently(late, { leaseMs, signal, onAway })).rejects.toThrow(Unavailable)
    await expect(patiently(stopped, { leaseMs, signal: AbortSignal.abort(), onAway })).rejects.toThrow(
      Unavailable,
    )
    expect([late, stopped].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  it('does not repeat what is wrong for good', async () => {
    const ask = vi.fn(() => Promise.reject(new Error('no such column')))

    await expect(patiently(ask, { leaseMs, signal, onAway })).rejects.toThrow('no such column')
    expect(ask).toHaveBeenCalledTimes(1)
  })
})

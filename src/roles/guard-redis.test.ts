import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Unavailable } from '../domain/unavailable.ts'
import { guardRedis } from './guard-redis.ts'

const failing = () => vi.fn(() => Promise.reject(new Error('no answer')))

async function untilOpen(guard: ReturnType<typeof guardRedis>) {
  while (!guard.isOpen()) await guard.call(failing()).catch(() => undefined)
}

describe('the guard before Redis', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('lets failures pass as they are, until there are many in a row', async () => {
    const guard = guardRedis()

    await expect(guard.call(failing())).rejects.toThrow('no answer')
    expect(guard.isOpen()).toBe(false)
    await untilOpen(guard)
    await expect(guard.call(failing())).rejects.toThrow(Unavailable)
  })

  it('makes no call while it is open, then one that finds Redis back', async () => {
    const guard = guardRedis()
    await untilOpen(guard)
    const call = vi.fn(() => Promise.resolve('PONG'))
    await guard.call(call).catch(() => undefined)
    const callsWhileOpen = call.mock.calls.length
    vi.advanceTimersByTime(1000)

    expect(callsWhileOpen).toBe(0)
    expect(await guard.call(call)).toBe('PONG')
    expect(guard.isOpen()).toBe(false)
  })

  it('tries with one call alone, and stays open when that fails', async () => {
    const guard = guardRedis()
    await untilOpen(guard)
    vi.advanceTimersByTime(1000)
    const call = failing()
    await Promise.allSettled(Array.from({ length: 20 }, () => guard.call(call)))

    expect(call).toHaveBeenCalledTimes(1)
    expect(guard.isOpen()).toBe(true)
  })
})

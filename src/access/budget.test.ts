import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Budget, WINDOW_MS } from './budget.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const shared = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_MS / 1000 })

function spendAll(budget: Budget, spender: string, most = 1000): number {
  let spent = 0
  while (spent < most && budget.spend(spender, 1) === 0) spent++
  return spent
}

describe('a budget', () => {
  it('lets each spender have its points, and no more until a minute has passed', () => {
    const budget = new Budget(10, shared(10))
    expect([spendAll(budget, 'a'), spendAll(budget, 'b')]).toEqual([10, 10])

    vi.advanceTimersByTime(WINDOW_MS - 1000)
    expect(budget.spend('a', 1)).toBe(1000)
    vi.advanceTimersByTime(1000)
    expect(budget.spend('a', 1)).toBe(0)
  })

  it('lets one through who has anything left, whatever it costs', () => {
    const budget = new Budget(10, shared(10))
    expect([budget.spend('a', 9), budget.spend('a', 500)]).toEqual([0, 0])
    expect(budget.spend('a', 1)).toBeGreaterThan(0)
  })

  it('is one for all processes, once they have told each other', async () => {
    const store = shared(100)
    const [here, there] = [new Budget(100, store), new Budget(100, store)]
    for (let i = 0; i < 10; i++) here.spend('a', 6)
    for (let i = 0; i < 10; i++) there.spend('a', 6)
    await here.exchange()
    await there.exchange()

    expect(there.spend('a', 1)).toBeGreaterThan(0)
    expect(there.spend('b', 1)).toBe(0)
  })

  it('counts for itself while the others cannot be told, and tells them later', async () => {
    const store = shared(100)
    const penalty = vi.spyOn(store, 'penalty').mockRejectedValueOnce(new Error('away'))
    const [here, there] = [new Budget(100, store), new Budget(100, store)]
    here.spend('a', 60)
    await expect(here.exchange()).rejects.toThrow('away')
    expect(here.spend('a', 30)).toBe(0)
    await here.exchange()
    there.spend('a', 20)
    await there.exchange()

    expect(penalty).toHaveBeenCalledTimes(3)
    expect(there.spend('a', 1)).toBeGreaterThan(0)
  })

  it('tells nobody of what is hardly spent', async () => {
    const store = shared(1000)
    const penalty = vi.spyOn(store, 'penalty')
    const budget = new Budget(1000, store)
    budget.spend('a', 10)
    await budget.exchange()

    expect(penalty).not.toHaveBeenCalled()
  })
})

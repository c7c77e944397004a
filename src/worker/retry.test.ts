import { expect, it } from 'vitest'
import { nextDelay } from './retry.ts'

it('waits 1 s, 2 s, 4 s, and then gives up', () => {
  const policy = { maxRetries: 3, delayMs: 1000, multiplier: 2 }

  expect([0, 1, 2, 3].map((retries) => nextDelay(policy, retries))).toEqual([1000, 2000, 4000, null])
})

it('gives up at once where no retry is allowed', () => {
  expect(nextDelay({ maxRetries: 0, delayMs: 1000, multiplier: 2 }, 0)).toBeNull()
})

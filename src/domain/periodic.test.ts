import { expect, it, vi } from 'vitest'
import { startPeriodic } from './periodic.ts'

it('goes on after turns that fail, and tells the first of a row', async () => {
  const told: unknown[] = []
  let turns = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  const running = startPeriodic({
    everyMs: 1,
    task: async () => {
      turns++
      if (turns === 8) resolve()
      if (turns !== 4) throw new Error(`turn ${turns}`)
    },
    onError: (error) => told.push((error as Error).message),
  })
  await promise
  await running.stop()

  expect(told).toEqual(['turn 1', 'turn 5'])
})

it('waits at its stop for the turn under way, and takes no other', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const task = vi.fn(() => {
    begun.resolve()
    return promise
  })
  const running = startPeriodic({ everyMs: 1, task, onError: () => undefined })
  await begun.promise
  const stopped = running.stop()
  resolve()
  await stopped

  expect(task).toHaveBeenCalledTimes(1)
})

import { describe, expect, it } from 'vitest'
import { atRate } from './load.ts'

describe('a load at a rate', () => {
  it('begins a task whether the one before has ended or not', async () => {
    const release = Promise.withResolvers<void>()
    let begun = 0
    const task = () => {
      begun += 1
      if (begun === 3) release.resolve()
      return release.promise
    }
    expect(await atRate(task, { perSecond: 100, seconds: 0.3 })).toBeGreaterThanOrEqual(3)
  })

  it('waits while very many are unfinished', async () => {
    let running = 0
    let most = 0
    const task = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 50))
      running -= 1
    }
    await atRate(task, { perSecond: 100_000, seconds: 0.2 })
    expect(most).toBe(200)
  })

  it('fails with the task that fails', async () => {
    const task = () => Promise.reject(new Error('refused'))
    await expect(atRate(task, { perSecond: 1000, seconds: 0.1 })).rejects.toThrow('refused')
  })

  it('fails when tasks do not end', async () => {
    const never = () => new Promise<void>(() => undefined)
    const load = atRate(never, { perSecond: 100, seconds: 0.02, graceMs: 20 })
    await expect(load).rejects.toThrow('tasks have not ended within 20 ms')
  })
})

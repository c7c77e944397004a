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
    expect(await atRate(task, { perSecond: 1000, seconds: 0.003 })).toBe(3)
  })

  it('fails with the task that fails', async () => {
    const task = () => Promise.reject(new Error('refused'))
    await expect(atRate(task, { perSecond: 1000, seconds: 0.1 })).rejects.toThrow('refused')
  })

  it('fails when tasks pile up', async () => {
    const never = () => new Promise<void>(() => undefined)
    await expect(atRate(never, { perSecond: 100_000, seconds: 1 })).rejects.toThrow('the load is too high')
  })
})

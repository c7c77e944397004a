import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from '../testing/run-program.ts'

const LATER = 'export const later = (work, ms) => setTimeout(work, ms)'
const judged = async (suite: string) =>
  verdicts(await suiteOutcomes(LATER, `import { later } from './solution'\n${suite}`))

describe('time that a suite has given back', () => {
  it('is what it was before, and fires no timer that was started meanwhile', async () => {
    const suite = `const work = vi.fn()
      test('leaves a timer', () => {
        const before = Date.now()
        vi.useFakeTimers({ now: 0 })
        later(work, 1000)
        expect([Date.now(), vi.getRealSystemTime()]).toEqual([0, before])
        vi.useRealTimers()
        expect(Date.now()).toBe(before)
      })
      test('hears nothing of it', async () => {
        await new Promise((resolve) => later(resolve, 5000))
        expect(work).not.toHaveBeenCalled()
      })
      test('sees the time again that it set', () => {
        const before = Date.now()
        vi.setSystemTime(5)
        expect(Date.now()).toBe(5)
        vi.useRealTimers()
        expect(Date.now()).toBe(before)
      })`
    expect(await judged(suite)).toEqual({
      'leaves a timer': 'passed',
      'hears nothing of it': 'passed',
      'sees the time again that it set': 'passed',
    })
  })

  it('is without the timers of the test before, where each test takes it anew', async () => {
    const suite = `const work = vi.fn()
      beforeEach(() => { jest.useFakeTimers() })
      test('leaves a timer', () => { later(work, 1000); expect(jest.getTimerCount()).toBe(1) })
      test('has its own', () => {
        later(() => {}, 10)
        expect(jest.getTimerCount()).toBe(1)
        jest.advanceTimersByTime(2000)
        expect(work).not.toHaveBeenCalled()
      })`
    expect(await judged(suite)).toEqual({ 'leaves a timer': 'passed', 'has its own': 'passed' })
  })
})

describe('time that a suite has taken in part', () => {
  it.each([
    ['where it takes only the date', `{ toFake: ['Date'], now: 0 }`],
    ['where it leaves the timers out', `{ doNotFake: ['setTimeout', 'setInterval'] }`],
    ['where it asks for that', '{ advanceTimers: true }'],
  ])('goes on by itself: %s', async (_where, options) => {
    const suite = `test('waits', async () => {
      jest.useFakeTimers(${options})
      expect(jest.isFakeTimers()).toBe(true)
      await new Promise((resolve) => later(resolve, 10))
      jest.useRealTimers()
    })`
    expect(await judged(suite)).toEqual({ waits: 'passed' })
  })

  it('goes on by steps', async () => {
    const suite = `test('in steps', async () => {
      vi.useFakeTimers({ now: 0 })
      const work = vi.fn()
      for (const ms of [10, 20, 30, 40, 50]) later(work, ms)
      vi.advanceTimersToNextTimer(2)
      expect([work.mock.calls.length, jest.now()]).toEqual([2, 20])
      await vi.advanceTimersToNextTimerAsync(2)
      expect([work.mock.calls.length, jest.now()]).toEqual([4, 40])
    })`
    expect(await judged(suite)).toEqual({ 'in steps': 'passed' })
  })
})

import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterEach, describe, expect, it } from 'vitest'
import type { Role } from '../domain/identity.ts'
import { TooMany } from '../domain/too-many.ts'
import { type Limits, openLimits } from './limits.ts'

const READ = { read: 1, autosave: 0, submit: 0 }
const AUTOSAVE = { read: 0, autosave: 1, submit: 0 }

const open: Limits[] = []
afterEach(async () => {
  for (const limits of open.splice(0)) await limits.stop()
})

function aLimit({ address = 100, program = 0 } = {}): Limits {
  const limits = openLimits({
    settings: { person: { read: 5, autosave: 2, submit: 2 }, address, program },
    share: (keyPrefix, points) => new RateLimiterMemory({ keyPrefix, points, duration: 60 }),
    onError: (error) => expect.unreachable(String(error)),
  })
  open.push(limits)
  return limits
}

const viewer = (subject: string, role: Role = 'LEARNER') => ({ subject, role })

/** How often something is let through. */
function times(attempt: () => void): number {
  for (let done = 0; done < 1000; done++) {
    try {
      attempt()
    } catch (error) {
      expect(error).toBeInstanceOf(TooMany)
      return done
    }
  }
  return 1000
}

describe('a person', () => {
  it('has a budget for each kind of operation', () => {
    const limits = aLimit()
    expect(times(() => limits.admit(viewer('ada'), '1.1.1.1', AUTOSAVE))).toBe(2)
    expect(times(() => limits.admit(viewer('ada'), '1.1.1.1', READ))).toBe(5)
    expect(times(() => limits.admit(viewer('grace'), '1.1.1.1', READ))).toBe(5)
  })

  it('shares what an address may use with everybody there', () => {
    const limits = aLimit({ address: 2 })
    let n = 0
    expect(times(() => limits.admit(viewer(`learner ${n++}`), '1.1.1.1', READ))).toBe(10)
    expect(times(() => limits.admit(viewer('ada'), '2.2.2.2', READ))).toBe(5)
  })
})

describe('a program', () => {
  it('has no limit of its own unless one is set', () => {
    const service = viewer('key:1', 'SERVICE')
    const [free, bound] = [aLimit(), aLimit({ program: 3 })]
    expect(times(() => free.admit(service, '1.1.1.1', READ))).toBe(1000)
    expect(times(() => bound.admit(service, '1.1.1.1', READ))).toBe(15)
  })

  it('may do for one learner what the learner may', () => {
    const limits = aLimit()
    const service = viewer('key:1', 'SERVICE')
    expect(times(() => limits.admitFor(service, 'ada', 'submit'))).toBe(2)
    expect(times(() => limits.admitFor(service, 'grace', 'submit'))).toBe(2)
    expect(times(() => limits.admitFor(viewer('admin', 'ADMIN'), 'ada', 'submit'))).toBe(1000)
  })
})

describe('an address', () => {
  it('may be wrong so often, and no more', () => {
    const limits = aLimit()
    const guess = () => {
      limits.admitGuess('2001:db8::1')
      limits.countGuess('2001:db8::1')
    }
    expect(times(guess)).toBe(100)
    expect(() => limits.admitGuess('2001:db8:0:0:ffff::2')).toThrow(TooMany)
    expect(() => limits.admitGuess('2001:db8:0:1::1')).not.toThrow()
  })
})

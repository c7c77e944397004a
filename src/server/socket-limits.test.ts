import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Role } from '../domain/identity.ts'
import { openSocketLimits, type SocketLimits } from './socket-limits.ts'

let limits: SocketLimits
beforeEach(() => {
  vi.useFakeTimers()
  limits = openSocketLimits((error) => expect.unreachable(String(error)))
})
afterEach(async () => {
  await limits.stop()
  vi.useRealTimers()
})

const session = (subject: string, role: Role) => ({
  subject,
  role,
  keyId: null,
  expiresAt: Number.POSITIVE_INFINITY,
})
const aSocket = (isBusy = true) => ({ isBusy: () => isBusy, closeIdle: vi.fn() })
const takeMany = (subject: string, role: Role) =>
  Array.from({ length: 150 }, () => limits.take(session(subject, role), aSocket()))

describe('the sockets of one process', () => {
  it('are a hundred for a person, and as many as they like for a program', () => {
    expect(takeMany('ada', 'LEARNER').filter((release) => release !== null)).toHaveLength(100)
    expect(takeMany('grace', 'LEARNER').filter((release) => release !== null)).toHaveLength(100)
    expect(takeMany('key:1', 'SERVICE').filter((release) => release !== null)).toHaveLength(150)
  })

  it('make room when they close, once each', () => {
    const [first] = takeMany('ada', 'LEARNER')
    first?.()
    first?.()
    expect(limits.take(session('ada', 'LEARNER'), aSocket())).not.toBeNull()
    expect(limits.take(session('ada', 'LEARNER'), aSocket())).toBeNull()
  })

  it('are closed when they have watched nothing for minutes', async () => {
    const [busy, idle] = [aSocket(true), aSocket(false)]
    limits.take(session('ada', 'LEARNER'), busy)
    limits.take(session('ada', 'LEARNER'), idle)
    await vi.advanceTimersByTimeAsync(4 * 60_000)
    expect(idle.closeIdle).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2 * 60_000)
    expect([busy.closeIdle.mock.calls.length, idle.closeIdle.mock.calls.length > 0]).toEqual([0, true])
  })
})

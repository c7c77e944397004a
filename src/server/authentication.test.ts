import { describe, expect, it } from 'vitest'
import type { Authenticate } from '../access/authenticate.ts'
import { TooMany } from '../domain/too-many.ts'
import { Unavailable } from '../domain/unavailable.ts'
import { admitCaller } from './authentication.ts'

const from = { requestId: 'r', address: null }
const session = { subject: 'ada', role: 'LEARNER', keyId: null, expiresAt: 0 } as const
const thrower = (error: Error): Authenticate => {
  return () => {
    throw error
  }
}

describe('a caller', () => {
  it.each<[string, Authenticate]>([
    ['at once where the credential is remembered', () => session],
    ['after a look', async () => session],
  ])('is let in %s', async (_when, authenticate) => {
    expect(await admitCaller(authenticate, 'Bearer x', from)).toEqual({ session })
  })

  it.each<[number, string, Authenticate]>([
    [401, 'UNAUTHENTICATED', () => null],
    [401, 'UNAUTHENTICATED', async () => null],
    [503, 'SERVICE_UNAVAILABLE', () => Promise.reject(new Unavailable('The record'))],
    [429, 'RATE_LIMITED', () => Promise.reject(new TooMany('wrong credentials', 1500))],
    [429, 'RATE_LIMITED', thrower(new TooMany('wrong credentials', 1500))],
  ])('is told %i %s', async (status, code, authenticate) => {
    const { refusal } = await admitCaller(authenticate, 'Bearer x', from)
    expect([refusal?.status, refusal?.error.extensions.code]).toEqual([status, code])
  })

  it('hears when to come back', async () => {
    const { refusal } = await admitCaller(thrower(new TooMany('wrong credentials', 1500)), 'Bearer x', from)
    expect(refusal?.headers).toEqual({ 'retry-after': '2' })
  })

  it('is not refused for a mistake of ours', async () => {
    const mistake = () => Promise.reject(new TypeError('oops'))
    await expect(admitCaller(mistake, 'Bearer x', from)).rejects.toThrow('oops')
    expect(() => admitCaller(thrower(new TypeError('oops')), 'Bearer x', from)).toThrow('oops')
  })
})

import { describe, expect, it } from 'vitest'
import { makeAuthenticate } from './authenticate.ts'
import { digestOf } from './secret.ts'
import type { Session } from './session.ts'

const ADMIN = 'the-first-admin-key'
const KEY = 'a-key'
const session: Session = { subject: 'ada', role: 'LEARNER', keyId: 'k', expiresAt: Number.POSITIVE_INFINITY }

function setUp() {
  const remembered = new Map([[digestOf(KEY).toString('latin1'), session]])
  const used: string[] = []
  const { recall } = makeAuthenticate({
    admin: { secret: ADMIN, keyId: 'first' },
    keyring: {
      recall: (name) => remembered.get(name),
      lookUp: async () => null,
      noteUse: (keyId) => used.push(keyId),
    },
    tokens: null,
    admitGuess: () => undefined,
  })
  return { recall, remembered, used }
}

describe('on one connection', () => {
  it('each credential counts for what it is, in whatever turn they come', () => {
    const { recall, used } = setUp()
    const connection = {}
    const roleOf = (secret: string) => recall(`Bearer ${secret}`, connection)?.role

    const secrets = [KEY, KEY, ADMIN, 'wrong', ADMIN, KEY, 'wrong', 'wrong', KEY]
    expect(secrets.map(roleOf)).toEqual([
      'LEARNER',
      'LEARNER',
      'ADMIN',
      undefined,
      'ADMIN',
      'LEARNER',
      undefined,
      undefined,
      'LEARNER',
    ])
    expect(recall(undefined, connection)).toBeUndefined()
    expect(recall(KEY, connection)).toBeUndefined()
    expect(used).toEqual(['k', 'k', 'first', 'first', 'k', 'k'])
  })

  it('a key that is forgotten counts no more, though it was shown before', () => {
    const { recall, remembered } = setUp()
    const connection = {}
    expect(recall(`Bearer ${KEY}`, connection)).toBe(session)

    remembered.clear()
    expect(recall(`Bearer ${KEY}`, connection)).toBeUndefined()
  })

  it('what another connection showed is of no matter', () => {
    const { recall } = setUp()
    expect(recall(`Bearer ${KEY}`, {})).toBe(session)
    expect(recall('Bearer wrong', {})).toBeUndefined()
  })
})

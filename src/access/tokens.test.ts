import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeTokens, type TokenSettings } from './tokens.ts'

const SECRET = 'a-shared-secret-of-enough-characters'
const from = { requestId: 'r', address: null }
const now = () => Math.floor(Date.now() / 1000)

const settings = (over: Partial<TokenSettings> = {}): TokenSettings => ({
  key: { secret: SECRET },
  issuer: 'https://id.example',
  audience: 'assessment',
  roleClaim: 'role',
  ...over,
})

const claims = (over: object = {}): JWTPayload => ({
  sub: 'ada',
  iss: 'https://id.example',
  aud: 'assessment',
  exp: now() + 60,
  ...over,
})

const sign = (payload: JWTPayload, alg = 'HS256', secret = SECRET) =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))

let failures: string[] = []
beforeEach(() => {
  failures = []
})
const open = (over: Partial<TokenSettings> = {}) =>
  makeTokens(settings(over), ({ reason }) => void failures.push(reason))

describe('a token under a shared secret', () => {
  it('makes its subject a learner, until it expires', async () => {
    const exp = now() + 60
    expect(await open().check(await sign(claims({ exp })), 'n', from)).toEqual({
      subject: 'ada',
      role: 'LEARNER',
      keyId: null,
      expiresAt: exp * 1000,
    })
  })

  it.each([
    ['REVIEWER', 'REVIEWER'],
    [['LEARNER', 'ADMIN', 'other'], 'ADMIN'],
  ])('takes the role from the claim that is named: %j', async (claim, role) => {
    const token = await sign(claims({ 'https://example/role': claim }))
    expect(await open({ roleClaim: 'https://example/role' }).check(token, 'n', from)).toMatchObject({ role })
  })

  it.each<[string, object]>([
    ['has expired', { exp: 1 }],
    ['has no end', { exp: undefined }],
    ['is not good yet', { nbf: 4_000_000_000 }],
    ['is for somebody else', { aud: 'other' }],
    ['is from somebody else', { iss: 'https://evil.example' }],
    ['has no subject', { sub: undefined }],
    ['has an empty subject', { sub: '' }],
    ['has a subject with a control character', { sub: 'a\u0000b' }],
    ['has a role that nobody knows', { role: 'ROOT' }],
    ['has a role of no known form', { role: { admin: true } }],
  ])('opens nothing when it %s', async (_what, over) => {
    expect(await open().check(await sign(claims(over)), 'n', from)).toBeNull()
  })

  it('opens nothing when it is signed with another secret, or not at all, and that is told', async () => {
    const forged = [
      await sign(claims({ role: 'ADMIN' }), 'HS256', 'another-secret-of-enough-characters!'),
      new UnsecuredJWT(claims({ role: 'ADMIN' })).encode(),
      'nonsense',
    ]
    for (const token of forged) expect(await open().check(token, 'n', from)).toBeNull()
    expect(failures).toHaveLength(3)
  })

  it('is remembered until it expires, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const tokens = open()
      const session = await tokens.check(await sign(claims({ exp: now() + 60 })), 'n', from)
      expect(tokens.recall('n')).toBe(session)
      vi.setSystemTime(Date.now() + 61_000)
      expect(tokens.recall('n')).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })
})

const pair = await generateKeyPair('RS256', { extractable: true })
const next = await generateKeyPair('ES256', { extractable: true })

describe('a token under the provider’s public keys', () => {
  const published: object[] = []
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys: published })))
  let jwksUrl = ''
  let asked = 0
  server.on('request', () => asked++)
  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    published.splice(0, published.length, { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256' })
    asked = 0
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  const signAs = (kid: string, alg: string, key: CryptoKey) =>
    new SignJWT(claims()).setProtectedHeader({ alg, kid }).sign(key)

  it('is good, and the keys are read once', async () => {
    const tokens = open({ key: { jwksUrl } })
    const token = await signAs('one', 'RS256', pair.privateKey)
    for (const name of ['a', 'b', 'c']) expect(await tokens.check(token, name, from)).not.toBeNull()
    expect(asked).toBe(1)
  })

  it('is good under a key that was published since', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const tokens = open({ key: { jwksUrl } })
      await tokens.check(await signAs('one', 'RS256', pair.privateKey), 'a', from)
      published.push({ ...(await exportJWK(next.publicKey)), kid: 'two', alg: 'ES256' })
      vi.setSystemTime(Date.now() + 15_000)
      expect(await tokens.check(await signAs('two', 'ES256', next.privateKey), 'b', from)).not.toBeNull()
    } finally {
      vi.useRealTimers()
    }
  })

  it('opens nothing when the public key was used as a secret', async () => {
    const spki = new TextEncoder().encode(await exportSPKI(pair.publicKey))
    const forged = await new SignJWT(claims({ role: 'ADMIN' }))
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(spki)
    expect(await open({ key: { jwksUrl } }).check(forged, 'n', from)).toBeNull()
    expect(failures).toHaveLength(1)
  })

  it('is neither good nor bad while the keys cannot be read', async () => {
    const tokens = open({ key: { jwksUrl: 'http://127.0.0.1:9' } })
    const token = await signAs('one', 'RS256', pair.privateKey)
    await expect(tokens.check(token, 'n', from)).rejects.toThrow('The identity provider cannot be reached')
    expect(failures).toEqual([])
  })
})

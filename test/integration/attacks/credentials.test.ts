import { once } from 'node:events'
import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { ADMIN_KEY, type Engine, startEngine } from '../../support/engine.ts'
import { aHolder, REVOKE_KEY } from '../../support/keys.ts'

const SECRET = 'the-identity-provider-shares-this-secret'

let engine: Engine
let credentials: Record<string, string>
beforeAll(async () => {
  engine = await startEngine({ workers: 0, env: { AUTH_JWT_SECRET: SECRET, AUTH_JWT_AUDIENCE: 'engine' } })
  credentials = await badCredentials()
})
afterAll(() => engine.stop())

const now = () => Math.floor(Date.now() / 1000)
const claims = (over: JWTPayload = {}): JWTPayload => ({
  sub: 'eve',
  role: 'ADMIN',
  aud: 'engine',
  exp: now() + 600,
  ...over,
})
const sign = (payload: JWTPayload, header: object = {}, secret = SECRET) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(secret))

/** A token whose payload was changed after it was signed. */
async function tampered(): Promise<string> {
  const [head, , signature] = (await sign(claims({ role: 'LEARNER' }))).split('.')
  return [head, Buffer.from(JSON.stringify(claims())).toString('base64url'), signature].join('.')
}

/** A token that brings along the key by which it is to be believed. */
async function selfSigned(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', jwk: { kty: 'RSA' } }).sign(privateKey)
}

async function badCredentials(): Promise<Record<string, string>> {
  const revoked = await aHolder(engine, 'ADMIN')
  await revoked.ask('{ viewer { role } }')
  await engine.ask(REVOKE_KEY, { id: revoked.id })
  return {
    nothing: '',
    'a scheme alone': 'Bearer ',
    'another scheme': `Basic ${Buffer.from(`admin:${ADMIN_KEY}`).toString('base64')}`,
    'the key without a scheme': ADMIN_KEY,
    'a key that is cut': `Bearer ${ADMIN_KEY.slice(0, -1)}`,
    'two keys': `Bearer ${ADMIN_KEY} ${ADMIN_KEY}`,
    'a revoked key': `Bearer ${revoked.secret}`,
    'a key that was never made': `Bearer aek_000000000000_${'x'.repeat(43)}`,
    'a key with SQL in it': `Bearer aek_' or 1=1 --_${'x'.repeat(43)}`,
    'a property of objects': 'Bearer __proto__',
    'an expired token': `Bearer ${await sign(claims({ exp: now() - 1 }))}`,
    'a token for later': `Bearer ${await sign(claims({ nbf: now() + 600 }))}`,
    'a token for others': `Bearer ${await sign(claims({ aud: 'other' }))}`,
    'a token without an end': `Bearer ${await sign({ sub: 'eve', aud: 'engine' })}`,
    'a token of another’s secret': `Bearer ${await sign(claims(), {}, 'x'.repeat(40))}`,
    'a token without a signature': `Bearer ${new UnsecuredJWT(claims()).encode()}`,
    'a token that says it needs none': `Bearer ${(await sign(claims())).replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString('base64url'))}`,
    'a token that was changed': `Bearer ${await tampered()}`,
    'a token that brings its key': `Bearer ${await selfSigned()}`,
    'a token that names a file as its key': `Bearer ${await sign(claims(), { kid: '../../dev/null' }, ' '.repeat(40))}`,
    'a token with demands that nobody knows': `Bearer ${(await sign(claims())).replace(/^[^.]+/, Buffer.from('{"alg":"HS256","crit":["x"],"x":1}').toString('base64url'))}`,
    'a very long one': `Bearer ${'x'.repeat(15_000)}`,
  }
}

const NAMES = [
  'nothing',
  'a scheme alone',
  'another scheme',
  'the key without a scheme',
  'a key that is cut',
  'two keys',
  'a revoked key',
  'a key that was never made',
  'a key with SQL in it',
  'a property of objects',
  'an expired token',
  'a token for later',
  'a token for others',
  'a token without an end',
  'a token of another’s secret',
  'a token without a signature',
  'a token that says it needs none',
  'a token that was changed',
  'a token that brings its key',
  'a token that names a file as its key',
  'a token with demands that nobody knows',
  'a very long one',
]

const QUERY = '{ viewer { subject role } }'

describe.each(NAMES)('one who shows %s', (name) => {
  const headers = () => ({ 'content-type': 'application/json', authorization: credentials[name] ?? '' })

  it('gets nothing over HTTP and SSE, by POST or by GET', async () => {
    const url = `${engine.url}/graphql`
    const body = JSON.stringify({ query: QUERY })
    const stream = { ...headers(), accept: 'text/event-stream' }
    for (const response of [
      await fetch(url, { method: 'POST', headers: headers(), body }),
      await fetch(url, { method: 'POST', headers: stream, body }),
      await fetch(`${url}?query=${encodeURIComponent(QUERY)}`, { headers: headers() }),
    ]) {
      const text = await response.text()
      expect([response.status, JSON.parse(text).errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
      expect(text).not.toContain('"data"')
    }
  })

  it('gets nothing over WebSocket', async () => {
    const socket = new WebSocket(`${engine.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    const heard: string[] = []
    socket.on('message', (message) => heard.push(String(message)))
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: credentials[name] } }))
    const [code] = await once(socket, 'close')

    expect([code, heard]).toEqual([4403, []])
  })
})

it('has tried every bad credential, and lets a good token in', async () => {
  expect(Object.keys(credentials)).toEqual(NAMES)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await sign(claims())}` }
  const body = JSON.stringify({ query: QUERY })
  const response = await fetch(`${engine.url}/graphql`, { method: 'POST', headers, body })
  expect((await response.json()).data.viewer).toEqual({ subject: 'eve', role: 'ADMIN' })
})

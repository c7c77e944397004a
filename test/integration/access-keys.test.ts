import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { makeClient } from '../support/client.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { aHolder, CREATE_KEY, REVOKE_KEY } from '../support/keys.ts'
import { type ApiProcess, startApiProcess } from '../support/processes.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
})
afterAll(() => engine.stop())

const VIEWER = '{ viewer { subject role } }'
const METRICS = 'subscription { queueMetrics { waiting } }'
const KEYS = '{ apiKeys { id name prefix secret lastUsedAt revokedAt } }'
const listed = async (id: string) => {
  const { data } = await engine.ask(KEYS)
  return data.apiKeys.find((key: { id: string }) => key.id === id)
}

/** A socket that shows a credential, and the code with which it is closed. */
async function openWatching(url: string, authorization: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const closed = once(socket, 'close').then(([code]) => code as number)
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }))
  await once(socket, 'message')
  return { closed }
}

describe('a new key', () => {
  it('is shown once, opens the API for its role, and is listed by its prefix alone', async () => {
    const key = await aHolder(engine, 'SERVICE')
    expect((await key.ask(VIEWER)).data).toEqual({ viewer: { subject: `key:${key.id}`, role: 'SERVICE' } })
    const { secret, prefix } = await listed(key.id)

    expect(secret).toBeNull()
    expect(key.secret.startsWith(`${prefix}_`)).toBe(true)
    expect(JSON.stringify(engine.log)).not.toContain(key.secret)
  })

  it('is a learner’s under the learner’s own id', async () => {
    const key = await aHolder(engine, 'LEARNER', 'grace')
    expect((await key.ask(VIEWER)).data).toEqual({ viewer: { subject: 'grace', role: 'LEARNER' } })
  })

  it.each([
    ['LEARNER', null],
    ['SERVICE', 'ada'],
  ])('is refused for %s with the learner %j', async (role, learnerId) => {
    const { data } = await engine.ask(CREATE_KEY, { input: { name: 'x', role, learnerId } })
    expect(data.createApiKey).toMatchObject({ fieldErrors: [{ path: ['learnerId'] }] })
  })

  it('is kept in a form from which nobody can get it back', async () => {
    const { Client } = await import('pg')
    const client = new Client({ connectionString: engine.databaseUrl })
    await client.connect()
    const { secret } = await aHolder(engine, 'SERVICE')
    const { rows } = await client.query('select api_keys::text as row from api_keys')
    await client.end()

    const random = secret.split('_').slice(2).join('_')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ row }) => row.includes(random))).toEqual([])
  })

  it('notes when it was last used, in a while', async () => {
    const key = await aHolder(engine, 'SERVICE')
    expect((await listed(key.id)).lastUsedAt).toBeNull()
    await key.ask(VIEWER)

    await eventually(async () => (await listed(key.id)).lastUsedAt)
  })

  it('is never noted to have been used after it was revoked', async () => {
    const key = await aHolder(engine, 'SERVICE')
    await key.ask(VIEWER)
    await engine.ask(REVOKE_KEY, { id: key.id })
    await eventually(async () => (await listed(key.id)).lastUsedAt)
    const { lastUsedAt, revokedAt } = await listed(key.id)

    expect(Date.parse(lastUsedAt)).toBeLessThanOrEqual(Date.parse(revokedAt))
  })
})

describe('a key that is not quite right', () => {
  it.each([
    (secret: string) => `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
    (secret: string) => secret.toUpperCase(),
    (secret: string) => secret.split('_').slice(0, 2).join('_'),
  ])('is refused', async (spoil) => {
    const { secret } = await aHolder(engine, 'ADMIN')
    const { status, errors } = await makeClient(engine.url, spoil(secret)).ask(VIEWER)

    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  })
})

describe('a revoked key', () => {
  it('is refused at once by every process, and what it opened there ends', async () => {
    const other: ApiProcess = await startApiProcess(engine)
    try {
      const key = await aHolder(engine, 'SERVICE')
      const elsewhere = makeClient(other.url, key.secret)
      const stream = elsewhere.watchSse(METRICS)
      await stream.next()
      const sockets = await Promise.all(
        [engine.url, other.url].map((url) => openWatching(url, `Bearer ${key.secret}`)),
      )
      const { data } = await engine.ask(REVOKE_KEY, { id: key.id })
      expect(data.revokeApiKey).toMatchObject({ id: key.id, secret: null, revokedAt: expect.any(String) })

      expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4403, 4403])
      await expect(stream.next()).rejects.toThrow()
      expect([(await key.ask(VIEWER)).status, (await elsewhere.ask(VIEWER)).status]).toEqual([401, 401])
    } finally {
      await other.end('SIGTERM')
    }
  })

  it.each(['*/*', 'Text/Event-Stream'])('ends the stream that it opened with Accept: %s', async (accept) => {
    const key = await aHolder(engine, 'SERVICE')
    const response = await fetch(`${engine.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${key.secret}` },
      body: JSON.stringify({ query: METRICS }),
    })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    await engine.ask(REVOKE_KEY, { id: key.id })

    await expect(response.text()).rejects.toThrow('terminated')
  })

  it('is refused soon where nobody tells of it', async () => {
    const key = await aHolder(engine, 'SERVICE')
    const { closed } = await openWatching(engine.url, `Bearer ${key.secret}`)
    const { Client } = await import('pg')
    const client = new Client({ connectionString: engine.databaseUrl })
    await client.connect()
    await client.query('update api_keys set revoked_at = now() where id = $1', [key.id])
    await client.end()

    expect(await closed).toBe(4403)
    expect((await key.ask(VIEWER)).status).toBe(401)
  })

  it('leaves its way through life in the audit log, and the try to use it after', async () => {
    const key = await aHolder(engine, 'REVIEWER')
    await engine.ask(REVOKE_KEY, { id: key.id })
    for (let i = 0; i < 3; i++) await key.ask(VIEWER)
    const query =
      '{ auditLog(first: 100) { edges { node { actor role action target address detail requestId } } } }'
    const { data } = await engine.ask(query)
    const entries = data.auditLog.edges
      .map(({ node }: { node: Record<string, unknown> }) => node)
      .filter(({ target }: Record<string, unknown>) => target === key.id)

    expect(entries).toMatchObject([
      { action: 'signIn', actor: `key:${key.id}`, role: 'REVIEWER', detail: { failure: 'revoked key' } },
      { action: 'revokeApiKey', actor: 'admin', role: 'ADMIN', address: '127.0.0.1' },
      { action: 'createApiKey', actor: 'admin', role: 'ADMIN', detail: { role: 'REVIEWER' } },
    ])
    expect(JSON.stringify(entries)).not.toContain(key.secret)
  })

  it('stays revoked when it is revoked again', async () => {
    const key = await aHolder(engine, 'SERVICE')
    const first = await engine.ask(REVOKE_KEY, { id: key.id })
    expect((await engine.ask(REVOKE_KEY, { id: key.id })).data).toEqual(first.data)
  })

  it('cannot be the first admin key, which is a setting, nor one that is not there', async () => {
    const { data } = await engine.ask(KEYS)
    const first = data.apiKeys.find(({ prefix }: { prefix: string | null }) => prefix === null)
    const codes = await Promise.all(
      [first.id, 'x', '00000000-0000-7000-8000-000000000000'].map(
        async (id) => (await engine.ask(REVOKE_KEY, { id })).data.revokeApiKey.code,
      ),
    )

    expect(codes).toEqual(['INVALID_STATE', 'NOT_FOUND', 'NOT_FOUND'])
    expect((await engine.ask(VIEWER)).data.viewer).toEqual({ subject: 'admin', role: 'ADMIN' })
  })
})

describe('the first admin key', () => {
  it('reads as revoked once the operator has replaced it', async () => {
    const next = `${ADMIN_KEY}-next`
    const other = await startApiProcess(engine, { env: { ADMIN_API_KEY: next } })
    try {
      expect((await makeClient(other.url, ADMIN_KEY).ask(VIEWER)).status).toBe(401)
      const { data } = await makeClient(other.url, next).ask(KEYS)
      const firsts = data.apiKeys.filter(({ prefix }: { prefix: string | null }) => prefix === null)
      expect(firsts.map(({ revokedAt }: { revokedAt: string | null }) => revokedAt === null)).toEqual([
        false,
        true,
      ])
    } finally {
      await other.end('SIGTERM')
    }
  })
})

import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSocket } from '../support/client.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'

let engine: Engine
beforeAll(async () => {
  const env = {
    CORS_ORIGINS: 'https://app.example, https://staff.example',
    INTROSPECTION: 'off',
    GRAPHIQL: 'off',
  }
  engine = await startEngine({ workers: 0, env })
})
afterAll(() => engine.stop())

const AUTHORIZATION = `Bearer ${ADMIN_KEY}`
const VIEWER = '{"query":"{ viewer { role } }"}'
/** Deep enough to overflow the stack of a reader that works by recursion. */
const DEEP = `{ a${'{ a'.repeat(20_000)}${'}'.repeat(20_001)}`

function send(init: RequestInit = {}, query = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: AUTHORIZATION, ...init.headers }
  return fetch(`${engine.url}/graphql${query}`, { method: 'POST', ...init, headers })
}

describe('a request over HTTP', () => {
  it.each<[string, RequestInit, string, number]>([
    ['variables of a GET that are no JSON', { method: 'GET' }, '?query={viewer{role}}&variables={', 400],
    ['a mutation by GET', { method: 'GET' }, '?query=mutation{saveRubricTemplate(input:{})}', 405],
    ['a batch', { body: `[${VIEWER}]` }, '', 400],
    ['no query', { body: '{}', headers: { accept: 'application/graphql-response+json' } }, '', 400],
    ['variables that are no object', { body: '{"query":"{ viewer { role } }","variables":[]}' }, '', 400],
    ['an operation that is not in it', { body: `${VIEWER.slice(0, -1)},"operationName":"X"}` }, '', 400],
    ['another method', { method: 'PUT', body: VIEWER }, '', 405],
  ])('is refused, and told why, with %s', async (_what, init, query, status) => {
    const response = await send(init, query)
    const { errors } = await response.json()

    expect(response.status).toBe(status)
    expect(errors[0].extensions.code).toMatch(/^(BAD_REQUEST|OPERATION_RESOLUTION_FAILURE|GRAPHQL_)/)
  })

  it('does not get its own body back where that is no JSON', async () => {
    expect(await (await send({ body: '{"query": canary' })).text()).not.toContain('canary')
  })

  it('is refused in plain words where its document is too deep to be read', async () => {
    const { errors } = await engine.ask(DEEP)

    expect(errors).toMatchObject([
      { message: 'The document is nested too deeply.', extensions: { code: 'BAD_REQUEST' } },
    ])
  })

  it('may weigh 4 MiB, and not a byte more, whether or not its length is stated', async () => {
    const [head, tail] = [`${VIEWER.slice(0, -1)},"variables":{"x":"`, '"}}']
    const fits = head + 'x'.repeat(4 * 1024 * 1024 - head.length - tail.length) + tail
    const unstated = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`${fits} `))
        controller.close()
      },
    })

    expect((await send({ body: fits })).status).toBe(200)
    expect((await send({ body: `${fits} ` })).status).toBe(413)
    const streamed = await send({ body: unstated, duplex: 'half' } as RequestInit)
    expect([streamed.status, streamed.headers.get('connection')]).toEqual([413, 'close'])
  })
})

describe('a document that is too deep', () => {
  it('does not cost a WebSocket its other subscriptions', async () => {
    const socket = openSocket(`${engine.url}/graphql`, AUTHORIZATION)
    const answerTo = (query: string) =>
      new Promise((resolve) =>
        socket.subscribe({ query }, { next: resolve, error: resolve, complete: () => undefined }),
      )
    const [open, failed] = await Promise.all([
      answerTo('subscription { queueMetrics { waiting } }'),
      answerTo(DEEP),
    ])
    const after = await answerTo('{ viewer { role } }')
    await socket.dispose()

    expect(open).toHaveProperty('data.queueMetrics.waiting', 0)
    expect(failed).toMatchObject([{ message: 'The document is nested too deeply.' }])
    expect(after).toMatchObject({ data: { viewer: { role: 'ADMIN' } } })
  })
})

describe('a page of another origin', () => {
  const preflight = (origin: string) =>
    send({
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    })

  it.each(['https://app.example', 'https://staff.example'])(
    'may call the API when it is %s',
    async (origin) => {
      const { status, headers } = await preflight(origin)

      expect(status).toBe(204)
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('access-control-allow-headers')).toBe('authorization')
      const refused = await send({ body: VIEWER, headers: { origin, authorization: 'Bearer wrong' } })
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin])
    },
  )

  it.each(['https://evil.example', 'https://app.example.evil', 'null'])(
    'gets no leave when it is %s',
    async (origin) => {
      for (const response of [await preflight(origin), await send({ body: VIEWER, headers: { origin } })]) {
        expect(response.headers.has('access-control-allow-origin')).toBe(false)
      }
    },
  )
})

describe('what is switched off', () => {
  it.each(['{ __schema { types { name } } }', '{ __type(name: "Task") { name } }'])(
    'is not told over HTTP or WebSocket: %s',
    async (query) => {
      const overHttp = await engine.ask(query)
      const socket = openSocket(`${engine.url}/graphql`, AUTHORIZATION)
      const overSocket = await new Promise((resolve) =>
        socket.subscribe({ query }, { next: resolve, error: resolve, complete: () => undefined }),
      )
      await socket.dispose()

      expect(overHttp).toMatchObject({ data: null })
      expect(overHttp.errors?.[0]?.message).toContain('disabled')
      expect(overSocket).toHaveProperty('0.message', expect.stringContaining('disabled'))
    },
  )

  it('is no page for a browser', async () => {
    const response = await fetch(`${engine.url}/graphql`, { headers: { accept: 'text/html' } })

    expect([response.status, response.headers.get('content-type')]).toEqual([
      401,
      'application/json; charset=utf-8',
    ])
  })
})

describe('a stop', () => {
  it('waits neither for a client that never answers nor for streams that are open', async () => {
    const own = await startEngine({ workers: 0 })
    const stream = own.watchSse('subscription { queueMetrics { waiting } }')
    await stream.next()
    const { port, hostname } = new URL(own.url)
    const frozen = connect(Number(port), hostname)
    frozen.write(
      'GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: Upgrade\r\n' +
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n' +
        'sec-websocket-protocol: graphql-transport-ws\r\n\r\n',
    )
    const [opening] = await once(frozen, 'data')
    const rest = text(frozen).catch(() => '')
    await own.stop()

    expect(String(opening)).toContain('101 Switching Protocols')
    // It broke off: a stream that completes would say that no more is to come.
    await expect(stream.next()).rejects.toThrow()
    // The close frame: 1001, "Going away".
    expect(await rest).toContain('\u0003\ufffdGoing away')
    expect(own.log.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([])
  })
})

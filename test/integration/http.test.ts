import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { openSocket } from '../support/client.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
})
afterAll(() => engine.stop())

const JSON_HEADERS = { 'content-type': 'application/json' }

function send(init: RequestInit & { path?: string }): Promise<Response> {
  return fetch(`${engine.url}${init.path ?? '/graphql'}`, init)
}

it('keeps a connection for longer than a proxy before it does', async () => {
  const { headers } = await send({ path: '/healthz' })
  const seconds = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1]

  expect(Number(seconds)).toBeGreaterThan(60)
})

describe('the credential', () => {
  it.each([undefined, 'Bearer wrong', ADMIN_KEY, 'Basic abc', `Bearer ${ADMIN_KEY}x`])(
    'is refused with 401 as %j',
    async (authorization) => {
      const headers = { ...JSON_HEADERS, ...(authorization === undefined ? {} : { authorization }) }
      const response = await send({ method: 'POST', headers, body: '{"query":"{ viewer { role } }"}' })

      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    },
  )

  it('says who holds it', async () => {
    const { data } = await engine.ask('{ viewer { subject role } }')
    expect(data).toEqual({ viewer: { subject: 'admin', role: 'ADMIN' } })
  })

  it.each([{}, { authorization: 'Bearer wrong' }, { authorization: 5 }])(
    'closes a WebSocket with 4403 as %j',
    async (connectionParams) => {
      const socket = new WebSocket(`${engine.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
      socket.on('open', () =>
        socket.send(JSON.stringify({ type: 'connection_init', payload: connectionParams })),
      )
      const code = await new Promise((resolve) => socket.on('close', resolve))

      expect(code).toBe(4403)
    },
  )
})

describe('a request that is faulty', () => {
  const authorization = `Bearer ${ADMIN_KEY}`

  it('is refused with 400 when its body is no JSON', async () => {
    const response = await send({
      method: 'POST',
      headers: { ...JSON_HEADERS, authorization },
      body: '{"query":',
    })

    expect(response.status).toBe(400)
    expect((await response.json()).errors).toHaveLength(1)
  })

  it('is refused with the place of the fault when its document is no GraphQL', async () => {
    const { status, errors } = await engine.ask('{ viewer { ')

    expect(status).toBe(200)
    expect(errors?.[0]?.message).toContain('Syntax Error')
  })

  it('is refused with 413 when its body is over 4 MiB', async () => {
    const body = JSON.stringify({
      query: '{ viewer { role } }',
      variables: { x: 'x'.repeat(4 * 1024 * 1024) },
    })
    const response = await send({ method: 'POST', headers: { ...JSON_HEADERS, authorization }, body })

    expect(response.status).toBe(413)
  })

  it('reads as not found when an id is malformed', async () => {
    const { data, errors } = await engine.ask(
      '{ submission(id: "x\\u0000") { id } scoreJob(id: "42") { id } simulation(id: "A B") { id } }',
    )

    expect(errors).toBeUndefined()
    expect(data).toEqual({ submission: null, scoreJob: null, simulation: null })
  })

  it('names an unknown field, and gives no stack', async () => {
    const { errors } = await engine.ask('{ nonsense }')

    expect(errors?.[0]?.message).toContain('nonsense')
    expect(JSON.stringify(errors)).not.toContain('at ')
  })

  it('reads over WebSocket as NOT_FOUND for a job that is not there', async () => {
    const events = []
    for await (const event of engine.watch('subscription { jobStatus(jobId: "nope") { id } }'))
      events.push(event)

    expect(events).toMatchObject([{ errors: [{ extensions: { code: 'NOT_FOUND' } }] }])
  })

  it('tells a syntax error over WebSocket, and the socket lives on', async () => {
    const socket = openSocket(`${engine.url}/graphql`, authorization)
    const failed = await new Promise((resolve) => {
      socket.subscribe(
        { query: 'subscription {' },
        { next: resolve, error: resolve, complete: () => resolve('done') },
      )
    })
    const answer = await new Promise((resolve) => {
      socket.subscribe(
        { query: '{ viewer { role } }' },
        { next: resolve, error: resolve, complete: () => undefined },
      )
    })
    await socket.dispose()

    expect(failed).toMatchObject([{ message: expect.stringContaining('Syntax Error') }])
    expect(answer).toMatchObject({ data: { viewer: { role: 'ADMIN' } } })
  })
})

describe('every answer', () => {
  it.each(['/graphql', '/healthz', '/nowhere'])(
    'tells browsers to keep and run nothing of it: %s',
    async (path) => {
      const { headers } = await send({ path })

      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
    },
  )

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'is a refusal for what a page can send unasked: %s',
    async (type) => {
      const headers = { 'content-type': type, authorization: `Bearer ${ADMIN_KEY}` }
      const response = await send({ method: 'POST', headers, body: '{"query":"{ viewer { role } }"}' })

      expect(response.status).toBe(415)
    },
  )
})

describe('the open endpoints', () => {
  it('tell that the process lives and can take work, without a credential', async () => {
    expect(await (await send({ path: '/healthz' })).json()).toEqual({ status: 'ok' })
    const ready = await send({ path: '/readyz' })
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok' }])
  })

  it('show metrics for Prometheus', async () => {
    await engine.ask('{ viewer { role } }')
    const text = await (await send({ path: '/metrics' })).text()

    expect(text).toMatch(/assessment_graphql_operation_seconds_count\{operation="query",outcome="ok"\} [1-9]/)
    expect(text).toContain('assessment_queue_jobs{lane="score",state="waiting"}')
    expect(text).toContain('process_cpu_seconds_total')
  })

  it('serve GraphiQL to a browser, with nothing from elsewhere', async () => {
    const response = await send({ headers: { accept: 'text/html' } })
    const page = await response.text()

    expect(response.headers.get('content-type')).toContain('text/html')
    expect(page).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/)
  })

  it('answer 404 elsewhere', async () => {
    expect((await send({ path: '/etc/passwd' })).status).toBe(404)
  })
})

describe('an unexpected failure', () => {
  it('is masked, with a request id that the log has too', async () => {
    const { Client } = await import('pg')
    const client = new Client({ connectionString: engine.databaseUrl })
    await client.connect()
    await client.query('alter table rubric_templates rename to away')
    const { errors } = await engine.ask('{ rubricTemplates { id } }')
    await client.query('alter table away rename to rubric_templates')
    await client.end()

    const { code, requestId } = errors?.[0]?.extensions ?? {}
    expect(code).toBe('INTERNAL_SERVER_ERROR')
    expect(errors?.[0]?.message).not.toContain('rubric_templates')
    expect(engine.log.find((line) => line.requestId === requestId)).toMatchObject({ level: 'error' })
  })
})

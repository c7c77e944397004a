import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { aQuiz } from '../support/builders.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { aHolder } from '../support/keys.ts'
import { AUTOSAVE, CREATE, PUBLISH } from '../support/operations.ts'
import { startApiProcess } from '../support/processes.ts'

const env = {
  RATE_LIMIT_READS: '40',
  RATE_LIMIT_AUTOSAVES: '5',
  RATE_LIMIT_SUBMITS: '8',
  TRUSTED_PROXIES: 'loopback',
  CORS_ORIGINS: 'https://app.example',
}

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0, env })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
})
afterAll(() => engine.stop())

const VIEWER = '{ viewer { role } }'

/** Sends until it is refused. @returns how often it was not, and the refusal */
async function untilRefused(send: () => Promise<Response>, most = 300) {
  for (let passed = 0; passed < most; passed++) {
    const response = await send()
    if (response.status === 429) return { passed, response }
    await response.arrayBuffer()
  }
  throw new Error(`never refused in ${most} times`)
}

function send(secret: string, query: string, variables = {}, headers = {}): Promise<Response> {
  return fetch(`${engine.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, ...headers },
    body: JSON.stringify({ query, variables }),
  })
}

describe('a learner who asks too much', () => {
  it('is told with 429 when to come back, and may still hand work in', async () => {
    const { secret, ask } = await aHolder(engine, 'LEARNER', 'reader')
    const { passed, response } = await untilRefused(() => send(secret, VIEWER))
    const { errors } = await response.json()
    const created = await ask(CREATE, { input: { simulationId: 'quiz' } })

    expect(passed).toBe(40)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } }])
    expect(created.data.createSubmission.status).toBe('IN_PROGRESS')
  })

  it('pays for each object that a query may read, and for each autosave of a document', async () => {
    const { secret, ask } = await aHolder(engine, 'LEARNER', 'lister')
    const list = '{ simulations(first: 19) { edges { node { slug } } } }'
    expect((await untilRefused(() => send(secret, list))).passed).toBe(2)

    const { data } = await ask(CREATE, { input: { simulationId: 'quiz' } })
    const save = (alias: string) =>
      `${alias}: autosaveSubmission(input: { submissionId: "${data.createSubmission.id}", data: {} }) { __typename }`
    const many = `mutation { ${['a', 'b', 'c'].map(save).join(' ')} }`
    expect((await untilRefused(() => send(secret, many))).passed).toBe(2)
  })

  it('is refused over WebSocket and SSE alike', async () => {
    const learner = await aHolder(engine, 'LEARNER', 'watcher')
    await untilRefused(() => send(learner.secret, VIEWER))
    const query = 'subscription { jobStatus(jobId: "x") { id } }'
    const overSocket = await learner
      .watch(query)
      .next()
      .catch((errors: unknown) => errors)
    const overSse = await learner.watchSse(query).next()

    expect(overSocket).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }])
    expect(overSse.value).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
  })

  it('is refused by the other processes too', async () => {
    const other = await startApiProcess(engine, { env })
    try {
      const { secret } = await aHolder(engine, 'LEARNER', 'mover')
      await untilRefused(() => send(secret, VIEWER))
      const elsewhere = () =>
        fetch(`${other.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
          body: JSON.stringify({ query: VIEWER }),
        })
      await eventually(async () => (await elsewhere()).status === 429)
    } finally {
      await other.end('SIGTERM')
    }
  })
})

describe('a service', () => {
  it('may ask without end, but not for one learner’s work', async () => {
    const { secret, ask } = await aHolder(engine, 'SERVICE')
    for (let i = 0; i < 60; i++) expect((await send(secret, VIEWER)).status).toBe(200)
    const { data } = await ask(CREATE, { input: { learnerId: 'one', simulationId: 'quiz' } })
    const input = { submissionId: data.createSubmission.id, data: {} }
    expect((await untilRefused(() => send(secret, AUTOSAVE, { input }))).passed).toBe(5)
    const create = (learnerId: string) => send(secret, CREATE, { input: { learnerId, simulationId: 'quiz' } })
    expect((await untilRefused(() => create('one'))).passed).toBe(7)
    expect((await create('two')).status).toBe(200)
  })
})

describe('one who guesses keys', () => {
  it('is soon refused before the record is asked, and others at other addresses are not', async () => {
    const guess = (n: number) => `aek_${String(n).padStart(12, '0')}_${'x'.repeat(43)}`
    let n = 0
    const from = (address: string) => ({ 'x-forwarded-for': address })
    const { passed } = await untilRefused(() => send(guess(n++), VIEWER, {}, from('6.6.6.6')))
    const fresh = await aHolder(engine, 'SERVICE')

    expect(passed).toBe(100)
    expect((await send(fresh.secret, VIEWER, {}, from('6.6.6.6'))).status).toBe(429)
    expect((await send(fresh.secret, VIEWER, {}, from('7.7.7.7'))).status).toBe(200)
    // Who is known already is not kept out by what others at the address do.
    expect((await send(fresh.secret, VIEWER, {}, from('6.6.6.6'))).status).toBe(200)
    const { data } = await engine.ask('{ auditLog(first: 100) { edges { node { action address } } } }')
    const entries = data.auditLog.edges.filter(
      ({ node }: { node: { action: string } }) => node.action === 'signIn',
    )
    expect(entries).toEqual([{ node: { action: 'signIn', address: '6.6.6.6' } }])
  })
})

describe('a document that asks for too much', () => {
  const nested = (depth: number) =>
    `{ submissions { edges { node { ${'scoreJob { submission { '.repeat(depth)} id ${'} }'.repeat(depth)} } } } }`
  const PAGES =
    'query ($n: Int) { submissions(first: $n) { edges { node { scoreJobs(first: $n) { edges { node { simulation { id } } } } } } } }'

  it.each<[string, string, object]>([
    ['aliases', `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: viewer { role }`).join(' ')} }`, {}],
    ['levels', nested(10), {}],
    ['directives', `{ viewer { role ${'@include(if: true) '.repeat(60)} } }`, {}],
    ['tokens', `{ viewer { ${'role '.repeat(6000)} } }`, {}],
    ['objects by literals', PAGES.replaceAll('$n)', '100)').replace('query ($n: Int)', ''), {}],
    ['objects by variables', PAGES, { n: 100 }],
  ])('is refused for its %s, on every transport', async (_what, query, variables) => {
    const answer = await engine.ask(query, variables)
    const { value } = await engine
      .watch(query, variables)
      .next()
      .catch((errors) => ({ value: { errors, data: null } }))

    for (const { data, errors } of [answer, value]) {
      expect(data ?? null).toBeNull()
      expect(errors[0].extensions).toEqual({ code: 'TOO_COMPLEX' })
    }
    expect(answer.status).toBeLessThan(500)
  })

  it('lets the introspection of GraphiQL through', async () => {
    const { getIntrospectionQuery } = await import('graphql')
    expect((await engine.ask(getIntrospectionQuery())).errors).toBeUndefined()
  })
})

describe('a WebSocket', () => {
  const openAs = (headers: object) =>
    new WebSocket(`${engine.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { ...headers },
    })

  it.each([
    ['https://evil.example', false],
    ['null', false],
    ['https://app.example', true],
    [undefined, true],
    ['the own origin', true],
  ])('is opened for a page of %s: %s', async (origin, opens) => {
    const socket = openAs(
      origin === undefined ? {} : { origin: origin === 'the own origin' ? engine.url : origin },
    )
    const opened = await once(socket, 'open').then(
      () => true,
      () => false,
    )
    socket.terminate()
    expect(opened).toBe(opens)
  })

  it('has a hundred subscriptions at the most', async () => {
    const socket = openAs({})
    const heard: { type: string; id?: string }[] = []
    socket.on('message', (message) => heard.push(JSON.parse(String(message))))
    await once(socket, 'open')
    const say = (message: object) => socket.send(JSON.stringify(message))
    say({ type: 'connection_init', payload: { authorization: `Bearer ${ADMIN_KEY}` } })
    await eventually(async () => heard.some(({ type }) => type === 'connection_ack'))
    for (let i = 0; i <= 100; i++) {
      say({ type: 'subscribe', id: `${i}`, payload: { query: 'subscription { jobActivity { id } }' } })
    }
    const refused = await eventually(
      async () => heard.filter(({ type }) => type === 'error').length === 1 && heard,
    )
    socket.close()
    expect(refused.find(({ type }) => type === 'error')).toMatchObject({ id: '100' })
  })
})

describe('a slow client', () => {
  it('is cut off before it has sent its headers', { timeout: 40_000 }, async () => {
    const { port, hostname } = new URL(engine.url)
    const socket = connect(Number(port), hostname)
    socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\n')
    const chunks: string[] = []
    socket.on('data', (chunk) => chunks.push(String(chunk)))
    await once(socket, 'close')
    expect(chunks.join('')).toContain('408')
  })
})

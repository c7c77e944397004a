import { once } from 'node:events'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { aQuiz } from '../support/builders.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE_JOB, PUBLISH } from '../support/operations.ts'

// graphql-transport-ws and SSE message by message, as a client of another make would speak them.

let engine: Engine
let redis: Redis
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  redis = new Redis(engine.redisUrl)
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
})
afterAll(async () => {
  redis.disconnect()
  await engine.stop()
})

const AUTHORIZATION = `Bearer ${ADMIN_KEY}`
const INIT = { type: 'connection_init', payload: { authorization: AUTHORIZATION } }
const METRICS = 'subscription { queueMetrics { waiting } }'
const subscribe = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } })
const statusOf = (id: string) => `subscription { jobStatus(jobId: "${id}") { version status } }`

async function queueJob(): Promise<string> {
  const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
  return (await engine.ask(CREATE_JOB, { input })).data.createScoreJob.id
}
const watchersOf = async (id: string) => (await redis.pubsub('CHANNELS', `*${id}`)).length

/** A socket that notes what it is told. */
async function openSocket(protocol?: string) {
  const socket = new WebSocket(`${engine.url.replace('http', 'ws')}/graphql`, protocol)
  const heard: { type: string; id?: string; payload?: unknown }[] = []
  socket.on('message', (message) => heard.push(JSON.parse(String(message))))
  const closed = once(socket, 'close').then(([code]) => code as number)
  await once(socket, 'open')
  const hear = (type: string, id?: string) =>
    eventually(async () => heard.find((message) => message.type === type && message.id === id))
  return {
    closed,
    hear,
    close: () => socket.close(),
    async say(message: object | string) {
      socket.send(typeof message === 'string' ? message : JSON.stringify(message))
      // Nothing may follow before a good beginning is acknowledged.
      if (message === INIT) await hear('connection_ack')
    },
  }
}

describe('a WebSocket', () => {
  it.each<[number, string, (object | string)[]]>([
    [4400, 'says what is no message', [INIT, 'nonsense']],
    [
      4400,
      'sends variables that are no object',
      [INIT, { ...subscribe('1', METRICS), payload: { query: METRICS, variables: 'x' } }],
    ],
    [4401, 'subscribes before it has shown who it is', [subscribe('1', METRICS)]],
    [
      4403,
      'shows its key under another name',
      [{ type: 'connection_init', payload: { key: AUTHORIZATION } }],
    ],
    [4408, 'never shows who it is', []],
    [4409, 'uses an id twice at once', [INIT, subscribe('1', METRICS), subscribe('1', METRICS)]],
    [4429, 'begins twice', [INIT, INIT]],
  ])('is closed with %i when it %s', async (code, _what, messages) => {
    const socket = await openSocket('graphql-transport-ws')
    for (const message of messages) await socket.say(message)

    expect(await socket.closed).toBe(code)
  })

  it('is closed with 4406 when it speaks another protocol', async () => {
    expect(await (await openSocket()).closed).toBe(4406)
  })

  it.each<[string, object]>([
    ['cannot be parsed', { query: '{ viewer { role }' }],
    ['is not valid', { query: '{ nothing }' }],
    ['is not named', { query: 'query A { viewer { role } } query B { viewer { role } }' }],
    ['has another name', { query: 'query A { viewer { role } }', operationName: 'B' }],
    [
      'has its only field hang on a variable',
      {
        query: 'subscription ($x: Boolean!) { queueMetrics @skip(if: $x) { waiting } }',
        variables: { x: false },
      },
    ],
  ])('is told what HTTP is told of an operation that %s, and stays open', async (_what, payload) => {
    const socket = await openSocket('graphql-transport-ws')
    for (const message of [INIT, { type: 'subscribe', id: '1', payload }]) await socket.say(message)
    const told = await socket.hear('error', '1')
    const response = await fetch(`${engine.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: AUTHORIZATION,
      },
      body: JSON.stringify(payload),
    })

    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ errors: told?.payload })
    await socket.say({ type: 'ping' })
    await socket.hear('pong')
    socket.close()
  })

  it('carries pings, queries, and several subscriptions of which one may end', async () => {
    const [done, waiting] = await Promise.all([queueJob(), queueJob()])
    const socket = await openSocket('graphql-transport-ws')
    for (const message of [INIT, { type: 'ping' }, subscribe('q', '{ viewer { role } }')])
      await socket.say(message)
    await socket.say(subscribe('one', statusOf(done)))
    await socket.say(subscribe('two', statusOf(waiting)))
    await Promise.all([socket.hear('pong'), socket.hear('complete', 'q'), socket.hear('next', 'one')])
    expect(await socket.hear('next', 'two')).toMatchObject({
      payload: { data: { jobStatus: { version: 1, status: 'QUEUED' } } },
    })
    expect([await watchersOf(done), await watchersOf(waiting)]).toEqual([1, 1])

    await socket.say({ type: 'complete', id: 'one' })
    await eventually(async () => (await watchersOf(done)) === 0)
    expect(await watchersOf(waiting)).toBe(1)

    socket.close()
    await eventually(async () => (await watchersOf(waiting)) === 0)
  })
})

describe('server-sent events', () => {
  it('come by GET as by POST, and free the job when their reader goes', async () => {
    const id = await queueJob()
    const leaving = new AbortController()
    const response = await fetch(`${engine.url}/graphql?query=${encodeURIComponent(statusOf(id))}`, {
      headers: { accept: 'text/event-stream', authorization: AUTHORIZATION },
      signal: leaving.signal,
    })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let told = ''
    while (!told.includes('data:')) told += (await reader?.read())?.value ?? ''

    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(told).toContain('event: next\ndata: {"data":{"jobStatus":{"version":1,"status":"QUEUED"}}}')
    expect(await watchersOf(id)).toBe(1)
    leaving.abort()
    await reader?.read().catch(() => undefined)
    await eventually(async () => (await watchersOf(id)) === 0)
  })

  it('are not left open for a client that takes none', async () => {
    const id = await queueJob()
    const query = encodeURIComponent(statusOf(id))
    const headers = { accept: 'application/json', authorization: AUTHORIZATION }
    const response = await fetch(`${engine.url}/graphql?query=${query}`, { headers })

    expect(response.status).toBe(406)
    await eventually(async () => (await watchersOf(id)) === 0)
  })
})

describe('one who begins after a version', () => {
  it.each(['', '00000000-0000-7000-8000-000000000000', 'nonsense'])('hears NOT_FOUND for %j', async (id) => {
    for (const transport of ['watch', 'watchSse'] as const) {
      const { value } = await engine[transport](statusOf(id)).next()
      expect(value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    }
  })

  it('hears of the end also where the job has never been so far', async () => {
    const id = await queueJob()
    const states = engine.watch(
      `subscription { jobStatus(jobId: "${id}", afterVersion: 1000) { version status } }`,
    )
    const first = states.next()
    await eventually(async () => (await watchersOf(id)) === 1)
    await engine.ask(`mutation { cancelScoreJob(input: { jobId: "${id}" }) { __typename } }`)

    expect((await first).value?.data).toEqual({ jobStatus: { version: 2, status: 'CANCELED' } })
    expect((await states.next()).done).toBe(true)
  })

  it('hears that a version below 0 is none', async () => {
    const { value } = await engine
      .watch(`subscription { jobStatus(jobId: "${await queueJob()}", afterVersion: -1) { id } }`)
      .next()
    expect(value).toMatchObject({ errors: [{ extensions: { argument: 'afterVersion' } }] })
  })
})

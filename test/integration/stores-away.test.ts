import { Redis } from 'ioredis'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { startWorker } from '../../src/roles/start-worker.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { aCodeTask, aDefinition, aQuiz } from '../support/builders.ts'
import { openSocket } from '../support/client.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE, CREATE_JOB, JOB, JOB_STATUS, PUBLISH, SUBMIT } from '../support/operations.ts'
import { type ServerProxy, startProxy } from '../support/proxy.ts'
import { ownDatabase, ownRedis } from '../support/stores.ts'

let postgres: ServerProxy
let redis: ServerProxy
let engine: Engine
let databaseUrl: string
beforeAll(async () => {
  databaseUrl = await ownDatabase()
  postgres = await startProxy(databaseUrl)
  redis = await startProxy(await ownRedis())
  engine = await startEngine({ env: { DATABASE_URL: postgres.url, REDIS_URL: redis.url } })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  const tasks = [aCodeTask({ limits: { timeMs: 1000, memoryMb: 32 } })]
  await engine.ask(PUBLISH, { input: { definition: aDefinition({ tasks }) } })
})
afterAll(async () => {
  await engine.stop()
  await postgres.stop()
  await redis.stop()
})

const RIGHT = { answers: { quiz: { choice: ['b'] } } }
const AWAY = { code: 'SERVICE_UNAVAILABLE', retryable: true, requestId: expect.any(String) }

async function draft(): Promise<string> {
  const input = { learnerId: 'ada', simulationId: 'quiz', data: RIGHT }
  return (await engine.ask(CREATE, { input })).data.createSubmission.id
}
const submit = (submissionId: string) => engine.ask(SUBMIT, { input: { submissionId } })
async function endOf(id: string) {
  for await (const _event of engine.watch(JOB_STATUS, { id }));
  return (await engine.ask(JOB, { id })).data.scoreJob
}
function post(query: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_KEY}` }
  return fetch(`${engine.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
}
/** What a subscription or a query over WebSocket answers with first. */
function overSocket(query: string): Promise<unknown> {
  const socket = openSocket(`${engine.url}/graphql`, `Bearer ${ADMIN_KEY}`)
  return new Promise((resolve) => {
    socket.subscribe({ query }, { next: resolve, error: resolve, complete: () => undefined })
  })
}

describe('while Postgres is out of reach', () => {
  it('clients hear that they may try again, nothing is acknowledged, and no restart is needed', async () => {
    const submissionId = await draft()
    postgres.cut()
    const refused = await submit(submissionId)
    const read = await post('{ submissions { edges { cursor } } }')
    const body = (await read.json()) as { errors: object[] }
    const watched = await overSocket('{ submissions { edges { cursor } } }')
    const subscribed = await overSocket(
      'subscription { jobStatus(jobId: "00000000-0000-7000-8000-000000000000") { id } }',
    )
    postgres.restore()
    const { submission } = await eventually(async () => {
      const asked = 'query ($id: ID!) { submission(id: $id) { status scoreJob { id } } }'
      return (await engine.ask(asked, { id: submissionId })).data
    })
    const accepted = await submit(submissionId)

    expect(refused).toMatchObject({ status: 503, errors: [{ extensions: AWAY }] })
    expect([read.status, read.headers.get('retry-after')]).toEqual([503, '1'])
    expect(body.errors).toMatchObject([{ message: expect.stringContaining('try again'), extensions: AWAY }])
    expect(watched).toMatchObject({ errors: [{ extensions: AWAY }] })
    expect(subscribed).toMatchObject({ errors: [{ extensions: AWAY }] })
    expect(JSON.stringify([body, watched, subscribed])).not.toMatch(/ECONN|terminated|"http"/)
    expect(submission).toEqual({ status: 'IN_PROGRESS', scoreJob: null })
    expect(await endOf(accepted.data.submitSubmission.scoreJob.id)).toMatchObject({
      status: 'DONE',
      score: 100,
    })
  })

  it('a request that is under way is answered, and does not hang', async () => {
    await draft()
    postgres.freeze()
    const { status, errors } = await engine.ask('{ submissions { edges { cursor } } }')
    const ready = await fetch(`${engine.url}/readyz`)
    postgres.restore()

    expect([status, errors?.[0]?.extensions.code]).toEqual([503, 'SERVICE_UNAVAILABLE'])
    expect(ready.status).toBe(503)
    await eventually(async () => (await engine.ask('{ submissions { edges { cursor } } }')).status === 200)
  }, 40_000)
})

describe('a verdict that is found while Postgres is out of reach', () => {
  it('is written when it is back: no retry is spent, no run is lost', async () => {
    const submissionData = { code: 'export function sumOfEvens() { for (;;); }' }
    const input = { learnerId: 'ada', simulationId: 'sum-of-evens', submissionData }
    const { id } = (await engine.ask(CREATE_JOB, { input })).data.createScoreJob
    await eventually(async () => (await engine.ask(JOB, { id })).data.scoreJob.status === 'RUNNING')
    postgres.cut()
    await eventually(async () => engine.log.some(({ message }) => message === 'A run waits for the record'))
    postgres.restore()

    expect(await endOf(id)).toMatchObject({ status: 'DONE', retryCount: 0, attempts: [{ outcome: 'DONE' }] })
  })
})

describe('when Postgres ends every connection', () => {
  it('requests succeed or may be tried again, and what was accepted is scored', async () => {
    const submissionIds = await Promise.all(Array.from({ length: 50 }, draft))
    const admin = new Client({ connectionString: databaseUrl })
    await admin.connect()
    const submitting = submissionIds.map(submit)
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await admin.end()
    const answers = await Promise.all(submitting)
    const refused = answers.filter(({ status }) => status !== 200)
    const accepted = await Promise.all(
      submissionIds.map((id) => eventually(async () => (await submit(id)).data.submitSubmission)),
    )
    const ends = await Promise.all(accepted.map(({ scoreJob }) => endOf(scoreJob.id)))

    const landed = ['A database connection broke', 'A store was away for a request']
    expect(engine.log.some(({ message }) => landed.includes(String(message)))).toBe(true)
    expect(refused.filter(({ errors }) => errors?.[0]?.extensions.code !== 'SERVICE_UNAVAILABLE')).toEqual([])
    expect(ends.filter(({ status, score }) => status !== 'DONE' || score !== 100)).toEqual([])
  })
})

describe('while Redis answers nothing', () => {
  it('work is accepted all the same, without a position, and is scored when Redis is back', async () => {
    redis.freeze()
    const first = await submit(await draft())
    await eventually(async () => {
      await submit(await draft())
      return engine.log.some(({ err }) =>
        String((err as { message?: string })?.message).includes('try again'),
      )
    })
    const { id } = (await submit(await draft())).data.submitSubmission.scoreJob
    const { scoreJob } = await eventually(async () => {
      const { data } = await engine.ask('query ($id: ID!) { scoreJob(id: $id) { status queuePosition } }', {
        id,
      })
      return data.scoreJob.queuePosition === null && data
    })
    const metrics = await post('{ queueMetrics { waiting } }')
    const ready = await (await fetch(`${engine.url}/readyz`)).json()
    redis.restore()

    expect(first.status).toBe(200)
    expect(scoreJob.status).toBe('QUEUED')
    expect([metrics.status, (await metrics.json()) as object]).toMatchObject([
      503,
      { errors: [{ extensions: AWAY }] },
    ])
    expect(ready).toEqual({ status: 'degraded', redis: 'down' })
    expect(await endOf(id)).toMatchObject({ status: 'DONE' })
  }, 40_000)
})

describe('Redis', () => {
  it('keeps no key of ours without an expiry', async () => {
    const keys = new Redis(redis.url)
    const found = await eventually(async () => {
      const all = await keys.keys('assessment-engine:*')
      return all.length > 0 && all
    })
    const ttls = await Promise.all(found.map((key) => keys.ttl(key)))
    keys.disconnect()

    expect(found).toContain('assessment-engine:sentinel')
    expect(Math.min(...ttls)).toBeGreaterThan(0)
  })
})

describe('a worker', () => {
  it('stops while neither store can be reached', async () => {
    const config = readConfig({ DATABASE_URL: postgres.url, REDIS_URL: redis.url })
    const log = openLog({ level: 'error', role: 'worker', destination: { write: () => {} } })
    const worker = await startWorker(config, log)
    postgres.cut()
    redis.cut()
    // Within the time that a test has: BullMQ would wait for Redis as long as for a running job.
    await expect(worker.stop()).resolves.toBeUndefined()
    postgres.restore()
    redis.restore()
  })
})

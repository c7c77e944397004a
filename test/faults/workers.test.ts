import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../support/builders.ts'
import type { Client } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE_JOB, JOB, JOB_STATUS, PUBLISH } from '../support/operations.ts'
import {
  type OwnStores,
  type RoleProcess,
  startApiProcess,
  startOwnStores,
  startRole,
} from '../support/processes.ts'

let stores: OwnStores
let api: Awaited<ReturnType<typeof startApiProcess>>
let client: Client
beforeAll(async () => {
  stores = await startOwnStores()
  api = await startApiProcess(stores)
  client = api.client
  // Every test runs into its limit of metered work: long enough to be killed in the middle.
  const tests = Array.from({ length: 8 }, (_, i) => ({
    kind: 'call',
    name: `loops ${i}`,
    function: 'sumOfEvens',
    args: [[]],
    expected: 0,
  }))
  const limits = { timeMs: 1000, memoryMb: 32 }
  const definition = aDefinition({ tasks: [aCodeTask({ tests, limits })] })
  await client.ask(PUBLISH, { input: { definition } })
  await client.ask(PUBLISH, { input: { definition: aQuiz() } })
})
afterAll(async () => {
  await api.end('SIGTERM')
  await stores.stop()
})

async function submitLoop(): Promise<string> {
  const submissionData = { code: 'export function sumOfEvens() { for (;;); }' }
  const input = { learnerId: 'ada', simulationId: 'sum-of-evens', submissionData }
  return (await client.ask(CREATE_JOB, { input })).data.createScoreJob.id
}
async function submitQuiz(): Promise<string> {
  const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
  return (await client.ask(CREATE_JOB, { input })).data.createScoreJob.id
}
async function job(id: string) {
  return (await client.ask(JOB, { id })).data.scoreJob
}
async function untilRunning(id: string) {
  await eventually(async () => (await job(id)).status === 'RUNNING')
}
async function endOf(id: string) {
  let last: unknown
  for await (const { data } of client.watch(JOB_STATUS, { id })) last = data.jobStatus
  return { watched: last, job: await job(id) }
}

describe('a worker', () => {
  it('that is killed in the middle of a job is replaced, no retry is spent, and watchers see the end', async () => {
    const doomed = startRole('worker', stores)
    const id = await submitLoop()
    await untilRunning(id)
    expect(await doomed.end('SIGKILL')).toBeNull()
    const heir = startRole('worker', stores)
    const { watched, job: ended } = await endOf(id)
    await heir.end('SIGTERM')

    expect(ended).toMatchObject({ status: 'DONE', score: 0, retryCount: 0 })
    expect(ended.attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['LOST', 'DONE'])
    expect(watched).toMatchObject({ status: 'DONE', version: ended.version })
  })

  it('that is frozen past its lease and woken writes nothing', async () => {
    const frozen = startRole('worker', stores)
    const id = await submitLoop()
    await untilRunning(id)
    frozen.child.kill('SIGSTOP')
    const heir = startRole('worker', stores)
    const { job: ended } = await endOf(id)
    frozen.child.kill('SIGCONT')
    await stop(frozen, heir)

    expect(ended).toMatchObject({ status: 'DONE', retryCount: 0 })
    expect(ended.attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['LOST', 'DONE'])
    expect(await job(id)).toEqual(ended)
  })

  it('that is asked to stop finishes the job in hand, and exits with 0', async () => {
    const worker = startRole('worker', stores)
    const id = await submitLoop()
    await untilRunning(id)

    expect(await worker.end('SIGTERM')).toBe(0)
    expect(await job(id)).toMatchObject({ status: 'DONE', attempts: [{ outcome: 'DONE' }] })
  })
})

describe('Redis', () => {
  it('may be away while work is handed in: all of it is scored once Redis is back', async () => {
    const worker = startRole('worker', stores)
    await stores.stopRedis()
    const ready = await eventually(async () => {
      const answer = (await (await fetch(`${api.url}/readyz`)).json()) as { status: string }
      return answer.status === 'degraded' && answer
    })
    const id = await submitLoop()
    const waiting = await job(id)
    await stores.startRedis()
    const { job: ended } = await endOf(id)
    await stop(worker)

    expect(ready).toEqual({ status: 'degraded', redis: 'down' })
    expect(waiting.status).toBe('QUEUED')
    expect(ended.status).toBe('DONE')
  })

  it('may forget everything: what was queued is woken again from the record', async () => {
    const before = startRole('worker', stores)
    await endOf(await submitQuiz())
    await stop(before)
    const ids = await Promise.all([submitQuiz(), submitQuiz(), submitQuiz()])
    const redis = new Redis(stores.redisUrl)
    await eventually(async () => (await redis.llen('bull:score:wait')) === ids.length)
    await redis.flushall()
    expect(await redis.dbsize()).toBe(0)
    redis.disconnect()
    const after = startRole('worker', stores)
    const ends = await Promise.all(ids.map(endOf))
    await stop(after)

    expect(ends.map(({ job: ended }) => ended.status)).toEqual(['DONE', 'DONE', 'DONE'])
  })
})

async function stop(...workers: RoleProcess[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.end('SIGTERM')))
}

import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { jobChannel } from '../../src/status/event.ts'
import { aQuiz } from '../support/builders.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE_JOB, PUBLISH } from '../support/operations.ts'

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

/** Together far more than a connection's buffers hold. */
const CHANGES = 200
const BYTES_OF_EACH = 200_000

async function queueJob(): Promise<string> {
  const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
  return (await engine.ask(CREATE_JOB, { input })).data.createScoreJob.id
}

/** Tells of a state of a job, which each of its watchers is sent at length. */
function publish(id: string, version: number, state: object): Promise<number> {
  const learnerId = 'x'.repeat(BYTES_OF_EACH)
  const job = {
    id,
    version,
    learnerId,
    purpose: 'DIRECT',
    simulationId: id,
    slug: 'quiz',
    submissionId: null,
  }
  const times = { queuedAt: new Date(), startedAt: new Date(), completedAt: new Date() }
  return redis.publish(
    jobChannel(id),
    JSON.stringify({ job: { ...job, retryCount: 0, ...times, ...state }, progress: null }),
  )
}

/** A watcher that reads until it is paused. */
async function watch(id: string) {
  const socket = new WebSocket(`${engine.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const versions: number[] = []
  const state = { isComplete: false }
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data))
    if (type === 'connection_ack')
      socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }))
    if (type === 'next') versions.push(payload.data.jobStatus.version)
    if (type === 'complete') state.isComplete = true
  })
  const query = `subscription { jobStatus(jobId: "${id}") { version learnerId } }`
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ADMIN_KEY}` } }))
  await eventually(async () => versions.length > 0)
  return { socket, versions, state }
}

describe('a watcher that does not read for a while', () => {
  it('is sent the newest state when it reads again, to the end; those beside it miss nothing meanwhile', async () => {
    const id = await queueJob()
    const [slow, quick] = [await watch(id), await watch(id)]
    slow.socket.pause()
    for (let version = 2; version <= CHANGES; version++) {
      await publish(id, version, { status: 'RUNNING' })
      await eventually(async () => quick.versions.at(-1) === version)
    }
    await publish(id, CHANGES + 1, { status: 'CANCELED' })
    await eventually(async () => quick.state.isComplete)
    slow.socket.resume()
    await eventually(async () => slow.state.isComplete)
    for (const { socket } of [slow, quick]) socket.close()

    expect(quick.versions).toHaveLength(CHANGES + 1)
    expect(slow.versions.length).toBeLessThan(CHANGES)
    expect(slow.versions.at(-1)).toBe(CHANGES + 1)
    expect(slow.versions).toEqual([...slow.versions].sort((a, b) => a - b))
  })
})

/** An event stream that has begun, of which nothing is read. */
async function openStream(query: string): Promise<IncomingMessage> {
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    authorization: `Bearer ${ADMIN_KEY}`,
  }
  const asking = request(`${engine.url}/graphql`, { method: 'POST', headers })
  asking.end(JSON.stringify({ query }))
  const [stream] = (await once(asking, 'response')) as [IncomingMessage]
  return stream
}

async function watchersOf(id: string): Promise<number> {
  const [, subscribed] = await redis.pubsub('NUMSUB', jobChannel(id))
  return Number(subscribed)
}

describe('an event stream of which nothing is read', () => {
  it('is broken off in the end', { timeout: 60_000 }, async () => {
    const id = await queueJob()
    const quick = await watch(id)
    const stream = await openStream(`subscription { jobStatus(jobId: "${id}") { version learnerId } }`)
    for (let version = 2; version <= CHANGES; version++) {
      await publish(id, version, { status: 'RUNNING' })
      await eventually(async () => quick.versions.at(-1) === version)
    }
    quick.socket.close()
    expect(await watchersOf(id)).toBe(1)
    await eventually(async () => (await watchersOf(id)) === 0, 50_000)

    stream.resume()
    await expect(once(stream, 'end')).rejects.toThrow('aborted')
  })
})

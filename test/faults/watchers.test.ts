import { connect, type Socket } from 'node:net'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { ADMIN_KEY } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import type { ApiProcess } from '../support/processes.ts'
import { childrenOf } from './support/sandbox-processes.ts'
import { GOOD, LONG, WORDY } from './support/simulations.ts'
import { useStage } from './support/use-stage.ts'
import { endOf } from './support/watch.ts'

const stage = useStage()
/** Of a round trip. */
const LATENCY_MS = 500
/** Time for a renewal that has to make a connection first, which takes five round trips. */
const LEASE_MS = 6000
const MB = 1024 * 1024

describe('a network that is slow', () => {
  it('14: takes no job from its worker: leases are renewed in time, and watchers see the end', async () => {
    const toPostgres = await stage().openProxy('databaseUrl')
    const toRedis = await stage().openProxy('redisUrl')
    const ways = { databaseUrl: toPostgres.url, redisUrl: toRedis.url }
    const env = { LEASE_MS: String(LEASE_MS) }
    const worker = await stage().startWorker({ ...ways, env })
    const api = await stage().startApi(ways)
    for (const proxy of [toPostgres, toRedis]) proxy.delay(LATENCY_MS / 2)
    const client = () => api.client
    const id = await stage().learner(client).handIn(LONG)
    const watch = stage().watch(id, client)
    await stage().untilStatus(id, 'RUNNING')
    const sandbox = childrenOf(worker.pid)
    for (const pid of sandbox) process.kill(pid, 'SIGSTOP')
    // Long enough for a lease that has run out to be found by the reconciler.
    await untilRunningFor(id, 2 * LEASE_MS)
    for (const pid of sandbox) process.kill(pid, 'SIGCONT')
    const roundTrip = await timeOfPing(toRedis.url)
    const end = await endOf(watch, 60_000)
    const { started_at, completed_at } = await stage().job(id)
    for (const proxy of [toPostgres, toRedis]) proxy.restore()

    expect(roundTrip).toBeGreaterThanOrEqual(LATENCY_MS - 1)
    expect(end).toMatchObject({ status: 'DONE' })
    expect(await stage().outcomes(id)).toEqual(['DONE'])
    expect(completed_at - started_at).toBeGreaterThan(2 * LEASE_MS)
  })
})

/** Waits until a job was claimed so long ago, by the clock of Postgres. */
async function untilRunningFor(id: string, ms: number): Promise<void> {
  const query = 'select now() - started_at > make_interval(secs => $2) as is_so from score_jobs where id = $1'
  await eventually(async () => (await stage().row(query, [id, ms / 1000])).is_so, 2 * ms)
}

describe('a watcher that does not read', () => {
  it('14: costs the API no memory without end, and other watchers nothing', async () => {
    await stage().startWorker()
    const [api] = stage().apis as [ApiProcess]
    const client = () => api.client
    const stuck = await Promise.all(Array.from({ length: 20 }, () => watchEverything(api)))
    for (const socket of stuck) socket.pause()
    const reader = await watchEverything(api)
    async function work() {
      const ids = await Promise.all(
        Array.from({ length: 10 }, () => stage().learner(client).createJob(WORDY)),
      )
      const watches = ids.slice(0, 2).map((id) => stage().watch(id, client))
      const ends = await Promise.all(watches.map((watch) => endOf(watch)))
      expect(ends).toMatchObject(Array(2).fill({ status: 'DONE' }))
    }
    const workUntilRead = (bytes: number) =>
      eventually(async () => {
        await work()
        return reader.bytesRead >= bytes
      }, 60_000)
    // A process that begins to work takes memory for itself.
    await workUntilRead(2 * MB)
    const before = await residentMemory(api)
    await workUntilRead(10 * MB)
    const after = await residentMemory(api)
    for (const socket of [reader, ...stuck]) socket.destroy()

    // Each of them was offered what the reader has read: 160 MB in all.
    expect((after - before) / MB).toBeLessThan(60)
    expect(stuck.every((socket) => socket.bytesRead < MB)).toBe(true)
  })
})

describe('an API that is killed', () => {
  it('has its watchers go on at another one, behind the version that they have seen', async () => {
    const doomed = await stage().startApi()
    await stage().startWorker()
    const id = await stage().learner().handIn(LONG)
    const watches = [stage().watch(id, aliveOr(doomed)), stage().watch(id, aliveOr(doomed))]
    await eventually(async () => watches.every(({ seen }) => seen.at(-1)?.status === 'RUNNING'))
    await doomed.end('SIGKILL')
    const ends = await Promise.all(watches.map((watch) => endOf(watch, 60_000)))

    expect(ends).toMatchObject(Array(2).fill({ status: 'DONE' }))
    expect(watches.every(({ ends: { length } }) => length > 1)).toBe(true)
    await stage().untilStatus(await stage().learner().handIn(GOOD), 'DONE')
  })
})

/** The client of an API while it lives, of any other one afterwards. */
function aliveOr(api: ApiProcess) {
  return () => (api.alive() ? api.client : stage().anyClient())
}

async function timeOfPing(url: string): Promise<number> {
  const redis = new Redis(url)
  await redis.ping()
  const before = performance.now()
  await redis.ping()
  redis.disconnect()
  return performance.now() - before
}

async function residentMemory({ url }: ApiProcess): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1])
}

/** A socket on which every change of every job comes in, with all that its simulation says. */
async function watchEverything({ url }: ApiProcess): Promise<Socket> {
  const query = 'subscription { jobActivity { id simulation { instructions } } }'
  const body = JSON.stringify({ query })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(
    [
      'POST /graphql HTTP/1.1',
      `host: ${new URL(url).host}`,
      `authorization: Bearer ${ADMIN_KEY}`,
      'accept: text/event-stream',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
  expect(answer).toMatch(/^HTTP\/1.1 200/)
  socket.resume()
  return socket
}

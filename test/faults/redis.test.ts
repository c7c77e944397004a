import { describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { readiness, startRole, untilReady } from '../support/processes.ts'
import { killSandboxes } from './support/sandbox-processes.ts'
import { GOOD, LONG, QUIZ } from './support/simulations.ts'
import { useStage } from './support/use-stage.ts'
import { endOf, type Watch } from './support/watch.ts'

const stage = useStage()

/** Faults of Redis under which nothing can be queued, each with its end. `landed` throws or is false without it. */
const OUTAGES = [
  {
    name: '7: is killed, and started again',
    begin: () => stage().stores.signalRedis('SIGKILL'),
    end: () => stage().stores.startRedis(),
    landed: () => apiSays('down'),
  },
  {
    name: '10: is out of memory',
    begin: () => stage().redis.config('SET', 'maxmemory', '1'),
    end: () => stage().redis.config('SET', 'maxmemory', '0'),
    landed: () => refusesToWrite('OOM'),
  },
  {
    name: '11: is read-only',
    begin: () => stage().redis.call('REPLICAOF', '127.0.0.1', '1'),
    end: () => stage().redis.call('REPLICAOF', 'NO', 'ONE'),
    landed: () => refusesToWrite('READONLY'),
  },
  {
    name: '13: is frozen, and woken',
    begin: () => stage().stores.signalRedis('SIGSTOP'),
    end: () => stage().stores.signalRedis('SIGCONT'),
    landed: () => apiSays('down'),
  },
]

async function apiSays(redis: 'down'): Promise<boolean> {
  const said = await Promise.all(stage().apis.map(readiness))
  return said.every((ready) => ready?.status === 'degraded' && ready.redis === redis)
}
async function refusesToWrite(reason: string): Promise<boolean> {
  const refusal = await stage()
    .redis.set('probe', 'x')
    .catch((error: Error) => error.message)
  return refusal.startsWith(reason)
}

describe('while Redis', () => {
  it.each(OUTAGES)('$name, work is accepted, and all of it is scored afterwards', async (outage) => {
    await stage().startWorker()
    const running = await stage().learner().handIn(LONG)
    await stage().untilStatus(running, 'RUNNING')
    const watches = [stage().watch(running)]
    await outage.begin()
    await eventually(outage.landed)
    for (const program of [QUIZ, GOOD, QUIZ])
      watches.push(stage().watch(await stage().learner().handIn(program)))
    await stage().untilStatus(running, 'DONE', 60_000)
    expect(await outage.landed()).toBe(true)
    await outage.end()

    expect(await statuses(watches)).toEqual(['DONE', 'DONE', 'DONE', 'DONE'])
  })

  it('8: is not there yet, API and worker wait, say so, stop when asked, and begin once it is there', async () => {
    await stage().stores.stopRedis()
    const early = [startRole('worker', stage().stores), startRole('api', stage().stores)]
    await Promise.all(early.map(untilReady))
    const said = await Promise.all(early.map(readiness))
    const logged = early.map(({ log }) => log.some(({ message }) => message === 'Redis is out of reach'))
    const codes = await Promise.all(early.map((role) => role.end('SIGTERM')))
    const worker = await stage().startWorker()
    const api = await stage().startApi()
    const id = await stage()
      .learner(() => api.client)
      .handIn(GOOD)
    const watch = stage().watch(id, () => api.client)
    await stage().stores.startRedis()

    expect(said).toEqual(Array(2).fill({ status: 'degraded', redis: 'down' }))
    expect(logged).toEqual([true, true])
    expect(codes).toEqual([0, 0])
    expect(await endOf(watch)).toMatchObject({ status: 'DONE' })
    expect([worker.alive(), api.alive()]).toEqual([true, true])
  })
})

it('9: Redis forgets everything in the middle of a run: what ran, waited or was to be retried is all scored', async () => {
  const worker = await stage().startWorker({ env: { WORKER_CONCURRENCY: '1', RETRY_DELAY: '10000' } })
  const retried = await stage().learner().handIn(LONG)
  await stage().untilStatus(retried, 'RUNNING')
  await killSandboxes(worker.pid, async () => (await stage().outcomes(retried))[0] === 'RETRIED')
  await eventually(async () => (await stage().redis.zcard('bull:score:delayed')) === 1)
  const running = await stage().learner().handIn(LONG)
  await stage().untilStatus(running, 'RUNNING')
  const waiting = await stage().learner().handIn(QUIZ)
  await eventually(async () => (await stage().redis.llen('bull:score:wait')) === 1)
  const watches = [retried, running, waiting].map((id) => stage().watch(id))
  await stage().redis.flushall()

  expect(await stage().redis.exists('bull:score:wait', 'bull:score:delayed')).toBe(0)
  expect(await statuses(watches)).toEqual(['DONE', 'DONE', 'DONE'])
  expect(await stage().outcomes(retried)).toEqual(['RETRIED', 'DONE'])
})

describe('connections to Redis', () => {
  it('12: are killed by the server: everybody connects again, and watchers miss no end', async () => {
    await stage().startWorker()
    const watches = await watchedJobs()
    const before = await connectionIds()
    await stage().redis.call('CLIENT', 'KILL', 'SKIPME', 'yes')
    const left = (await connectionIds()).filter((id) => before.includes(id))

    expect(before.length).toBeGreaterThan(4)
    expect(left.length).toBeLessThanOrEqual(1) // Our own.
    expect(await statuses(watches)).toEqual(['DONE', 'DONE'])
  })

  it('12: are reset on the way, again and again: everybody connects again, and watchers miss no end', async () => {
    const proxy = await stage().openProxy('redisUrl')
    const redisUrl = proxy.url
    const worker = await stage().startWorker({ redisUrl })
    const api = await stage().startApi({ redisUrl })
    const watches = await watchedJobs(() => api.client)
    for (let resets = 1; resets <= 3; resets += 1) {
      proxy.reset()
      await eventually(async () => (await readiness(api))?.status === 'ok')
      await eventually(async () => (await readiness(worker))?.status === 'ok')
    }

    expect(await statuses(watches)).toEqual(['DONE', 'DONE'])
  })

  it('13: go dead without a word: they are given up and made anew, and jobs are taken again', async () => {
    const proxy = await stage().openProxy('redisUrl')
    const redisUrl = proxy.url
    await stage().startWorker({ redisUrl })
    const api = await stage().startApi({ redisUrl })
    const watches = await watchedJobs(() => api.client)
    proxy.abandon()
    await eventually(async () => (await readiness(api))?.status === 'degraded')
    watches.push(...(await watchedJobs(() => api.client)))

    expect(await statuses(watches, 90_000)).toEqual(['DONE', 'DONE', 'DONE', 'DONE'])
  })
})

async function watchedJobs(client = stage().anyClient): Promise<Watch[]> {
  const ids = [await stage().learner(client).handIn(LONG), await stage().learner(client).handIn(GOOD)]
  return ids.map((id) => stage().watch(id, client))
}

async function statuses(watches: readonly Watch[], ms = 60_000): Promise<unknown[]> {
  return (await Promise.all(watches.map((watch) => endOf(watch, ms)))).map((state) => state?.status)
}

async function connectionIds(): Promise<string[]> {
  const list = String(await stage().redis.call('CLIENT', 'LIST'))
  return [...list.matchAll(/^id=(\d+)/gm)].map(([, id]) => id ?? '')
}

import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { ADMIN_KEY } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import type { ApiProcess } from '../support/processes.ts'
import type { ServerProxy } from '../support/proxy.ts'
import { insist, Unacknowledged } from './support/learner.ts'
import { GOOD, LONG, QUIZ } from './support/simulations.ts'
import { useStage } from './support/use-stage.ts'
import { endOf } from './support/watch.ts'

const stage = useStage()

describe('an API that is killed while it writes', () => {
  let proxy: ServerProxy
  let doomed: ApiProcess
  beforeEach(async () => {
    proxy = await stage().openProxy('databaseUrl')
    doomed = await stage().startApi({ databaseUrl: proxy.url })
  })

  /** The outcome of a request that is under way when the API dies. */
  async function killDuring(request: Promise<string>): Promise<unknown> {
    const outcome = request.catch((error: unknown) => error)
    await eventually(async () => proxy.isHolding())
    await doomed.end('SIGKILL')
    return outcome
  }
  const count = async (key: string) =>
    Number((await stage().row('select count(*) from submissions where idempotency_key = $1', [key])).count)

  it('5: before the commit acknowledges nothing; the repeat with the key makes the one submission', async () => {
    const key = randomUUID()
    proxy.hold('up', 'create submissions')
    const outcome = await killDuring(
      stage()
        .learner(() => doomed.client)
        .create(GOOD, key),
    )

    expect(outcome).toBeInstanceOf(Unacknowledged)
    expect(await count(key)).toBe(0)
    await stage().learner().create(GOOD, key)
    expect(await count(key)).toBe(1)
  })

  it('5: after the commit acknowledges nothing either; the repeat with the key gives the same submission', async () => {
    const key = randomUUID()
    proxy.hold('down', '', 'create submissions')
    const request = stage()
      .learner(() => doomed.client)
      .create(GOOD, key)
    const outcome = killDuring(request)
    const written = await eventually(() =>
      stage().row('select id from submissions where idempotency_key = $1', [key]),
    )

    expect(await outcome).toBeInstanceOf(Unacknowledged)
    expect(await stage().learner().create(GOOD, key)).toBe(written.id)
    expect(await count(key)).toBe(1)
  })

  it('5: after a submit is committed and before its wake-up is sent, leaves the wake-up to the relay', async () => {
    const learner = stage().learner(() => doomed.client)
    const submissionId = await learner.create(GOOD)
    proxy.hold('down', submissionId)
    const outcome = await killDuring(learner.submit(submissionId))
    const written = await stage().row('select id from score_jobs where submission_id = $1', [submissionId])
    await stage().startWorker()
    await stage().untilStatus(written.id, 'DONE')

    expect(outcome).toBeInstanceOf(Unacknowledged)
    expect(await stage().learner().submit(submissionId)).toBe(written.id)
  })
})

it('6: a relay that is killed between sending and marking has its wake-up sent again, to no effect', async () => {
  const toRedis = await stage().openProxy('redisUrl')
  const toPostgres = await stage().openProxy('databaseUrl')
  // One API cannot send its wake-ups; the other one relays them, and never gets its commit through.
  const [first] = stage().apis
  const silent = await stage().startApi({ redisUrl: toRedis.url })
  await first?.end('SIGTERM')
  toRedis.cut()
  const relaying = await stage().startApi({ databaseUrl: toPostgres.url })
  relaying.child.kill('SIGSTOP')
  const id = await stage()
    .learner(() => silent.client)
    .handIn(GOOD)
  toPostgres.hold('up', 'commit', id)
  relaying.child.kill('SIGCONT')
  const message = `bull:score:${id}-0`
  await eventually(async () => (await stage().redis.exists(message)) === 1 && toPostgres.isHolding())
  await relaying.end('SIGKILL')
  const left = await stage().row('select epoch from outbox where job_id = $1', [id])
  toRedis.restore()
  await eventually(
    async () => (await stage().row('select 1 from outbox where job_id = $1', [id])) === undefined,
  )
  await stage().startWorker()
  await stage().untilStatus(id, 'DONE')

  expect(left).toEqual({ epoch: 0 })
  expect(await stage().outcomes(id)).toEqual(['DONE'])
})

describe('an API that is asked to stop', () => {
  it('17: under load answers or refuses each request, closes its sockets with 1001, and loses nothing', async () => {
    const [stopping] = stage().apis as [ApiProcess]
    const other = await stage().startApi()
    await stage().startWorker()
    const closed = closeCodeOf(stopping)
    const ids: string[] = []
    let enough = false
    async function learn() {
      const learner = stage().learner()
      while (!enough) {
        const key = randomUUID()
        ids.push(await insist(() => learner.createJob(QUIZ, key)))
      }
    }
    const learners = Promise.all(Array.from({ length: 8 }, learn))
    await eventually(async () => ids.length > 50)
    const id = await stage().learner().handIn(LONG)
    const whileItLives = () => (stopping.alive() ? stopping.client : other.client)
    const watches = [stage().watch(id, whileItLives), stage().watch(id, whileItLives)]
    await eventually(async () => watches.every(({ seen }) => seen.length > 0))
    const code = await stopping.end('SIGTERM')
    const before = ids.length
    await eventually(async () => ids.length > before + 50)
    enough = true
    await learners
    await Promise.all(watches.map((watch) => endOf(watch, 60_000)))

    expect(code).toBe(0)
    expect(await closed).toBe(1001)
    expect(stage().apis.map(({ pid }) => pid)).toEqual([other.pid])
    expect(watches.every(({ ends }) => ends.length > 1)).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

/** The code with which an API closes a socket on which somebody has said hello. */
function closeCodeOf({ url }: ApiProcess): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const payload = { authorization: `Bearer ${ADMIN_KEY}` }
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })))
  return new Promise((resolve) => socket.on('close', resolve))
}

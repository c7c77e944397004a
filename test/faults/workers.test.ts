import { describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { RoleProcess } from '../support/processes.ts'
import { childrenOf, isAlive, killSandboxes } from './support/sandbox-processes.ts'
import { GOOD, LONG, QUIZ } from './support/simulations.ts'
import { useStage } from './support/use-stage.ts'
import { endOf } from './support/watch.ts'

const stage = useStage()

const LOST = 'Job lost to another worker, or canceled'
const hasLogged = (role: RoleProcess, message: string) => () =>
  Promise.resolve(role.log.some((line) => line.message === message))

/** A long job in the hands of a worker. */
async function runningJob(): Promise<string> {
  const id = await stage().learner().handIn(LONG)
  await stage().untilStatus(id, 'RUNNING')
  return id
}

describe('a worker that is killed', () => {
  it('1: in the middle of a job is replaced, no retry is spent, and its sandbox dies with it', async () => {
    const doomed = await stage().startWorker()
    const id = await runningJob()
    const watch = stage().watch(id)
    const sandbox = childrenOf(doomed.pid)
    expect(await doomed.end('SIGKILL')).toBeNull()
    await stage().startWorker()
    await endOf(watch, 60_000)
    await eventually(async () => !sandbox.some(isAlive))

    expect(await stage().job(id)).toMatchObject({ status: 'DONE', retry_count: 0 })
    expect(await stage().outcomes(id)).toEqual(['LOST', 'DONE'])
    expect(sandbox.length).toBeGreaterThan(0)
  })

  it('2: on every run of one job has that job end in ERROR, and no other', async () => {
    const id = await stage().learner().handIn(LONG)
    const watch = stage().watch(id)
    for (let crash = 1; crash <= 4; crash += 1) {
      await stage().startWorker()
      const holder = await eventually(() => stage().workerOf(id), 30_000)
      const neighbour = await stage().learner().handIn(QUIZ)
      await stage().untilStatus(neighbour, 'DONE')
      await holder.end('SIGKILL')
    }
    await stage().startWorker()
    await endOf(watch, 60_000)

    expect(await stage().job(id)).toMatchObject({ status: 'ERROR', error_code: 'WORKER_CRASHED' })
    expect(await stage().outcomes(id)).toEqual(['LOST', 'LOST', 'LOST', 'LOST'])
  })

  it('3: after the commit of a verdict and before it tells anybody, leaves no watcher waiting', async () => {
    const proxy = await stage().openProxy('databaseUrl')
    const databaseUrl = proxy.url
    const doomed = await stage().startWorker({ databaseUrl })
    const id = await stage().learner().handIn(LONG)
    const watches = [stage().watch(id), stage().watch(id)]
    // The answer of Postgres that the verdict is written: the worker never hears it.
    proxy.hold('down', id, 'complete score jobs')
    await stage().untilStatus(id, 'DONE', 60_000)
    await eventually(async () => proxy.isHolding())
    await doomed.end('SIGKILL')
    const isUnsettled = async () => (await stage().redis.lpos('bull:score:active', `${id}-0`)) !== null
    const wasUnsettled = await isUnsettled()
    const ends = await Promise.all(watches.map((watch) => endOf(watch)))
    await letStall(`${id}-0`)
    await stage().startWorker()
    // BullMQ finds the wake-up stalled, and has it run again.
    await eventually(async () => !(await isUnsettled()), 90_000)

    expect(wasUnsettled).toBe(true)
    expect(ends).toEqual([expect.objectContaining({ status: 'DONE' }), ends[0]])
    expect(await stage().outcomes(id)).toEqual(['DONE'])
  })
})

/** What BullMQ itself would come to in the next minute: the message's lock has run out, and that was seen once. */
async function letStall(message: string): Promise<void> {
  const { redis } = stage()
  await redis.del(`bull:score:${message}:lock`, 'bull:score:stalled-check')
  await redis.sadd('bull:score:stalled', message)
}

describe('a worker that is silent past its lease', () => {
  it('4: because it was frozen, writes nothing when it is woken', async () => {
    const frozen = await stage().startWorker()
    const id = await runningJob()
    const watch = stage().watch(id)
    frozen.child.kill('SIGSTOP')
    await stage().startWorker()
    await endOf(watch, 60_000)
    const ended = await stage().job(id)
    frozen.child.kill('SIGCONT')
    await eventually(hasLogged(frozen, LOST))

    expect(ended).toMatchObject({ status: 'DONE', retry_count: 0 })
    expect(await stage().outcomes(id)).toEqual(['LOST', 'DONE'])
    expect(await stage().job(id)).toEqual(ended)
  })

  it('19: because its event loop was blocked, writes nothing either', async () => {
    const preload = [new URL('./sabotage/blockable.ts', import.meta.url)]
    const blocked = await stage().startWorker({ preload, env: { BLOCK_MS: '10000' } })
    const id = await runningJob()
    const watch = stage().watch(id)
    blocked.child.kill('SIGUSR2')
    await stage().startWorker()
    await endOf(watch, 60_000)
    await eventually(hasLogged(blocked, LOST), 30_000)

    expect(await stage().job(id)).toMatchObject({ status: 'DONE', retry_count: 0 })
    expect(await stage().outcomes(id)).toEqual(['LOST', 'DONE'])
  })
})

describe('a worker that is asked to stop', () => {
  it('17: finishes the job in hand, and exits with 0', async () => {
    const worker = await stage().startWorker()
    const id = await runningJob()

    expect(await worker.end('SIGTERM')).toBe(0)
    expect(await stage().outcomes(id)).toEqual(['DONE'])
  })

  it('17: hands a job back unspent that does not finish within the grace time', async () => {
    const worker = await stage().startWorker()
    const id = await runningJob()
    for (const pid of childrenOf(worker.pid)) process.kill(pid, 'SIGSTOP')

    expect(await worker.end('SIGTERM')).toBe(0)
    expect(await stage().outcomes(id)).toEqual(['HANDED_BACK'])
    expect(await stage().job(id)).toMatchObject({ status: 'QUEUED', retry_count: 0, crash_count: 0 })
    await stage().startWorker()
    await stage().untilStatus(id, 'DONE', 60_000)
  })

  it('17: ends at once at the second signal', async () => {
    const worker = await stage().startWorker()
    const id = await runningJob()
    worker.child.kill('SIGTERM')
    await eventually(hasLogged(worker, 'Stopping'))
    // What comes within a second counts as the same signal.
    await eventually(async () => {
      worker.child.kill('SIGTERM')
      return !worker.alive()
    })

    expect(worker.child.exitCode).toBe(130)
    expect(await stage().job(id)).toMatchObject({ status: 'RUNNING' })
  })
})

it('a sandbox that dies on every run of a job is retried as configured, and then given up', async () => {
  const worker = await stage().startWorker()
  const id = await stage().learner().handIn(LONG)
  for (let run = 1; run <= 4; run += 1) {
    await eventually(async () => (await stage().outcomes(id)).length === run, 30_000)
    await killSandboxes(worker.pid, async () => (await stage().outcomes(id))[run - 1] !== 'RUNNING')
  }

  expect(await stage().job(id)).toMatchObject({ status: 'ERROR', retry_count: 3, error_retryable: true })
  expect(await stage().outcomes(id)).toEqual(['RETRIED', 'RETRIED', 'RETRIED', 'ERROR'])
  expect(worker.alive()).toBe(true)
  await stage().untilStatus(await stage().learner().handIn(GOOD), 'DONE')
})

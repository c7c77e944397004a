import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { violations } from './support/invariants.ts'
import { LONG, QUIZ } from './support/simulations.ts'
import { Stage } from './support/stage.ts'

// What proves that the suite can fail: with a safeguard sawn off, the invariants must be found broken.

const WITHIN_MS = 15_000

let stage: Stage
beforeEach(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.close())

it('without fencing, a frozen worker that wakes ends a job a second time, and the check says so', async () => {
  const preload = [new URL('./sabotage/no-fence.ts', import.meta.url)]
  // The record's own last wall stands behind the tokens: without it nothing hides what the workers do.
  await stage.sql.query('drop trigger score_jobs_keep_final_states on score_jobs')
  const frozen = await stage.startWorker({ preload })
  const id = await stage.handInToBeAtWork(LONG)
  frozen.child.kill('SIGSTOP')
  await stage.startWorker({ preload })
  await stage.untilStatus(id, 'DONE', 60_000)
  frozen.child.kill('SIGCONT')
  await eventually(async () => (await stage.job(id)).version > 5, 60_000)

  const found = await violations(stage, { withinMs: WITHIN_MS })
  expect(found).toContainEqual(`I3: job ${id} ended 2 times: DONE,DONE`)
  expect(found).toContainEqual(`I5: job ${id} left DONE`)
})

it('without the reconciler, what a killed worker or a flushed Redis had stays where it is, and the check says so', async () => {
  const preload = [new URL('./sabotage/no-reconciler.ts', import.meta.url)]
  const doomed = await stage.startWorker({ preload })
  const held = await stage.learner().handIn(LONG)
  await stage.untilStatus(held, 'RUNNING')
  await doomed.end('SIGKILL')
  const queued = await stage.learner().handIn(QUIZ)
  await eventually(async () => (await stage.redis.llen('bull:score:wait')) === 1)
  await stage.redis.flushall()
  await stage.startWorker({ preload })

  const found = await violations(stage, { withinMs: WITHIN_MS })
  expect(found).toContainEqual(`I2: job ${held} is RUNNING for good`)
  expect(found).toContainEqual(`I2: job ${queued} is QUEUED for good`)
})

it('without any of that, the same two stories break nothing', async () => {
  const frozen = await stage.startWorker()
  const id = await stage.handInToBeAtWork(LONG)
  frozen.child.kill('SIGSTOP')
  await stage.startWorker()
  await stage.untilStatus(id, 'DONE', 60_000)
  frozen.child.kill('SIGCONT')

  expect(await violations(stage, { withinMs: WITHIN_MS })).toEqual([])
})

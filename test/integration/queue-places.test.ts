import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { CREATE_JOB, PUBLISH } from '../support/operations.ts'

const CANCEL = `mutation ($id: ID!) { cancelScoreJob(input: { jobId: $id }) { ... on ScoreJob { status } } }`
const PLACE = `subscription ($id: ID!) { jobStatus(jobId: $id) { version ...Place } }
  fragment Place on ScoreJob { queuePosition estimatedCompletionAt }`
const STATUS = `subscription ($id: ID!) { jobStatus(jobId: $id) { version status } }`

let engine: Engine
let postgres: Client
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  postgres = new Client({ connectionString: engine.databaseUrl })
  await postgres.connect()
})
afterAll(async () => {
  await postgres.end()
  await engine.stop()
})

async function queueJob(): Promise<string> {
  const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
  return (await engine.ask(CREATE_JOB, { input })).data.createScoreJob.id
}

describe('a queued job', () => {
  it.each(['watch', 'watchSse'] as const)('is seen to move up by its watchers over %s', async (transport) => {
    const ids = [await queueJob(), await queueJob(), await queueJob()]
    const [first = '', second = '', third = ''] = ids
    const seen: unknown[] = []
    for await (const { data } of engine[transport](PLACE, { id: third })) {
      const { version, queuePosition } = data.jobStatus
      if (seen.at(-1) !== queuePosition) seen.push(queuePosition)
      if (queuePosition === 3) await engine.ask(CANCEL, { id: first })
      if (queuePosition === 2) await engine.ask(CANCEL, { id: second })
      if (queuePosition === 1) await engine.ask(CANCEL, { id: third })
      expect(version).toBe(queuePosition === null ? 2 : 1)
    }

    expect(seen).toEqual([3, 2, 1, null])
  })

  it('is where a query says it is', async () => {
    const ids = [await queueJob(), await queueJob()]
    const { data } = await engine.ask(
      `query ($a: ID!, $b: ID!) { a: scoreJob(id: $a) { queuePosition } b: scoreJob(id: $b) { queuePosition } }`,
      { a: ids[0], b: ids[1] },
    )
    for (const id of ids) await engine.ask(CANCEL, { id })

    expect([data.a.queuePosition, data.b.queuePosition]).toEqual([1, 2])
  })

  it('is not expected to be done by a pace at which jobs were only canceled', async () => {
    await engine.ask(CANCEL, { id: await queueJob() })
    const id = await queueJob()
    const { data } = await engine.ask('query ($id: ID!) { scoreJob(id: $id) { estimatedCompletionAt } }', {
      id,
    })
    await engine.ask(CANCEL, { id })

    expect(data.scoreJob.estimatedCompletionAt).toBeNull()
  })

  it('is expected by the pace of the time in which there was work, however little came in the last minute', async () => {
    await postgres.query(`insert into score_jobs (id, purpose, status, learner_id, simulation_id, slug, data,
        queued_at, started_at, completed_at, error_code, error_message, error_retryable)
      select gen_random_uuid(), 'DIRECT', 'ERROR', 'ada', id, slug, '{}',
        now() - interval '23 seconds', now() - interval '22 seconds', now() - interval '1 second' * ended, 'x', 'x', true
      from simulations, unnest(array[22, 21, 20]) as ended where slug = 'quiz'`)
    const id = await queueJob()
    const asked = Date.now()
    const { data } = await engine.ask('query ($id: ID!) { scoreJob(id: $id) { estimatedCompletionAt } }', {
      id,
    })
    await engine.ask(CANCEL, { id })
    const expectedMs = Date.parse(data.scoreJob.estimatedCompletionAt) - asked

    expect(expectedMs).toBeGreaterThanOrEqual(1000)
    expect(expectedMs).toBeLessThan(4000)
  })

  it('tells nothing of its place to those who do not ask for it', async () => {
    const [ahead, id] = [await queueJob(), await queueJob()]
    const [places, states] = [engine.watch(PLACE, { id }), engine.watch(STATUS, { id })]
    const versions = [(await states.next()).value?.data.jobStatus.version]
    await engine.ask(CANCEL, { id: ahead })
    while ((await places.next()).value?.data.jobStatus.queuePosition !== 1);
    await engine.ask(CANCEL, { id })
    for await (const { data } of states) versions.push(data.jobStatus.version)
    await places.return?.()

    expect(versions).toEqual([1, 2])
  })
})

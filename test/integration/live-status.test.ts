import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aQuiz } from '../support/builders.ts'
import type { Event } from '../support/client.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE, JOB, JOB_STATUS, PUBLISH, SUBMIT } from '../support/operations.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
})
afterAll(() => engine.stop())

async function submitQuiz(): Promise<string> {
  const data = { answers: { quiz: { choice: ['b'] } } }
  const created = await engine.ask(CREATE, { input: { learnerId: 'ada', simulationId: 'quiz', data } })
  const submitted = await engine.ask(SUBMIT, { input: { submissionId: created.data.createSubmission.id } })
  return submitted.data.submitSubmission.scoreJob.id
}

async function rest(events: AsyncIterable<Event>): Promise<Event[]> {
  const all: Event[] = []
  for await (const event of events) all.push(event)
  return all
}
const versions = (events: Event[]) => events.map(({ data }) => data.jobStatus.version)
const isRising = (numbers: number[]) => numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] ?? 0))

describe.each(['watch', 'watchSse'] as const)('jobStatus over %s', (transport) => {
  it('shows the way to the end, as the record has it, and completes', async () => {
    const id = await submitQuiz()
    const events = await rest(engine[transport](JOB_STATUS, { id }))
    const { data } = await engine.ask(JOB, { id })
    const { attempts: _, ...job } = data.scoreJob

    expect(isRising(versions(events))).toBe(true)
    expect(events.at(-1)?.data.jobStatus).toEqual(job)
    expect(job).toMatchObject({ status: 'DONE', score: 100, version: 3 })
  })

  it('gives the end to one who comes after it, and nothing to one who has it', async () => {
    const id = await submitQuiz()
    await rest(engine[transport](JOB_STATUS, { id }))

    expect(versions(await rest(engine[transport](JOB_STATUS, { id })))).toEqual([3])
    expect(versions(await rest(engine[transport](JOB_STATUS, { id, after: 2 })))).toEqual([3])
    expect(await rest(engine[transport](JOB_STATUS, { id, after: 3 }))).toEqual([])
  })
})

describe('the hub', () => {
  it('brings many watchers of one job to the same end', async () => {
    const id = await submitQuiz()
    const streams = await Promise.all(
      Array.from({ length: 20 }, () => rest(engine.watch(JOB_STATUS, { id }))),
    )

    expect(streams.map((events) => events.at(-1)?.data.jobStatus.status)).toEqual(Array(20).fill('DONE'))
  })

  it('learns from the record what no event told of', async () => {
    const idle = await startEngine({ workers: 0 })
    await idle.ask(PUBLISH, { input: { definition: aQuiz() } })
    const created = await idle.ask(CREATE, { input: { learnerId: 'ada', simulationId: 'quiz' } })
    const submitted = await idle.ask(SUBMIT, { input: { submissionId: created.data.createSubmission.id } })
    const { id } = submitted.data.submitSubmission.scoreJob
    const events = idle.watch(JOB_STATUS, { id })
    const first = await events.next()
    await withClient(idle.databaseUrl, (client) =>
      client.query(`update score_jobs set status = 'CANCELED', version = version + 1, completed_at = now()`),
    )
    const second = await events.next()
    const end = await events.next()
    await idle.stop()

    expect(first.value?.data.jobStatus.status).toBe('QUEUED')
    expect(second.value?.data.jobStatus).toMatchObject({ status: 'CANCELED', version: 2 })
    expect(end.done).toBe(true)
  })
})

describe('queueMetrics', () => {
  it('count what has ended since the beginning, from the record', async () => {
    const before = (await engine.ask('{ queueMetrics { completed failed } }')).data.queueMetrics
    const id = await submitQuiz()
    await rest(engine.watch(JOB_STATUS, { id }))
    const { queueMetrics } = (
      await engine.ask('{ queueMetrics { waiting active delayed completed failed } }')
    ).data

    expect(queueMetrics).toMatchObject({
      waiting: 0,
      delayed: 0,
      completed: before.completed + 1,
      failed: before.failed,
    })
  })

  it.each(['watch', 'watchSse'] as const)('are told at once and on change over %s', async (transport) => {
    const events = engine[transport]('subscription { queueMetrics { completed } }')
    const first = (await events.next()).value?.data.queueMetrics.completed
    await rest(engine.watch(JOB_STATUS, { id: await submitQuiz() }))
    const second = await eventually(
      async () => (await events.next()).value?.data.queueMetrics.completed > first,
    )
    await events.return?.(undefined)

    expect(second).toBe(true)
  })
})

describe('jobActivity', () => {
  it('tells a dashboard of the jobs that match', async () => {
    const events = engine.watch(
      `subscription { jobActivity(filter: { simulationId: "quiz", status: DONE }) { id status } }`,
    )
    const next = events.next()
    // The subscription opens while jobs come: the first that ends after it is open is told of.
    const ids = new Set<string>()
    const event = await eventually(async () => {
      ids.add(await submitQuiz())
      return Promise.race([next, new Promise<null>((resolve) => setTimeout(resolve, 200, null))])
    })
    await events.return?.(undefined)

    expect(event.value?.data.jobActivity.status).toBe('DONE')
    expect(ids).toContain(event.value?.data.jobActivity.id)
  })
})

async function withClient(url: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await use(client)
  await client.end()
}

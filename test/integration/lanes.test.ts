import { afterAll, beforeAll, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE, JOB_STATUS, PRACTICE, PUBLISH, RESCORE, SUBMIT } from '../support/operations.ts'

const N = 200
const ENDLESS = { code: 'export function sumOfEvens() { for (;;); }' }

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ env: { WORKER_CONCURRENCY: '1' } })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  const limits = { timeMs: 1000, memoryMb: 32 }
  await engine.ask(PUBLISH, { input: { definition: aDefinition({ tasks: [aCodeTask({ limits })] }) } })
})
afterAll(() => engine.stop())

async function draft(simulationId: string, data: object): Promise<string> {
  const created = await engine.ask(CREATE, { input: { learnerId: 'ada', simulationId, data } })
  return created.data.createSubmission.id
}
const nTimes = <T>(n: number, make: () => Promise<T>) => Promise.all(Array.from({ length: n }, make))

async function practise() {
  const submissionId = await draft('sum-of-evens', ENDLESS)
  return (await engine.ask(PRACTICE, { input: { submissionId } })).data.practiceSubmission.id
}
async function submit(simulationId: string, data: object) {
  const submissionId = await draft(simulationId, data)
  const { data: answer } = await engine.ask(SUBMIT, { input: { submissionId } })
  return { submissionId, jobId: answer.submitSubmission.scoreJob.id }
}
async function endOf(id: string): Promise<{ status: string }> {
  let last = { status: '' }
  for await (const { data } of engine.watch(JOB_STATUS, { id })) last = data.jobStatus
  return last
}
async function queuedOf(purpose: string): Promise<number> {
  const { data } = await engine.ask(
    `{ jobs: scoreJobs(first: 100, filter: { purpose: ${purpose}, status: QUEUED }) { edges { cursor } } }`,
  )
  return data.jobs.edges.length
}

it('takes what is handed in at once, however much practice and however many rescores wait', async () => {
  const { submissionId, jobId } = await submit('sum-of-evens', ENDLESS)
  await endOf(jobId)
  const practised = await nTimes(N, practise)
  await nTimes(N, () => engine.ask(RESCORE, { input: { submissionId, reason: 'many' } }))
  const depth = await eventually(async () => {
    const { data } = await engine.ask('{ queueMetrics { waiting lanes { lane waiting } } }')
    return data.queueMetrics.waiting >= 2 * N - 20 && data.queueMetrics
  })
  const last = practised.at(-1)
  const { data } = await engine.ask('query ($id: ID!) { scoreJob(id: $id) { queuePosition } }', { id: last })
  const metrics = await (await fetch(`${engine.url}/metrics`)).text()
  const ended = await endOf((await submit('quiz', { answers: { quiz: { choice: ['b'] } } })).jobId)

  expect(ended).toMatchObject({ status: 'DONE', score: 100 })
  // Their pages are still full.
  expect([await queuedOf('PRACTICE'), await queuedOf('RESCORE')]).toEqual([100, 100])
  expect(depth.lanes).toMatchObject([
    { lane: 'SCORE', waiting: 0 },
    { lane: 'PRACTICE' },
    { lane: 'RESCORE' },
  ])
  // Of its own lane alone.
  expect(data.scoreJob.queuePosition).toBeGreaterThan(N / 2)
  expect(data.scoreJob.queuePosition).toBeLessThanOrEqual(N)
  expect(metrics).toMatch(/assessment_queue_jobs\{lane="rescore",state="waiting"\} \d{2,}/)
}, 60_000)

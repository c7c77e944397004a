import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { startWorker } from '../../src/roles/start-worker.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { aCodeTask, aDefinition } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { AUTOSAVE, CREATE, JOB, JOB_STATUS, PRACTICE, PUBLISH, RETRY, SUBMIT } from '../support/operations.ts'

const QUIZ = { id: 'quiz', kind: 'choice', options: ['a', 'b'], answer: ['b'] }
const RIGHT = 'export const sumOfEvens = (ns) => ns.filter((n) => n % 2 === 0).reduce((a, b) => a + b, 0)'
const WRONG = 'export const sumOfEvens = () => 7'

let engine: Engine
let worker: { stop(): Promise<void> } | undefined
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  const tasks = [aCodeTask(), QUIZ]
  await engine.ask(PUBLISH, { input: { definition: aDefinition({ tasks, maxAttempts: 100 }) } })
})
afterAll(async () => {
  await worker?.stop()
  await engine.stop()
})

/** What is queued before stays queued until this is called. */
async function work() {
  const { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL } = engine
  const log = openLog({ level: 'error', role: 'worker', destination: { write: () => {} } })
  worker ??= await startWorker(readConfig({ DATABASE_URL, REDIS_URL }), log)
}
const answersWith = (code: string) => ({ answers: { sum: { code }, quiz: { choice: ['b'] } } })
async function draft(code = RIGHT, learnerId = 'ada'): Promise<string> {
  const input = { learnerId, simulationId: 'sum-of-evens', data: answersWith(code) }
  return (await engine.ask(CREATE, { input })).data.createSubmission.id
}
async function practise(submissionId: string, data?: object) {
  return (await engine.ask(PRACTICE, { input: { submissionId, data } })).data.practiceSubmission
}
const statusOf = async (id: string) => (await engine.ask(JOB, { id })).data.scoreJob.status
async function endOf(id: string) {
  await work()
  for await (const _event of engine.watch(JOB_STATUS, { id }));
  return (await engine.ask(JOB, { id })).data.scoreJob
}

describe('practiceSubmission', () => {
  it('tries the draft as it stood, whatever is saved later', async () => {
    const submissionId = await draft(RIGHT)
    const job = await practise(submissionId)
    await engine.ask(AUTOSAVE, { input: { submissionId, data: answersWith(WRONG) } })
    const { testResults } = await endOf(job.id)

    expect(job).toMatchObject({ purpose: 'PRACTICE', status: 'QUEUED', learnerId: 'ada' })
    expect(testResults).toMatchObject([{ name: 'adds evens', passed: true }])
  })

  it('runs the visible tests alone, and tells nothing of the other tasks', async () => {
    const { testResults, score, feedback } = await endOf((await practise(await draft(WRONG))).id)

    expect(testResults).toHaveLength(1)
    expect(testResults[0]).toMatchObject({ name: 'adds evens', hidden: false, passed: false, actual: '7' })
    expect(score).toBe(0)
    expect(feedback).not.toContain('quiz')
  })

  it('tries other data where it is given, and leaves the draft as it is', async () => {
    const submissionId = await draft(WRONG)
    const { testResults } = await endOf((await practise(submissionId, answersWith(RIGHT))).id)
    const { submission } = (
      await engine.ask('query ($id: ID!) { submission(id: $id) { revision data } }', { id: submissionId })
    ).data

    expect(testResults).toMatchObject([{ passed: true }])
    expect(submission).toEqual({ revision: 0, data: answersWith(WRONG) })
  })

  it('counts for nothing: no attempt, no result of the submission', async () => {
    const submissionId = await draft(RIGHT, 'counts')
    const { id } = await practise(submissionId)
    await endOf(id)
    const next = await engine.ask(CREATE, { input: { learnerId: 'counts', simulationId: 'sum-of-evens' } })
    const asked = `query ($id: ID!) { submission(id: $id) {
      status scoreJob { id } scoreJobs { edges { node { id purpose } } } } }`
    const { submission } = (await engine.ask(asked, { id: submissionId })).data
    const submitted = (await engine.ask(SUBMIT, { input: { submissionId } })).data.submitSubmission

    expect(next.data.createSubmission.attempt).toBe(2)
    expect(submission).toMatchObject({ status: 'IN_PROGRESS', scoreJob: null })
    expect(submission.scoreJobs.edges).toEqual([{ node: { id, purpose: 'PRACTICE' } }])
    expect(submitted.scoreJob.id).not.toBe(id)
  })

  it('ends in ERROR for data of the wrong shape, and is not retried', async () => {
    const { id } = await practise(await draft(), { answers: { nobody: {} } })

    expect(await endOf(id)).toMatchObject({ status: 'ERROR', error: { code: 'INVALID_SUBMISSION_DATA' } })
    expect((await engine.ask(RETRY, { id })).data.retryScoreJob).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('practice'),
    })
  })

  it('refuses work that is handed in, work that is not there, and data that is no object', async () => {
    const submissionId = await draft()
    await engine.ask(SUBMIT, { input: { submissionId } })

    expect(await practise(submissionId)).toMatchObject({ __typename: 'InvalidStateError' })
    for (const unknown of ['00000000-0000-7000-8000-000000000000', 'nonsense']) {
      expect(await practise(unknown)).toMatchObject({ __typename: 'NotFoundError' })
    }
    expect(await practise(await draft(), [1])).toMatchObject({ fieldErrors: [{ path: ['data'] }] })
  })
})

describe('a draft', () => {
  it('has one open practice run: other data calls the older one off', async () => {
    await worker?.stop()
    worker = undefined
    const submissionId = await draft()
    const first = await practise(submissionId)
    const same = await practise(submissionId)
    const reordered = await practise(submissionId, {
      answers: { quiz: { choice: ['b'] }, sum: { code: RIGHT } },
    })
    const other = await practise(submissionId, answersWith(WRONG))

    expect([same.id, reordered.id]).toEqual([first.id, first.id])
    expect(other.id).not.toBe(first.id)
    expect(await Promise.all([first.id, other.id].map(statusOf))).toEqual(['CANCELED', 'QUEUED'])
  })

  it('has one open practice run, however many are asked for at once', async () => {
    const submissionId = await draft()
    const jobs = await Promise.all(
      Array.from({ length: 30 }, (_, i) => practise(submissionId, answersWith(`// ${i % 3}\n${RIGHT}`))),
    )
    const statuses = await Promise.all([...new Set(jobs.map(({ id }) => id))].map(statusOf))

    expect(statuses.filter((status) => status !== 'CANCELED')).toEqual(['QUEUED'])
  })

  it('may be practised again once a run has ended', async () => {
    const submissionId = await draft()
    const first = await practise(submissionId)
    await endOf(first.id)

    expect((await practise(submissionId)).id).not.toBe(first.id)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition, aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CANCEL, CREATE, CREATE_JOB, JOB, JOB_STATUS, PUBLISH, RETRY, SUBMIT } from '../support/operations.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ env: { WORKER_CONCURRENCY: '1' } })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  const limits = { timeMs: 20_000, memoryMb: 32 }
  await engine.ask(PUBLISH, { input: { definition: aDefinition({ tasks: [aCodeTask({ limits })] }) } })
})
afterAll(() => engine.stop())

/** A job that would run for half a minute. */
async function queueEndless(): Promise<string> {
  const submissionData = { code: 'export function sumOfEvens() { for (;;); }' }
  const input = { learnerId: 'ada', simulationId: 'sum-of-evens', submissionData }
  return (await engine.ask(CREATE_JOB, { input })).data.createScoreJob.id
}
async function job(id: string) {
  return (await engine.ask(JOB, { id })).data.scoreJob
}
async function endOf(id: string) {
  for await (const _event of engine.watch(JOB_STATUS, { id }));
  return job(id)
}
const cancel = async (id: string) => (await engine.ask(CANCEL, { id })).data.cancelScoreJob
const retry = async (id: string) => (await engine.ask(RETRY, { id })).data.retryScoreJob

describe('cancelScoreJob', () => {
  it('ends a running job and lets the worker go on with the next', async () => {
    const running = await queueEndless()
    const queued = await queueEndless()
    await eventually(async () => (await job(running)).status === 'RUNNING')

    expect(await cancel(queued)).toMatchObject({ status: 'CANCELED', version: 2 })
    expect(await cancel(running)).toMatchObject({ status: 'CANCELED', version: 3 })
    const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
    const next = (await engine.ask(CREATE_JOB, { input })).data.createScoreJob.id

    expect((await endOf(next)).status).toBe('DONE')
    expect(await endOf(running)).toMatchObject({
      status: 'CANCELED',
      score: null,
      attempts: [{ outcome: 'CANCELED' }],
    })
  })

  it('gives the same job when it is repeated, and refuses one that has ended', async () => {
    const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
    const { id } = (await engine.ask(CREATE_JOB, { input })).data.createScoreJob
    await endOf(id)
    const endless = await queueEndless()
    const [one, two] = await Promise.all([cancel(endless), cancel(endless)])

    expect(one).toEqual(two)
    expect(await cancel(id)).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('DONE'),
    })
    expect(await cancel('nonsense')).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('retryScoreJob', () => {
  it('makes a new job that counts, of one that ended in ERROR', async () => {
    const data = { answers: { nobody: {} } }
    const created = await engine.ask(CREATE, { input: { learnerId: 'ada', simulationId: 'quiz', data } })
    const submissionId = created.data.createSubmission.id
    const submitted = await engine.ask(SUBMIT, { input: { submissionId } })
    const failed = submitted.data.submitSubmission.scoreJob.id
    expect(await endOf(failed)).toMatchObject({ status: 'ERROR' })
    const again = await retry(failed)
    await endOf(again.id)
    const { submission } = (
      await engine.ask(
        'query ($id: ID!) { submission(id: $id) { scoreJob { id purpose status } scoreJobs { edges { node { id } } } } }',
        { id: submissionId },
      )
    ).data

    expect(again).toMatchObject({ purpose: 'RETRY', version: 1 })
    expect(submission.scoreJob).toEqual({ id: again.id, purpose: 'RETRY', status: 'ERROR' })
    expect(submission.scoreJobs.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([
      again.id,
      failed,
    ])
    expect((await job(failed)).status).toBe('ERROR')
  })

  it('refuses a job that did not fail, and one that is not there', async () => {
    const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
    const { id } = (await engine.ask(CREATE_JOB, { input })).data.createScoreJob
    await endOf(id)

    expect(await retry(id)).toMatchObject({ code: 'INVALID_STATE' })
    expect(await retry('00000000-0000-7000-8000-000000000000')).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('and a cancel stand in the audit log', async () => {
    const { data } = await engine.ask('{ auditLog(first: 50) { edges { node { action target } } } }')
    const actions = data.auditLog.edges.map(({ node }: { node: { action: string } }) => node.action)

    expect(actions.filter((action: string) => action === 'retryScoreJob')).toHaveLength(1)
    expect(actions.filter((action: string) => action === 'cancelScoreJob')).toHaveLength(3)
  })
})

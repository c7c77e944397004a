import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE, JOB, JOB_STATUS, PUBLISH, RESCORE, SUBMIT } from '../support/operations.ts'

let engine: Engine
let versions: string[]
beforeAll(async () => {
  engine = await startEngine()
  versions = [await publish('b')]
})
afterAll(() => engine.stop())

async function publish(answer: string, slug = 'quiz'): Promise<string> {
  const tasks = [{ id: 'quiz', kind: 'choice', options: ['a', 'b', 'c'], answer: [answer] }]
  const published = await engine.ask(PUBLISH, { input: { definition: aQuiz({ slug, tasks }) } })
  return published.data.publishSimulation.id
}
async function draft(): Promise<string> {
  const data = { answers: { quiz: { choice: ['b'] } } }
  const created = await engine.ask(CREATE, { input: { learnerId: 'ada', simulationId: versions[0], data } })
  return created.data.createSubmission.id
}
async function submitted(): Promise<{ id: string; jobId: string }> {
  const id = await draft()
  const { data } = await engine.ask(SUBMIT, { input: { submissionId: id } })
  return { id, jobId: data.submitSubmission.scoreJob.id }
}
async function rescore(submissionId: string, over: object = {}) {
  const input = { submissionId, reason: 'the answer was wrong', ...over }
  return (await engine.ask(RESCORE, { input })).data.rescoreSubmission
}
async function endOf(id: string) {
  for await (const _event of engine.watch(JOB_STATUS, { id }));
  return (await engine.ask(JOB, { id })).data.scoreJob
}

describe('rescoreSubmission', () => {
  it('scores by the newest version, and leaves the earlier job as it stands', async () => {
    const { id, jobId } = await submitted()
    const before = await endOf(jobId)
    versions.push(await publish('c'))
    const job = await rescore(id)
    const after = await endOf(job.id)
    const { submission } = (
      await engine.ask(
        'query ($id: ID!) { submission(id: $id) { scoreJob { id } simulation { version } } }',
        {
          id,
        },
      )
    ).data

    expect(job).toMatchObject({ purpose: 'RESCORE', status: 'QUEUED', simulation: { version: 2 } })
    expect([before.score, after.score]).toEqual([100, 0])
    expect(submission).toEqual({ scoreJob: { id: job.id }, simulation: { version: 1 } })
    expect(await endOf(jobId)).toEqual(before)
  })

  it('scores by the version that is named, by its id or its slug', async () => {
    const { id } = await submitted()
    const byId = await rescore(id, { simulationId: versions[0] })
    const bySlug = await rescore(id, { simulationId: 'quiz' })

    expect([byId.simulation.version, bySlug.simulation.version]).toEqual([1, 2])
    expect((await endOf(byId.id)).score).toBe(100)
  })

  it('refuses a draft, an unknown version, another simulation’s, and a missing reason', async () => {
    const { id } = await submitted()
    await publish('a', 'another')

    expect(await rescore(await draft())).toMatchObject({ __typename: 'InvalidStateError' })
    expect(await rescore('nonsense')).toMatchObject({ __typename: 'NotFoundError' })
    expect(await rescore(id, { simulationId: 'no-such' })).toMatchObject({ __typename: 'NotFoundError' })
    expect(await rescore(id, { simulationId: 'another' })).toMatchObject({
      fieldErrors: [{ path: ['simulationId'] }],
    })
    expect(await rescore(id, { reason: ' ' })).toMatchObject({ fieldErrors: [{ path: ['reason'] }] })
  })

  it('stands in the audit log with its reason', async () => {
    const { id } = await submitted()
    const job = await rescore(id, { reason: 'a complaint' })
    const { data } = await engine.ask('{ auditLog(first: 1) { edges { node { action target detail } } } }')

    expect(data.auditLog.edges[0].node).toMatchObject({
      action: 'rescoreSubmission',
      target: id,
      detail: { newJobId: job.id, reason: 'a complaint', version: 2 },
    })
  })

  it('may be asked for a thousand at a time', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await submitted()).id))
    const jobs = await Promise.all(ids.flatMap((id) => Array.from({ length: 50 }, () => rescore(id))))
    const newest = jobs.map(({ id }) => id).toSorted()

    expect(new Set(newest).size).toBe(1000)
    await eventually(async () => {
      const { data } = await engine.ask(
        '{ scoreJobs(filter: { purpose: RESCORE, status: QUEUED }) { edges { cursor } } }',
      )
      return data.scoreJobs.edges.length === 0
    }, 60_000)
  }, 90_000)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCodeTask, aDefinition } from '../support/builders.ts'
import { makeClient } from '../support/client.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { aHolder } from '../support/keys.ts'
import { CREATE, CREATE_JOB, JOB, PUBLISH, SUBMIT } from '../support/operations.ts'
import { startApiProcess } from '../support/processes.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
  const endless = { kind: 'call', name: 'ends', function: 'sumOfEvens', args: [[]], expected: 0 }
  const limits = { timeMs: 10_000, memoryMb: 32 }
  const slow = aDefinition({ slug: 'slow', tasks: [aCodeTask({ limits, tests: [endless] })] })
  for (const definition of [aDefinition(), slow]) await engine.ask(PUBLISH, { input: { definition } })
})
afterAll(() => engine.stop())

const EXPORT = 'query ($id: ID!) { exportLearner(learnerId: $id) }'
const ERASE = `mutation ($id: ID!) { eraseLearner(input: { learnerId: $id }) {
  __typename ... on LearnerErasure { learnerId submissions scoreJobs apiKeys } ... on Error { message } } }`

async function handIn(learnerId: string, code: string): Promise<{ id: string; job: string }> {
  const input = { learnerId, simulationId: 'sum-of-evens', data: { code } }
  const { id } = (await engine.ask(CREATE, { input })).data.createSubmission
  const { data } = await engine.ask(SUBMIT, { input: { submissionId: id } })
  return { id, job: data.submitSubmission.scoreJob.id }
}
const statusOf = async (id: string) => (await engine.ask(JOB, { id })).data.scoreJob?.status

describe('exportLearner', () => {
  it('gives all of one learner’s work as JSON, byte for byte, and nobody else’s', async () => {
    const code = 'export const sumOfEvens = () => "\\u0000 \\ud800 é"'
    const { id, job } = await handIn('ada', code)
    await handIn('grace', 'export const sumOfEvens = () => 1')
    await eventually(async () => (await statusOf(job)) === 'DONE')
    const { exportLearner } = (await engine.ask(EXPORT, { id: 'ada' })).data

    expect(exportLearner).toMatchObject({
      learnerId: 'ada',
      submissions: [{ id, learnerId: 'ada', status: 'SUBMITTED', data: { code } }],
      scoreJobs: [{ id: job, submissionId: id, status: 'DONE', verdict: { score: expect.any(Number) } }],
    })
    expect(JSON.stringify(exportLearner)).not.toContain('grace')
  })

  it('is empty for one who has done nothing', async () => {
    const { data } = await engine.ask(EXPORT, { id: 'nobody' })
    expect(data.exportLearner).toMatchObject({ submissions: [], scoreJobs: [] })
  })
})

describe('eraseLearner', () => {
  it('removes all of one learner’s work and keys, calls running jobs off, and tells their watchers', async () => {
    const key = await aHolder(engine, 'LEARNER', 'linus')
    const { id, job } = await handIn('linus', 'export const sumOfEvens = () => 0')
    const other = await handIn('grace', 'export const sumOfEvens = () => 0')
    const input = {
      learnerId: 'linus',
      simulationId: 'slow',
      submissionData: { code: 'export function sumOfEvens() { for (;;) {} }' },
    }
    const running = (await engine.ask(CREATE_JOB, { input })).data.createScoreJob.id
    await eventually(async () => (await statusOf(running)) === 'RUNNING')
    const watched = engine.watch(`subscription { jobStatus(jobId: "${running}") { status } }`)
    await watched.next()
    const { data } = await engine.ask(ERASE, { id: 'linus' })

    expect(data.eraseLearner).toEqual({
      __typename: 'LearnerErasure',
      learnerId: 'linus',
      submissions: 1,
      scoreJobs: 2,
      apiKeys: 1,
    })
    const states: string[] = []
    for await (const event of watched) states.push(event.data.jobStatus.status)
    expect(states.at(-1)).toBe('CANCELED')
    expect((await engine.ask(EXPORT, { id: 'linus' })).data.exportLearner).toMatchObject({
      submissions: [],
      scoreJobs: [],
    })
    const gone = await engine.ask(`{ submission(id: "${id}") { id } scoreJob(id: "${job}") { id } }`)
    expect(gone.data).toEqual({ submission: null, scoreJob: null })
    expect((await key.ask('{ viewer { role } }')).status).toBe(401)
    expect((await engine.ask(`{ submission(id: "${other.id}") { id } }`)).data.submission).not.toBeNull()
  })

  it('leaves nothing to be read in any process once it is answered', async () => {
    const other = await startApiProcess(engine)
    try {
      const { job } = await handIn('barbara', 'export const sumOfEvens = () => 0')
      await eventually(async () => (await statusOf(job)) === 'DONE')
      const clients = [engine, makeClient(other.url, ADMIN_KEY)]
      const read = async () => {
        const query = `{ scoreJob(id: "${job}") { learnerId feedback } }`
        return Promise.all(clients.map(async (client) => (await client.ask(query)).data.scoreJob))
      }
      // What comes again and again, a process keeps an answer to.
      for (let i = 0; i < 4; i++) expect(await read()).not.toContain(null)
      await engine.ask(ERASE, { id: 'barbara' })

      expect(await read()).toEqual([null, null])
    } finally {
      await other.end('SIGTERM')
    }
  })

  it('leaves the worker at its work', async () => {
    await engine.ask(ERASE, { id: 'linus' })
    const { job } = await handIn('after', 'export const sumOfEvens = () => 0')
    await eventually(async () => (await statusOf(job)) === 'DONE')

    expect(engine.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('is audited, as is each export', async () => {
    const { data } = await engine.ask(
      '{ auditLog(first: 100) { edges { node { actor action target detail } } } }',
    )
    const entries = data.auditLog.edges.map(({ node }: { node: object }) => node)

    expect(entries).toContainEqual({
      actor: 'admin',
      action: 'eraseLearner',
      target: 'linus',
      detail: { submissions: 1, scoreJobs: 2, apiKeys: 1 },
    })
    expect(entries).toContainEqual(expect.objectContaining({ action: 'exportLearner', target: 'ada' }))
  })
})

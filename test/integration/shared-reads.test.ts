import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE, CREATE_JOB, JOB, PUBLISH, RESCORE, SUBMIT } from '../support/operations.ts'

let engine: Engine
let record: Client
beforeAll(async () => {
  engine = await startEngine()
  record = new Client({ connectionString: engine.databaseUrl })
  await record.connect()
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
})
afterAll(async () => {
  await record.end()
  await engine.stop()
})

async function aFinishedJob(): Promise<string> {
  const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: { answers: {} } }
  const { id } = (await engine.ask(CREATE_JOB, { input })).data.createScoreJob
  await untilDone(id)
  return id
}

const readJob = async (id: string) => (await engine.ask(JOB, { id })).data.scoreJob
const untilDone = (id: string) => eventually(async () => (await readJob(id)).status === 'DONE')

it('reads a job that has ended no more once it is removed from the record', async () => {
  const id = await aFinishedJob()
  expect((await readJob(id)).score).toBe(0)
  await record.query('delete from score_jobs where id = $1', [id])

  await eventually(async () => (await readJob(id)) === null)
})

it('reads each job of many at once as what it is, and what is not there as null', async () => {
  const own = await Promise.all([aFinishedJob(), aFinishedJob()])
  const asked = [...own, '0190aaaa-0000-7000-8000-000000000000', 'no id']
  const found = await Promise.all([...asked, ...asked].map(readJob))

  expect(found.map((job) => job?.id ?? null)).toEqual([...own, null, null, ...own, null, null])
})

it('gives each submission of a page its own simulation and the newest job that counts', async () => {
  const counting = new Map<string, string | null>()
  for (const learnerId of ['ada', 'grace', 'edsger']) {
    const { id } = (await engine.ask(CREATE, { input: { learnerId, simulationId: 'quiz' } })).data
      .createSubmission
    counting.set(id, null)
    if (learnerId === 'edsger') continue
    const { scoreJob } = (await engine.ask(SUBMIT, { input: { submissionId: id } })).data.submitSubmission
    counting.set(id, scoreJob.id)
    await untilDone(scoreJob.id)
    if (learnerId === 'ada') continue
    const rescored = await engine.ask(RESCORE, { input: { submissionId: id, reason: 'a doubt' } })
    counting.set(id, rescored.data.rescoreSubmission.id)
  }
  const { data } = await engine.ask(
    '{ submissions { edges { node { id simulation { slug } scoreJob { id submission { id } } } } } }',
  )
  const nodes = data.submissions.edges.map(({ node }: { node: unknown }) => node)

  expect(nodes).toHaveLength(counting.size)
  for (const [id, job] of counting) {
    const scoreJob = job === null ? null : { id: job, submission: { id } }
    expect(nodes).toContainEqual({ id, simulation: { slug: 'quiz' }, scoreJob })
  }
})

it('reads the work of submissions where it is asked for, in whatever words, and nowhere else', async () => {
  const input = { learnerId: 'barbara', simulationId: 'quiz', data: { code: 'mine' } }
  const { id } = (await engine.ask(CREATE, { input })).data.createSubmission
  const { data } = await engine.ask(SUBMIT, { input: { submissionId: id } })
  const job = data.submitSubmission.scoreJob.id
  await eventually(async () => (await readJob(job)).status === 'ERROR')
  const withWork = [
    `{ submission(id: "${id}") { work: data } }`,
    `{ scoreJob(id: "${job}") { submission { ... on Submission { data } } } }`,
    `{ submissions(filter: { learnerId: "barbara" }) { edges { ...E } } }
      fragment E on SubmissionEdge { node { ...S } } fragment S on Submission { data }`,
  ]
  const without = [
    `{ submission(id: "${id}") { revision } }`,
    `{ scoreJob(id: "${job}") { submission { revision } } }`,
    '{ submissions(filter: { learnerId: "barbara" }) { edges { node { revision } } } }',
  ]
  // Each as often as it takes to come by both ways.
  const textOf = async (query: string) =>
    JSON.stringify(await Promise.all([1, 2, 3].map(() => engine.ask(query))))

  for (const query of withWork) expect((await textOf(query)).match(/"code":"mine"/g)).toHaveLength(3)
  // What cannot be read shows whether it is.
  await record.query(`update submissions set data = 'no JSON' where id = $1`, [id])
  for (const query of without) expect((await textOf(query)).match(/"revision":0/g)).toHaveLength(3)
  for (const query of withWork) expect(await textOf(query)).toContain('INTERNAL_SERVER_ERROR')
})

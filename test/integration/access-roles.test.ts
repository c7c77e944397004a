import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES, type Role } from '../../src/domain/identity.ts'
import { buildSchema } from '../../src/schema/index.ts'
import { readAccessTable } from '../support/access-table.ts'
import { operationFor } from '../support/any-operation.ts'
import { aQuiz } from '../support/builders.ts'
import type { Answer, Client, Event } from '../support/client.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { aHolder } from '../support/keys.ts'
import { AUTOSAVE, CREATE, CREATE_JOB, PRACTICE, PUBLISH, SUBMIT } from '../support/operations.ts'

const schema = buildSchema()
const table = readAccessTable()

let engine: Engine
let clients: Record<Role, Client>
let grace: Client
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  const holders = await Promise.all(ROLES.map(async (role) => [role, await aHolder(engine, role)] as const))
  clients = Object.fromEntries(holders) as unknown as Record<Role, Client>
  grace = await aHolder(engine, 'LEARNER', 'grace')
})
afterAll(() => engine.stop())

const codes = ({ errors }: Pick<Answer, 'errors'>) => errors?.map(({ extensions }) => extensions.code) ?? []

async function firstEvent(client: Client, query: string, transport: 'watch' | 'watchSse'): Promise<Event> {
  const events = client[transport](query)
  const { value } = await events.next()
  await events.return?.(undefined)
  return value ?? { data: null, errors: undefined }
}

describe('the table in docs/access.md', () => {
  it('has a rule for every root field, and for every other field that is not for everybody', () => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
      'getFields' in type
        ? Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field }))
        : [],
    )
    const ruled = fields.filter(
      ({ name, field }) =>
        /^(Query|Mutation|Subscription)\./.test(name) ||
        (field.extensions.pothosOptions as { authScopes?: unknown } | undefined)?.authScopes !== undefined,
    )

    expect([...table.keys()].sort()).toEqual(ruled.map(({ name }) => name).sort())
  })

  const cases = [...table].flatMap(([field, rules]) =>
    ROLES.map((role) => ({ field, role, rule: rules[role] })),
  )
  const roots = cases.filter(({ field }) => !/^(Simulation|ScoreJob)\./.test(field))

  it.each(roots.filter(({ field }) => !field.startsWith('Subscription')))(
    'holds for $field and $role: $rule',
    async ({ field, role, rule }) => {
      const [root = '', name = ''] = field.split('.')
      const answer = await clients[role].ask(operationFor(schema, root, name))

      expect(codes(answer).includes('FORBIDDEN')).toBe(rule === 'no')
      expect(codes(answer)).not.toContain('INTERNAL_SERVER_ERROR')
    },
  )

  it.each(roots.filter(({ field }) => field.startsWith('Subscription')))(
    'holds for $field and $role, on each transport: $rule',
    async ({ field, role, rule }) => {
      const query = operationFor(schema, 'Subscription', field.split('.')[1] ?? '')
      // A good watcher of what does not change hears nothing: only the refused are sure to.
      if (rule !== 'no' && field.endsWith('jobActivity')) return
      for (const transport of ['watch', 'watchSse'] as const) {
        const event = await firstEvent(clients[role], query, transport)
        expect(codes(event).includes('FORBIDDEN')).toBe(rule === 'no')
      }
    },
  )

  it.each(cases.filter(({ field }) => field === 'Simulation.definition'))(
    'holds for $field and $role: $rule',
    async ({ role, rule }) => {
      const answer = await clients[role].ask('{ simulation(id: "quiz") { slug definition } }')

      expect(answer.data.simulation.slug).toBe('quiz')
      expect([answer.data.simulation.definition === null, codes(answer)]).toEqual(
        rule === 'no' ? [true, ['FORBIDDEN']] : [false, []],
      )
    },
  )

  it.each(cases.filter(({ field }) => field === 'ScoreJob.attempts'))(
    'holds for $field and $role: $rule',
    async ({ role, rule }) => {
      const input = { learnerId: 'ada', simulationId: 'quiz', submissionData: {} }
      const { data } = await engine.ask(CREATE_JOB, { input })
      const query = `{ scoreJob(id: "${data.createScoreJob.id}") { id attempts { number } } }`
      const answer = await clients[role].ask(query)

      expect([answer.data.scoreJob.attempts, codes(answer)]).toEqual(
        rule === 'no' ? [null, ['FORBIDDEN']] : [[], []],
      )
    },
  )
})

/** A draft of ada's, and the job of another that she has handed in. */
async function workOfAda() {
  const create = async () =>
    (await clients.LEARNER.ask(CREATE, { input: { simulationId: 'quiz' } })).data.createSubmission
      .id as string
  const [draft, handedIn] = [await create(), await create()]
  const { data } = await clients.LEARNER.ask(SUBMIT, { input: { submissionId: handedIn } })
  return { draft, handedIn, job: data.submitSubmission.scoreJob.id as string }
}

describe('a learner', () => {
  it('works under the own id without naming it, and sees it through', async () => {
    const { handedIn, job } = await workOfAda()
    const { data } = await clients.LEARNER.ask(
      `{ submission(id: "${handedIn}") { learnerId scoreJob { id learnerId submission { id } } }
         submissions { edges { node { learnerId } } } scoreJobs { edges { node { learnerId } } } }`,
    )

    expect(data.submission).toEqual({
      learnerId: 'ada',
      scoreJob: { id: job, learnerId: 'ada', submission: { id: handedIn } },
    })
    const lists = [...data.submissions.edges, ...data.scoreJobs.edges]
    expect(new Set(lists.map(({ node }) => node.learnerId))).toEqual(new Set(['ada']))
    const event = await firstEvent(
      clients.LEARNER,
      `subscription { jobStatus(jobId: "${job}") { id } }`,
      'watch',
    )
    expect(event.data.jobStatus.id).toBe(job)
  })

  it('finds nothing of another, by whatever way', async () => {
    const { draft, handedIn, job } = await workOfAda()
    const { data } = await grace.ask(
      `{ submission(id: "${draft}") { id } scoreJob(id: "${job}") { id }
         submissions { edges { node { id } } } scoreJobs { edges { node { id } } } }`,
    )
    expect(data).toEqual({
      submission: null,
      scoreJob: null,
      submissions: { edges: [] },
      scoreJobs: { edges: [] },
    })

    const input = { submissionId: draft, data: { code: 'mine now' } }
    const tries = [
      (await grace.ask(AUTOSAVE, { input })).data.autosaveSubmission,
      (await grace.ask(AUTOSAVE, { input: { ...input, expectedRevision: 7 } })).data.autosaveSubmission,
      (await grace.ask(SUBMIT, { input })).data.submitSubmission,
      (await grace.ask(SUBMIT, { input: { submissionId: handedIn } })).data.submitSubmission,
      (await grace.ask(PRACTICE, { input })).data.practiceSubmission,
    ]
    expect(tries.map(({ __typename }) => __typename)).toEqual(Array(5).fill('NotFoundError'))
    const after = await engine.ask(`{ submission(id: "${draft}") { status data revision } }`)
    expect(after.data.submission).toEqual({ status: 'IN_PROGRESS', data: {}, revision: 0 })
    for (const transport of ['watch', 'watchSse'] as const) {
      const event = await firstEvent(grace, `subscription { jobStatus(jobId: "${job}") { id } }`, transport)
      expect(codes(event)).toEqual(['NOT_FOUND'])
    }
  })

  it('is told so when naming another', async () => {
    const input = { learnerId: 'ada', simulationId: 'quiz' }
    const answers = await Promise.all([
      grace.ask(CREATE, { input }),
      grace.ask('{ submissions(filter: { learnerId: "ada" }) { edges { cursor } } }'),
      grace.ask('{ scoreJobs(filter: { learnerId: "ada" }) { edges { cursor } } }'),
    ])

    expect(answers.map(codes)).toEqual([['FORBIDDEN'], ['FORBIDDEN'], ['FORBIDDEN']])
  })
})

describe('a service', () => {
  it('works for any learner, whom it names', async () => {
    const input = { learnerId: 'linus', simulationId: 'quiz' }
    const { data } = await clients.SERVICE.ask(CREATE, { input })
    expect(data.createSubmission).toMatchObject({ learnerId: 'linus' })
    const list = '{ submissions(filter: { learnerId: "linus" }) { edges { node { learnerId } } } }'
    expect((await clients.SERVICE.ask(list)).data.submissions.edges).toEqual([
      { node: { learnerId: 'linus' } },
    ])
  })

  it('is told to name one', async () => {
    const created = await clients.SERVICE.ask(CREATE, { input: { simulationId: 'quiz' } })
    const listed = await clients.SERVICE.ask('{ submissions { edges { cursor } } }')

    expect(created.data.createSubmission).toMatchObject({
      __typename: 'ValidationError',
      fieldErrors: [{ path: ['learnerId'] }],
    })
    expect(listed.errors).toMatchObject([{ extensions: { argument: 'filter.learnerId' } }])
  })
})

import { type GraphQLInputType, getNullableType, isInputObjectType, isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildSchema } from '../../../src/schema/index.ts'
import { aQuiz } from '../../support/builders.ts'
import type { Client } from '../../support/client.ts'
import { type Engine, startEngine } from '../../support/engine.ts'
import { aHolder } from '../../support/keys.ts'
import { CREATE, PUBLISH, SUBMIT } from '../../support/operations.ts'

const schema = buildSchema()
const CANARY = 'what-only-ada-may-read'

let engine: Engine
let grace: Client
let idsOfAda: readonly string[]
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  const ada = await aHolder(engine, 'LEARNER', 'ada')
  const create = async () =>
    (await ada.ask(CREATE, { input: { simulationId: 'quiz', data: { code: CANARY } } })).data.createSubmission
      .id
  const [draft, handedIn] = [await create(), await create()]
  const { data } = await ada.ask(SUBMIT, { input: { submissionId: handedIn } })
  idsOfAda = [draft, handedIn, data.submitSubmission.scoreJob.id, 'ada', ada.id]
  grace = await aHolder(engine, 'LEARNER', 'grace')
})
afterAll(() => engine.stop())

interface Place {
  readonly root: string
  readonly field: string
  readonly arg: string
  readonly type: GraphQLInputType
  /** The field of the argument, where that is an input. */
  readonly inner: string | null
}

/** Every argument, and every field of an input, that takes an id, a cursor or a name. */
const PLACES: readonly Place[] = (['Query', 'Mutation'] as const).flatMap((root) => {
  const type = schema.getType(root)
  if (!isObjectType(type)) throw new Error(`no type ${root}`)
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.flatMap((arg): Place[] => {
      const named = getNullableType(arg.type)
      if (!isInputObjectType(named)) {
        return /^(ID|String)$/.test(String(named))
          ? [{ root, field: field.name, arg: arg.name, type: arg.type, inner: null }]
          : []
      }
      const texts = Object.values(named.getFields()).filter(({ type }) =>
        /^(ID|String)!?$/.test(String(type)),
      )
      return texts.map(({ name }) => ({
        root,
        field: field.name,
        arg: arg.name,
        type: arg.type,
        inner: name,
      }))
    }),
  )
})

const SELECTIONS: Readonly<Record<string, string>> = {
  submissions: '{ edges { node { id learnerId data } } }',
  scoreJobs: '{ edges { node { id learnerId submission { data } } } }',
  submission: '{ id learnerId data }',
  scoreJob: '{ id learnerId submission { data } }',
}

function selectionFor(field: string): string {
  if (SELECTIONS[field] !== undefined) return SELECTIONS[field]
  const on = '... on Submission { learnerId data } ... on ScoreJob { learnerId submission { data } }'
  return /Submission$/.test(field) ? `{ __typename ${on} }` : '{ __typename }'
}

const INPUT_FOR: Readonly<Record<string, object>> = {
  createSubmission: { simulationId: 'quiz' },
  autosaveSubmission: { data: {} },
}

it('finds arguments to try', () => expect(PLACES.length).toBeGreaterThan(20))

it.each(PLACES)(
  '$root.$field gives a learner nothing of another by $arg $inner',
  async ({ root, field, arg, type, inner }) => {
    for (const id of idsOfAda) {
      const selection = field === 'exportLearner' ? '' : selectionFor(field)
      const query = `${root.toLowerCase()} ($value: ${type}) { ${field}(${arg}: $value) ${selection} }`
      const value = inner === null ? id : { ...INPUT_FOR[field], [inner]: id }
      const answer = JSON.stringify(await grace.ask(query, { value }))

      expect(answer).not.toContain(CANARY)
      expect(answer).not.toContain('"learnerId":"ada"')
      expect(answer).not.toContain('INTERNAL_SERVER_ERROR')
    }
  },
)

it('has left ada’s work as it was', async () => {
  const { data } = await engine.ask(
    '{ submissions(filter: { learnerId: "ada" }) { edges { node { status data revision } } } }',
  )
  expect(data.submissions.edges.map(({ node }: { node: object }) => node)).toEqual([
    { status: 'SUBMITTED', data: { code: CANARY }, revision: 0 },
    { status: 'IN_PROGRESS', data: { code: CANARY }, revision: 0 },
  ])
})

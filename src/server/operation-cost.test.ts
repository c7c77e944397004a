import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { buildSchema } from '../schema/index.ts'
import { makeOperationCost } from './operation-cost.ts'

const costOf = makeOperationCost(buildSchema())
const cost = (source: string, variables: object = {}) => costOf(parse(source), null, { ...variables })

describe('the cost of a query', () => {
  it.each<[string, object, number]>([
    ['{ viewer { role } }', {}, 1],
    ['{ scoreJob(id: "x") { id breakdown { score } submission { id simulation { slug } } } }', {}, 3],
    ['{ submissions(first: 10) { edges { node { id scoreJob { id } } } } }', {}, 21],
    ['{ submissions { edges { node { id } } } }', {}, 21],
    ['query ($n: Int) { submissions(first: $n) { edges { node { id } } } }', { n: 50 }, 51],
    ['query ($n: Int) { submissions(last: $n) { edges { node { id } } } }', {}, 21],
    [
      '{ submissions(first: 100) { edges { node { scoreJobs(first: 100) { edges { node { id } } } } } } }',
      {},
      10201,
    ],
    [
      '{ a: viewer { role } ...F } fragment F on Query { scoreJob(id: "x") { ...J } } fragment J on ScoreJob { submission { id } }',
      {},
      2,
    ],
    ['{ submissions(first: 10) { edges { node { id data } } } }', {}, 211],
    ['{ __schema { types { name } } }', {}, 1],
  ])('%s with %j is %d', (source, variables, read) => {
    expect(cost(source, variables)).toEqual({ read, autosave: 0, submit: 0 })
  })

  it('is added up anew for other page sizes', () => {
    const document = parse('query ($n: Int) { submissions(first: $n) { edges { node { id } } } }')
    expect([1, 2, 3].map((n) => costOf(document, null, { n }).read)).toEqual([2, 3, 4])
  })

  it('is that of the operation that is run', () => {
    const document = parse('query A { viewer { role } } query B { scoreJob(id: "x") { submission { id } } }')
    expect([costOf(document, 'A', {}).read, costOf(document, 'B', {}).read]).toEqual([1, 2])
  })

  it('is added up in no time where fragments spread fragments', () => {
    const n = 40
    const fragments = Array.from(
      { length: n },
      (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`,
    )
    const source = `{ ...F0 } ${fragments.join(' ')} fragment F${n} on Query { viewer { role } }`
    expect(cost(source).read).toBe(1)
  })
})

describe('the cost of a mutation', () => {
  const autosave = 'autosaveSubmission(input: { submissionId: "x", data: {} }) { __typename }'
  const submit = 'submitSubmission(input: { submissionId: "x" }) { ... on Submission { scoreJob { id } } }'

  it('is one for each autosave, submission and other change, fragments or not', () => {
    expect(
      cost(`mutation { a: ${autosave} b: ${autosave} ...M } fragment M on Mutation { ${submit} }`),
    ).toEqual({
      read: 0,
      autosave: 2,
      submit: 1,
    })
    expect(cost('mutation { cancelScoreJob(input: { jobId: "x" }) { __typename } }')).toEqual({
      read: 1,
      autosave: 0,
      submit: 0,
    })
  })

  it('counts what its answer reads beyond its own object', () => {
    const jobs = (inner: string) => `scoreJobs(first: 100) { edges { node { ${inner} } } }`
    const read = (selection: string) =>
      cost(
        `mutation { autosaveSubmission(input: { submissionId: "x", data: {} }) { ... on Submission { ${selection} } } }`,
      ).read

    expect(read('id data simulation { slug } scoreJob { score }')).toBe(0)
    expect(read(jobs(`submission { ${jobs('submission { data }')} }`))).toBeGreaterThan(200_000)
  })
})

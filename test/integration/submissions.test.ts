import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aDefinition } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { AUTOSAVE, CREATE, PUBLISH, SUBMIT } from '../support/operations.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  await engine.ask(PUBLISH, { input: { definition: aDefinition() } })
  await engine.ask(PUBLISH, { input: { definition: aDefinition({ slug: 'one-try', maxAttempts: 1 }) } })
})
afterAll(() => engine.stop())

async function create(input: object = {}) {
  const given = { learnerId: 'ada', simulationId: 'sum-of-evens', ...input }
  return (await engine.ask(CREATE, { input: given })).data.createSubmission
}
async function autosave(input: object) {
  return (await engine.ask(AUTOSAVE, { input })).data.autosaveSubmission
}
async function submit(input: object) {
  return (await engine.ask(SUBMIT, { input })).data.submitSubmission
}

describe('createSubmission', () => {
  it('begins an empty draft at revision 0, as the learner’s next attempt', async () => {
    const first = await create({ learnerId: 'grace' })
    const second = await create({ learnerId: 'grace' })

    expect(first).toMatchObject({
      learnerId: 'grace',
      status: 'IN_PROGRESS',
      data: {},
      revision: 0,
      attempt: 1,
    })
    expect(second.attempt).toBe(2)
    expect(first.scoreJob).toBeNull()
  })

  it('says not found for a simulation that nobody published, and for a malformed id', async () => {
    for (const simulationId of ['no-such', '00000000-0000-7000-8000-000000000000', 'NO/such\0', '']) {
      expect(await create({ simulationId })).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' })
    }
  })

  it('names the field when learnerId is missing, or data is no object', async () => {
    expect(await create({ learnerId: null })).toMatchObject({ fieldErrors: [{ path: ['learnerId'] }] })
    expect(await create({ data: [1] })).toMatchObject({
      __typename: 'ValidationError',
      fieldErrors: [{ path: ['data'], message: 'must be an object' }],
    })
  })

  it('refuses data over 1 MiB, measured in UTF-8 bytes of its JSON', async () => {
    const limit = 1024 * 1024
    const fits = 'x'.repeat(limit - '{"code":""}'.length)

    expect(await create({ data: { code: fits } })).toMatchObject({ status: 'IN_PROGRESS' })
    expect(await create({ data: { code: `${fits}x` } })).toMatchObject({
      __typename: 'PayloadTooLargeError',
      limitBytes: limit,
    })
    expect(await create({ data: { code: 'é'.repeat(limit / 2) } })).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    })
  })

  it('gives one attempt where one is allowed, also to many requests at once', async () => {
    const input = { learnerId: 'eve', simulationId: 'one-try' }
    const results = await Promise.all(Array.from({ length: 8 }, () => create(input)))

    expect(results.filter(({ status }) => status === 'IN_PROGRESS')).toHaveLength(1)
    expect(results.filter(({ code }) => code === 'ATTEMPTS_EXHAUSTED')).toHaveLength(7)
  })

  it('gives attempts without gaps to many requests at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => create({ learnerId: 'many' })))

    expect(results.map(({ attempt }) => attempt).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('gives the same submission for the same key and input, and a conflict for other input', async () => {
    const input = { learnerId: 'keyed', idempotencyKey: 'k1', data: { code: 'a' } }
    const [one, two] = await Promise.all([create(input), create(input)])

    expect(one.id).toBe(two.id)
    expect(await create({ ...input, data: { code: 'b' } })).toMatchObject({
      __typename: 'ConflictError',
      currentRevision: null,
    })
    expect(await create({ ...input, learnerId: 'another' })).toMatchObject({ attempt: 1 })
  })
})

describe('autosaveSubmission', () => {
  it('replaces the data and raises the revision', async () => {
    const { id } = await create()

    expect(await autosave({ submissionId: id, data: { code: '1' } })).toMatchObject({ revision: 1 })
    expect(await autosave({ submissionId: id, data: { any: ['thing', { at: 'all' }] } })).toMatchObject({
      revision: 2,
      data: { any: ['thing', { at: 'all' }] },
    })
  })

  it('answers a stale revision with the one that stands, and changes nothing', async () => {
    const { id } = await create()
    await autosave({ submissionId: id, data: { code: 'kept' } })

    expect(await autosave({ submissionId: id, data: {}, expectedRevision: 0 })).toMatchObject({
      __typename: 'ConflictError',
      currentRevision: 1,
    })
    expect(await autosave({ submissionId: id, data: { code: 'next' }, expectedRevision: 1 })).toMatchObject({
      revision: 2,
    })
  })

  it('keeps NUL, lone surrogates and __proto__ as they came', async () => {
    const { id } = await create()
    const data = JSON.parse('{"nul":"a\\u0000b","half":"\\ud800","__proto__":{"x":1},"constructor":null}')
    await autosave({ submissionId: id, data })
    const { data: read } = await engine.ask('query ($id: ID!) { submission(id: $id) { data } }', { id })

    expect(JSON.stringify(read.submission.data)).toBe(JSON.stringify(data))
  })

  it('says not found for an unknown submission and for a malformed id', async () => {
    for (const submissionId of [
      '00000000-0000-7000-8000-000000000000',
      'nonsense',
      "'; drop table submissions --",
    ]) {
      expect(await autosave({ submissionId, data: {} })).toMatchObject({ __typename: 'NotFoundError' })
    }
  })

  it('refuses data that is nested too deeply to be kept, naming the field', async () => {
    const { id } = await create()
    const deep = JSON.parse(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)
    const body = `{"query":${JSON.stringify(AUTOSAVE)},"variables":{"input":{"submissionId":"${id}","data":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}}`
    expect(deep).toBeDefined()
    expect((await engine.post(body)).data.autosaveSubmission).toMatchObject({
      fieldErrors: [{ path: ['data'] }],
    })
  })
})

describe('submitSubmission', () => {
  it('hands the work in with a queued job, in one step', async () => {
    const { id } = await create({ data: { code: 'export const a = 1' } })
    const submitted = await submit({ submissionId: id })

    expect(submitted).toMatchObject({ status: 'SUBMITTED', scoreJob: { status: 'QUEUED', version: 1 } })
    expect(submitted.submittedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  })

  it('gives the same job when it is repeated, at once or later, without data or with the same', async () => {
    const { id } = await create()
    const given = { submissionId: id, data: { code: 'x', more: 1 } }
    const results = await Promise.all([submit(given), submit(given), submit(given)])
    const repeated = await submit({ submissionId: id })
    const reordered = await submit({ submissionId: id, data: { more: 1, code: 'x' } })

    const jobs = [...results, repeated, reordered].map(({ scoreJob }) => scoreJob.id)
    expect(new Set(jobs).size).toBe(1)
  })

  it('refuses other data, and autosaves, once the work is handed in', async () => {
    const { id } = await create({ data: { code: 'x' } })
    await submit({ submissionId: id })

    expect(await submit({ submissionId: id, data: { code: 'y' } })).toMatchObject({ code: 'INVALID_STATE' })
    expect(await autosave({ submissionId: id, data: {} })).toMatchObject({ __typename: 'InvalidStateError' })
  })

  it('refuses a stale revision and leaves the draft a draft', async () => {
    const { id } = await create()
    await autosave({ submissionId: id, data: { code: '1' } })

    expect(await submit({ submissionId: id, expectedRevision: 0 })).toMatchObject({ currentRevision: 1 })
    expect(await autosave({ submissionId: id, data: { code: '2' } })).toMatchObject({ status: 'IN_PROGRESS' })
  })
})

describe('submissions', () => {
  it('are paged from the newest, and a cursor stays good while others come', async () => {
    for (let i = 0; i < 5; i++) await create({ learnerId: 'pages' })
    const list = `query ($first: Int, $after: String, $last: Int, $before: String) {
      submissions(filter: { learnerId: "pages" }, first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { attempt } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
    const attempts = (page: { edges: { node: { attempt: number } }[] }) =>
      page.edges.map(({ node }) => node.attempt)
    const { submissions: first } = (await engine.ask(list, { first: 2 })).data
    await create({ learnerId: 'pages' })
    const { submissions: second } = (await engine.ask(list, { first: 2, after: first.pageInfo.endCursor }))
      .data
    const { submissions: back } = (await engine.ask(list, { last: 1, before: first.pageInfo.endCursor })).data

    expect(attempts(first)).toEqual([5, 4])
    expect(attempts(second)).toEqual([3, 2])
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(attempts(back)).toEqual([5])
  })

  it('answer a faulty page or filter with an error that names the argument', async () => {
    for (const [args, argument] of [
      ['first: -1', 'first'],
      ['first: 1, last: 1', 'last'],
      ['after: "nonsense"', 'after'],
      ['filter: { learnerId: "a\\u0000" }', 'filter.learnerId'],
    ]) {
      const { errors } = await engine.ask(`{ submissions(${args}) { edges { cursor } } }`)
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
    }
  })

  it('are found as drafts until they are handed in', async () => {
    const [draft, handedIn] = [await create({ learnerId: 'drafts' }), await create({ learnerId: 'drafts' })]
    await submit({ submissionId: handedIn.id })
    const { data } = await engine.ask(`{
      drafts: submissions(filter: { status: IN_PROGRESS, learnerId: "drafts" }) { edges { node { id } } }
      all: submissions(filter: { status: IN_PROGRESS }) { edges { node { id status } } }
      handedIn: submissions(filter: { status: SUBMITTED, learnerId: "drafts" }) { edges { node { id } } } }`)

    expect(data.drafts.edges).toEqual([{ node: { id: draft.id } }])
    expect(data.all.edges[0]).toEqual({ node: { id: draft.id, status: 'IN_PROGRESS' } })
    expect(data.handedIn.edges).toEqual([{ node: { id: handedIn.id } }])
  })

  it('are found by slug for all versions and by id for one', async () => {
    const { id } = await create({ learnerId: 'filtered' })
    const { data } = await engine.ask(
      `query ($id: ID!) { submission(id: $id) { simulation { id } }
        bySlug: submissions(filter: { simulationId: "sum-of-evens", learnerId: "filtered" }) { edges { node { id } } }
        none: submissions(filter: { simulationId: "sum-of-evens", status: SUBMITTED, learnerId: "filtered" }) { edges { cursor } } }`,
      { id },
    )
    expect(data.bySlug.edges).toEqual([{ node: { id } }])
    expect(data.none.edges).toEqual([])
  })
})

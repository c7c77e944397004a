import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Api, startApi } from '../../src/roles/start-api.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { aQuiz } from '../support/builders.ts'
import { type Client, makeClient } from '../support/client.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'
import { AUTOSAVE, CREATE, CREATE_JOB, PUBLISH, SAVE_TEMPLATE, SUBMIT } from '../support/operations.ts'

// Many requests at the same moment, shared out over two APIs on the same stores.

let engine: Engine
let second: Api
let clients: readonly [Client, Client]
beforeAll(async () => {
  engine = await startEngine({ workers: 0 })
  const { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL } = engine
  const config = readConfig({ PORT: '0', DATABASE_URL, REDIS_URL, ADMIN_API_KEY: ADMIN_KEY })
  second = await startApi(config, openLog({ level: 'error', role: 'api', destination: { write: () => {} } }))
  clients = [engine, makeClient(second.url, ADMIN_KEY)]
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
})
afterAll(async () => {
  await second.stop()
  await engine.stop()
})

/** What `n` requests at once answer, in the order of their making. */
async function atOnce(n: number, mutation: string, inputOf: (i: number) => object) {
  const answers = await Promise.all(
    Array.from({ length: n }, (_, i) => clients[i % 2 === 0 ? 0 : 1].ask(mutation, { input: inputOf(i) })),
  )
  return answers.map(({ data }) => Object.values(data)[0] as Record<string, never>)
}
const draft = async () =>
  (await engine.ask(CREATE, { input: { learnerId: 'ada', simulationId: 'quiz' } })).data.createSubmission.id
/** How often each outcome came: a refusal's code, or `ok`. */
const outcomes = (results: { code?: string }[]) =>
  Object.fromEntries(
    [...Map.groupBy(results, ({ code }) => code ?? 'ok')].map(([code, { length }]) => [code, length]),
  )
const fromOneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
const inOrder = (numbers: number[]) => numbers.sort((a, b) => a - b)

describe('one hundred at once', () => {
  it('begin attempts without gaps', async () => {
    const results = await atOnce(100, CREATE, () => ({ learnerId: 'many', simulationId: 'quiz' }))

    expect(inOrder(results.map(({ attempt }) => attempt ?? 0))).toEqual(fromOneTo(100))
  })

  it('save with revisions without gaps', async () => {
    const submissionId = await draft()
    const results = await atOnce(100, AUTOSAVE, (i) => ({ submissionId, data: { i } }))

    expect(inOrder(results.map(({ revision }) => revision ?? 0))).toEqual(fromOneTo(100))
  })

  it('save a draft each, whatever characters their neighbours hold', async () => {
    const texts = [
      '"',
      '\\',
      '{,}',
      'NULL',
      '',
      '\0',
      '\ud800',
      '\u2028',
      'é🙂',
      "'; drop table submissions; --",
    ]
    const drafts = await atOnce(100, CREATE, (i) => ({
      learnerId: `odd ${texts[i % 10]?.toWellFormed().replace('\0', '')}${i}`,
      simulationId: 'quiz',
    }))
    const saved = await atOnce(100, AUTOSAVE, (i) => ({
      submissionId: drafts[i]?.id,
      data: { text: texts[i % 10], i },
    }))
    const read = `query ($id: ID!) { submission(id: $id) { learnerId data } }`
    const kept = await Promise.all(
      drafts.map(async ({ id }) => (await engine.ask(read, { id })).data.submission),
    )

    expect(saved.map(({ data }) => data)).toEqual(drafts.map((_, i) => ({ text: texts[i % 10], i })))
    expect(kept.map(({ data }) => data)).toEqual(saved.map(({ data }) => data))
    expect(kept.map(({ learnerId }) => learnerId)).toEqual(drafts.map(({ learnerId }) => learnerId))
  })

  it('save where one revision is expected: one wins, the others hear which stands', async () => {
    const submissionId = await draft()
    const results = await atOnce(100, AUTOSAVE, (i) => ({ submissionId, data: { i }, expectedRevision: 0 }))

    expect(outcomes(results)).toEqual({ ok: 1, CONFLICT: 99 })
    expect(new Set(results.map(({ currentRevision }) => currentRevision))).toEqual(new Set([undefined, 1]))
  })

  it('make one submission and one job with one idempotency key', async () => {
    const base = { learnerId: 'keyed', simulationId: 'quiz', idempotencyKey: 'once' }
    const submissions = await atOnce(100, CREATE, () => base)
    const jobs = await atOnce(100, CREATE_JOB, () => ({ ...base, submissionData: {} }))

    expect(new Set(submissions.map(({ id }) => id)).size).toBe(1)
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1)
  })

  it('hand in different work: one of it counts', async () => {
    const submissionId = await draft()
    const results = await atOnce(100, SUBMIT, (i) => ({ submissionId, data: { work: i % 10 } }))
    const jobs = results.flatMap(({ scoreJob }: { scoreJob?: { id: string } }) => scoreJob?.id ?? [])

    expect(outcomes(results)).toEqual({ ok: 10, INVALID_STATE: 90 })
    expect(new Set(jobs).size).toBe(1)
  })

  it('save and hand in: what was saved last is what is scored', async () => {
    const submissionId = await draft()
    const saved = atOnce(50, AUTOSAVE, (i) => ({ submissionId, data: { i } }))
    const handedIn = atOnce(50, SUBMIT, () => ({ submissionId }))
    const accepted = (await saved).filter(({ code }) => code === undefined)
    const last = accepted.reduce((one, other) => ((one.revision ?? 0) > (other.revision ?? 0) ? one : other))
    const [submission] = await handedIn

    expect(outcomes(await handedIn)).toEqual({ ok: 50 })
    expect(submission).toMatchObject({ revision: last.revision, data: last.data })
  })
})

describe('twenty at once', () => {
  it('publish and save templates with versions without gaps', async () => {
    const simulations = await atOnce(20, PUBLISH, (i) => ({
      definition: aQuiz({ slug: 'race', title: `Title ${i}` }),
    }))
    const templates = await atOnce(20, SAVE_TEMPLATE, (i) => ({
      name: 'race',
      criteria: [
        { criterion: 'correctness', weight: i / 20 },
        { criterion: 'codeQuality', weight: 1 - i / 20 },
      ],
    }))

    expect(inOrder(simulations.map(({ version }) => version ?? 0))).toEqual(fromOneTo(20))
    expect(inOrder(templates.map(({ version }) => version ?? 0))).toEqual(fromOneTo(20))
  })
})

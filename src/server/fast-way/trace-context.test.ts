import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { newId } from '../../domain/ids.ts'
import type { ScoreJob } from '../../domain/score-job.ts'
import { buildSchema, type Context } from '../../schema/index.ts'
import { compile } from './compile.ts'
import { traceContext } from './trace-context.ts'

const HELD = 1_000_000
const jobs = {
  find: () => null,
  holdsUntil: (id: string) => (id === 'ended' ? HELD : Number.NEGATIVE_INFINITY),
}
const read = { jobs, simulation: () => null, submission: () => null }
const context = { read, viewer: { role: 'ADMIN' }, db: {}, requestId: 'x' } as unknown as Context

function heldAfter(use: (context: Context) => unknown): number {
  const traced = traceContext(context)
  use(traced.context)
  return traced.holdsUntil()
}

it.each<[string, (context: Context) => unknown]>([
  ['an ended job', ({ read }) => read.jobs.find('ended')],
  [
    'an ended job, its simulation and the viewer',
    (context) => [context.read.jobs.find('ended'), context.read.simulation('x'), context.viewer.role],
  ],
])('says how long the result of %s holds', (_what, use) => {
  expect(heldAfter(use)).toBe(HELD)
})

it.each<[string, (context: Context) => unknown]>([
  ['a job that may change', ({ read }) => [read.jobs.find('ended'), read.jobs.find('queued')]],
  ['a submission', ({ read }) => [read.jobs.find('ended'), read.submission('x')]],
  ['the record', ({ read, db }) => [read.jobs.find('ended'), db]],
  ['the request itself', ({ read, requestId }) => [read.jobs.find('ended'), requestId]],
  ['everything', (context) => [context.read.jobs.find('ended'), { ...context }]],
])('says that the result of %s does not hold', (_what, use) => {
  expect(heldAfter(use)).toBe(Number.NEGATIVE_INFINITY)
})

it.each(['ADMIN', 'LEARNER'] as const)(
  'says that what the API tells %s of an ended job holds',
  async (role) => {
    const id = newId()
    const at = new Date()
    const verdict = {
      score: 1,
      breakdown: [],
      feedback: '',
      findings: [],
      testResults: [],
      engineVersion: '1',
    }
    const job: ScoreJob = {
      ...{ id, learnerId: 'ada', simulationId: id, slug: 'quiz', submissionId: id, purpose: 'SUBMISSION' },
      ...{ status: 'DONE', version: 3, retryCount: 0, queuedAt: at, startedAt: at, completedAt: at, verdict },
    }
    const traced = traceContext({
      ...context,
      viewer: { subject: 'ada', role },
      read: { ...read, jobs: { find: () => job, holdsUntil: () => HELD } },
    } as unknown as Context)
    const document = parse(
      'query ($id: ID!) { scoreJob(id: $id) { status score queuePosition estimatedCompletionAt breakdown { score } } }',
    )
    const operation = compile(buildSchema(), document, undefined)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    operation?.execute(traced.context, { id }, { onResult: resolve, onFailure: reject })

    expect(await promise).toMatchObject({ data: { scoreJob: { status: 'DONE', queuePosition: null } } })
    expect(traced.holdsUntil()).toBe(HELD)
  },
)

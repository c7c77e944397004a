import { expect, it } from 'vitest'
import type { Context } from '../../schema/index.ts'
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

import { PubSub } from 'graphql-subscriptions'
import { describe, expect, it } from 'vitest'
import type { ScoreJob } from '../domain/score-job.ts'
import { openActivity } from './activity.ts'
import { ACTIVITY_CHANNEL } from './event.ts'

const unexpected = (error: unknown) => expect.unreachable(String(error))

const ID = '01a22781-6eec-7131-81b1-724620091b90'
const base = {
  id: ID,
  purpose: 'PRACTICE',
  learnerId: 'ada',
  simulationId: ID,
  slug: 'hello',
  submissionId: ID,
  retryCount: 0,
  queuedAt: new Date(0),
} as const
const QUEUED: ScoreJob = { ...base, status: 'QUEUED', version: 1 }
const RUNNING: ScoreJob = { ...base, status: 'RUNNING', version: 2, startedAt: new Date(1) }
const CANCELED: ScoreJob = {
  ...base,
  status: 'CANCELED',
  version: 3,
  startedAt: new Date(1),
  completedAt: new Date(2),
}

describe('the activity of all jobs', () => {
  it('passes over a state that was overtaken on its way from another process', async () => {
    const pubsub = new PubSub()
    const activity = openActivity(pubsub, unexpected)
    const events = activity.watch(() => true)
    const first = events.next()
    for (const job of [RUNNING, CANCELED, QUEUED])
      await pubsub.publish(ACTIVITY_CHANNEL, [{ job, progress: null }])
    activity.stop()
    const seen = [await first, await events.next(), await events.next()]

    expect(seen.map(({ value }) => value?.job.status)).toEqual(['RUNNING', 'CANCELED', undefined])
  })

  it('lets a job go round again: a later version may be QUEUED', async () => {
    const pubsub = new PubSub()
    const activity = openActivity(pubsub, unexpected)
    const events = activity.watch(() => true)
    const first = events.next()
    for (const job of [RUNNING, { ...QUEUED, version: 3 }])
      await pubsub.publish(ACTIVITY_CHANNEL, [{ job, progress: null }])
    activity.stop()
    const seen = [await first, await events.next()]

    expect(seen.map(({ value }) => value?.job.status)).toEqual(['RUNNING', 'QUEUED'])
  })
})

import type { PubSubEngine } from 'graphql-subscriptions'
import type { ScoreJob, ScoreProgress } from '../domain/score-job.ts'
import { ACTIVITY_CHANNEL, type JobState, jobChannel } from './event.ts'

/** Tells watchers of a change. Returns at once: what is lost here, watchers learn from the record. */
export type PublishStatus = (job: ScoreJob, progress?: ScoreProgress) => void

/** Makes the telling end, after the commit of what is told. */
export function makePublisher(pubsub: PubSubEngine, onError: (error: unknown) => void): PublishStatus {
  return (job, progress) => {
    const state: JobState = { job, progress: progress ?? null }
    pubsub.publish(jobChannel(job.id), state).catch(onError)
    pubsub.publish(ACTIVITY_CHANNEL, state).catch(onError)
  }
}

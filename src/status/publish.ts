import type { PubSubEngine } from 'graphql-subscriptions'
import type { ScoreJob, ScoreProgress } from '../domain/score-job.ts'
import type { Guard } from '../domain/unavailable.ts'
import { ACTIVITY_CHANNEL, type JobState, jobChannel } from './event.ts'

/** Tells watchers of a change. Returns at once: what is lost here, watchers learn from the record. */
export type PublishStatus = (job: ScoreJob, progress?: ScoreProgress) => void

/** Makes the telling end, after the commit of what is told. */
export function makePublisher(
  pubsub: PubSubEngine,
  guard: Guard,
  onError: (error: unknown) => void,
): PublishStatus {
  return (job, progress) => {
    const state: JobState = { job, progress: progress ?? null }
    // Written out once: a verdict is large.
    const bytes = Buffer.from(JSON.stringify(state))
    for (const channel of [jobChannel(job.id), ACTIVITY_CHANNEL]) {
      guard(() => pubsub.publish(channel, bytes)).catch(onError)
    }
  }
}

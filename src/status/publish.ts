import type { PubSubEngine } from 'graphql-subscriptions'
import type { ScoreJob, ScoreProgress } from '../domain/score-job.ts'
import type { Guard } from '../domain/unavailable.ts'
import { ACTIVITY_CHANNEL, type JobState, jobChannel } from './event.ts'

/** Tells watchers of a change. Returns at once: what is lost here, watchers learn from the record. */
export type PublishStatus = (job: ScoreJob, progress?: ScoreProgress) => void

/** A message to dashboards takes no more states once it is as long as this. */
const MAX_MESSAGE_BYTES = 256 * 1024

interface Message {
  readonly channel: string
  readonly text: string
}

/** Makes the telling end, after the commit of what is told: what comes with one turn of the event loop goes together. */
export function makePublisher(
  pubsub: PubSubEngine,
  guard: Guard,
  onError: (error: unknown) => void,
): PublishStatus {
  let gathered: Message[] = []

  function send() {
    const messages = [...gathered, ...activityOf(gathered)]
    gathered = []
    const sending = () => Promise.all(messages.map(({ channel, text }) => pubsub.publish(channel, text)))
    guard(sending).catch(onError)
  }
  return (job, progress) => {
    const state: JobState = { job, progress: progress ?? null }
    if (gathered.length === 0) setImmediate(send)
    gathered.push({ channel: jobChannel(job.id), text: JSON.stringify(state) })
  }
}

/** The same states for those who watch all jobs. */
function activityOf(messages: readonly Message[]): readonly Message[] {
  const activity: Message[] = []
  let states: string[] = []
  let bytes = 0
  for (const { text } of messages) {
    states.push(text)
    bytes += text.length
    if (bytes > MAX_MESSAGE_BYTES) close()
  }
  if (states.length > 0) close()
  return activity

  function close() {
    activity.push({ channel: ACTIVITY_CHANNEL, text: `[${states.join(',')}]` })
    states = []
    bytes = 0
  }
}

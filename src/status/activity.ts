import type { PubSubEngine } from 'graphql-subscriptions'
import type { ScoreJob } from '../domain/score-job.ts'
import { ACTIVITY_CHANNEL, type JobState, jobStatesSchema } from './event.ts'
import { Latest } from './latest.ts'

/** Jobs that a slow dashboard may lag behind by; older ones are skipped. */
const MAX_PENDING_JOBS = 200
/** Events a second to one watcher at the most. */
const MAX_RATE = 20

/** All jobs as they change, for dashboards. */
export interface Activity {
  /** The newest state of each job that matches, as it changes; a busy engine skips states in between. */
  watch(matches: (job: ScoreJob) => boolean): AsyncIterableIterator<JobState>
  stop(): void
}

/** Opens the feed: one Redis subscription while anybody watches. */
export function openActivity(pubsub: PubSubEngine, onError: (error: unknown) => void): Activity {
  const watchers = new Map<Latest<JobState>, (job: ScoreJob) => boolean>()
  let subscription: Promise<number> | null = null

  function onMessage(message: unknown) {
    const states = jobStatesSchema.safeParse(message)
    if (!states.success) return onError(states.error)
    for (const state of states.data) {
      for (const [watcher, matches] of watchers) {
        if (matches(state.job)) watcher.push(state.job.id, state)
      }
    }
  }

  function leave(watcher: Latest<JobState>) {
    if (!watchers.delete(watcher) || watchers.size > 0) return
    subscription?.then((id) => pubsub.unsubscribe(id)).catch(onError)
    subscription = null
  }

  return {
    watch(matches) {
      const watcher = new Latest<JobState>({ maxKeys: MAX_PENDING_JOBS, onReturn: () => leave(watcher) })
      watchers.set(watcher, matches)
      subscription ??= pubsub.subscribe(ACTIVITY_CHANNEL, onMessage, {})
      subscription.catch(onError)
      return paced(watcher)
    },
    stop() {
      for (const watcher of watchers.keys()) watcher.end()
    },
  }
}

/** Lets values through no faster than MAX_RATE; those that come meanwhile replace each other. */
function paced(source: Latest<JobState>): AsyncIterableIterator<JobState> {
  let free = Promise.resolve()
  return {
    async next() {
      await free
      const result = await source.next()
      free = new Promise((resolve) => setTimeout(resolve, 1000 / MAX_RATE).unref())
      return result
    },
    return: () => source.return(),
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

import type { PubSubEngine } from 'graphql-subscriptions'
import { BoundedCache } from '../domain/bounded-cache.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import { ACTIVITY_CHANNEL, type JobState, jobStatesSchema } from './event.ts'
import { Latest } from './latest.ts'

/** Jobs that a slow dashboard may lag behind by; older ones are skipped. */
const MAX_PENDING_JOBS = 200
/** Events a second to one watcher at the most. */
const MAX_RATE = 20
/** Jobs of which it is known how far they have come: enough for a message that is late by seconds. */
const KNOWN_JOBS = { entries: 10_000, bytes: 2 * 1024 * 1024 }
/** An id, a number and their place in the cache. */
const KNOWN_BYTES = 150

/** All jobs as they change, for dashboards. */
export interface Activity {
  /** The newest state of each job that matches, as it changes; a busy engine skips states in between. */
  watch(matches: (job: ScoreJob) => boolean): AsyncIterableIterator<JobState>
  stop(): void
}

/** Opens the feed: one Redis subscription while anybody watches. */
export function openActivity(pubsub: PubSubEngine, onError: (error: unknown) => void): Activity {
  const watchers = new Map<Latest<JobState>, (job: ScoreJob) => boolean>()
  const versions = new BoundedCache<string, number>(KNOWN_JOBS)
  let subscription: Promise<number> | null = null

  /** What one process tells may be overtaken by what another, which has the job next, tells of it. */
  function isOvertaken({ id, version }: ScoreJob) {
    if (version < (versions.get(id) ?? 0)) return true
    versions.set(id, version, KNOWN_BYTES)
    return false
  }

  function onMessage(message: unknown) {
    const states = jobStatesSchema.safeParse(message)
    if (!states.success) return onError(states.error)
    for (const state of states.data) {
      if (isOvertaken(state.job)) continue
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

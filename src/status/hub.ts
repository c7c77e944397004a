import type { PubSubEngine } from 'graphql-subscriptions'
import { startPeriodic } from '../domain/periodic.ts'
import { isFinal } from '../domain/score-job.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import type { Db } from '../store/database.ts'
import { findVersions, listScoreJobsById } from '../store/score-jobs.ts'
import { type JobState, jobChannel, jobStateSchema } from './event.ts'
import { Latest } from './latest.ts'
import { hasMoved, type Places } from './places.ts'
import { restingBetween } from './resting-between.ts'

/** One watched job: what is known of it, and who watches. */
interface Watched {
  latest: JobState | null
  readonly watchers: Set<Watcher>
  /** Resolves when the channel is open, or Redis is too slow to wait for. */
  readonly opened: Promise<unknown>
  close(): void
}

interface Watcher {
  /** The version of the newest state that this watcher has, or began after. */
  version: number
  readonly wantsPlaces: boolean
  readonly states: Latest<JobState>
}

/** Jobs as they change, for any number of watchers in this process. */
export interface StatusHub {
  /**
   * The job as it stands, if newer than `afterVersion`, then each newer state; ends after a final one. One who wants
   * places is told too how the job moves up in the queue.
   */
  watch(jobId: string, wish: { afterVersion: number; wantsPlaces: boolean }): AsyncIterableIterator<JobState>
  /** Reads all watched jobs again: for when events may have been missed. */
  resync(): Promise<void>
  stop(): Promise<void>
}

/** How often the record is asked for changes that no event told of. */
const SWEEP_MS = 2000
/** How often watchers are told how far their job has moved up, at the most. */
const PLACES_MS = 1000
/** How long a watcher waits for its channel before it makes do with the record and the sweep. */
const SUBSCRIBE_MS = 1000

export interface HubParts {
  readonly db: Db
  readonly pubsub: PubSubEngine
  readonly places: Places
  readonly onError: (error: unknown) => void
}

/** Opens the hub: one Redis subscription per watched job, however many watch it. */
export function openHub({ db, pubsub, places, onError }: HubParts): StatusHub {
  const watched = new Map<string, Watched>()

  function deliver(entry: Watched, state: JobState) {
    const known = entry.latest
    if (known !== null && known.job.version > state.job.version) return
    entry.latest = state
    for (const watcher of entry.watchers) show(entry, watcher, state)
  }

  function show(entry: Watched, watcher: Watcher, state: JobState) {
    const moved = state.progress !== null && state.job.version === watcher.version
    if (state.job.version > watcher.version || moved) watcher.states.push(state.job.id, state)
    watcher.version = Math.max(watcher.version, state.job.version)
    if (!isFinal(state.job.status)) return
    watcher.states.end()
    leave(entry, watcher)
  }

  /** Tells those who want to know where the queued jobs stand now, where that has changed. */
  async function tellPlaces() {
    const waiting = [...watched.values()].filter(({ watchers }) => [...watchers].some(wantsPlaces))
    const found = await places.ofAll(waiting.flatMap(({ latest }) => latest?.job ?? []))
    for (const entry of waiting) {
      const place = entry.latest === null ? undefined : found.get(entry.latest.job.id)
      // It may have begun to run meanwhile.
      if (entry.latest?.job.status !== 'QUEUED' || place === undefined) continue
      if (!hasMoved(entry.latest.place, place)) continue
      const state = { ...entry.latest, place }
      entry.latest = state
      for (const { version, wantsPlaces, states } of entry.watchers)
        if (wantsPlaces && version === state.job.version) states.push(state.job.id, state)
    }
  }

  function leave(entry: Watched, watcher: Watcher) {
    if (entry.watchers.delete(watcher) && entry.watchers.size === 0) entry.close()
  }

  function open(jobId: string): Watched {
    const subscribing = pubsub.subscribe(
      jobChannel(jobId),
      (message: unknown) => {
        const state = jobStateSchema.safeParse(message)
        if (state.success) deliver(entry, state.data)
        else onError(state.error)
      },
      {},
    )
    subscribing.catch(onError)
    const entry: Watched = {
      latest: null,
      watchers: new Set(),
      opened: settlesWithin(subscribing, SUBSCRIBE_MS),
      close() {
        watched.delete(jobId)
        subscribing.then((id) => pubsub.unsubscribe(id)).catch(onError)
      },
    }
    watched.set(jobId, entry)
    return entry
  }

  async function read(jobIds: readonly string[]) {
    for (const job of await listScoreJobsById(db, jobIds)) {
      const entry = watched.get(job.id)
      const isNews = entry !== undefined && (entry.latest?.job.version ?? 0) < job.version
      if (isNews) deliver(entry, { job, progress: null })
    }
  }

  async function sweep() {
    const jobIds = [...watched.keys()]
    if (jobIds.length === 0) return
    const versions = await findVersions(db, jobIds)
    await read(jobIds.filter((id) => (versions.get(id) ?? 0) > (watched.get(id)?.latest?.job.version ?? 0)))
  }

  async function begin(jobId: string, entry: Watched, watcher: Watcher) {
    // Subscribe before reading: otherwise a change can fall between.
    await entry.opened
    const known = entry.latest
    if (known === null || known.job.version < watcher.version) await read([jobId])
    else if (entry.watchers.has(watcher)) show(entry, watcher, known)
    // One who claims to be ahead of the record has all that is to come before them.
    watcher.version = Math.min(watcher.version, entry.latest?.job.version ?? watcher.version)
  }

  const sweeping = startPeriodic({ everyMs: SWEEP_MS, task: sweep, onError })
  const tellingPlaces = startPeriodic({ everyMs: PLACES_MS, task: restingBetween(tellPlaces), onError })
  return {
    watch(jobId, { afterVersion, wantsPlaces }) {
      const entry = watched.get(jobId) ?? open(jobId)
      const states = new Latest<JobState>({
        maxKeys: 1,
        onReturn: () => leave(entry, watcher),
      })
      const watcher: Watcher = { version: afterVersion, wantsPlaces, states }
      entry.watchers.add(watcher)
      begin(jobId, entry, watcher).catch(onError)
      return states
    },
    resync: sweep,
    async stop() {
      await Promise.all([sweeping.stop(), tellingPlaces.stop()])
      for (const { watchers, close } of watched.values()) {
        for (const { states } of watchers) states.end()
        close()
      }
    },
  }
}

const wantsPlaces = (watcher: Watcher) => watcher.wantsPlaces

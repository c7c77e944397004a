import { type Lane, laneOf } from '../domain/lanes.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from '../store/database.ts'
import { countAhead, readPace } from '../store/queue-view.ts'

/** Where a queued job stands in its lane, as far as that is known. */
export interface Place {
  /** 1 is next. */
  readonly position: number | null
  /** When it will be done, if its lane goes on as it did in the last minute while there was work. */
  readonly doneAt: Date | null
}

/** The places of queued jobs, read for all who ask at the same moment at once. */
export interface Places {
  of(job: ScoreJob): Promise<Place>
  /** Of those that are queued, by job id. */
  ofAll(jobs: readonly ScoreJob[]): Promise<ReadonlyMap<string, Place>>
}

/** What is said of a job that is not queued, and of all while nothing moves because the queue is away. */
const UNKNOWN: Place = { position: null, doneAt: null }

/** Opens the view of the queue. */
export function openPlaces(db: Db, isQueueAway: () => boolean): Places {
  let asked: ScoreJob[] = []
  let reading: Promise<ReadonlyMap<string, Place>> | null = null

  async function ofAll(jobs: readonly ScoreJob[]) {
    const queued = jobs.filter(({ status }) => status === 'QUEUED')
    if (isQueueAway()) return new Map(queued.map(({ id }) => [id, UNKNOWN]))
    const lanes = Map.groupBy(queued, ({ purpose }) => laneOf(purpose))
    const places = await Promise.all([...lanes].map(([lane, some]) => readLane(db, lane, some)))
    return new Map(places.flat())
  }
  async function ofAsked() {
    // Everything that is asked for in this turn of the event loop is asked for together.
    await new Promise(setImmediate)
    const jobs = asked
    asked = []
    reading = null
    return ofAll(jobs)
  }
  return {
    ofAll,
    async of(job) {
      asked.push(job)
      reading ??= ofAsked()
      return (await reading).get(job.id) ?? UNKNOWN
    },
  }
}

async function readLane(db: Db, lane: Lane, jobs: readonly ScoreJob[]): Promise<[string, Place][]> {
  const [ahead, pace] = await Promise.all([
    countAhead(
      db,
      lane,
      jobs.map(({ id }) => id),
    ),
    readPace(db, lane),
  ])
  const now = Date.now()
  return [...ahead].map(([id, before]) => {
    const position = before + 1
    const doneAt = pace === 0 ? null : new Date(now + position / pace)
    return [id, { position, doneAt }]
  })
}

/** Differences between estimates that are not worth telling: less of both. */
const NEGLIGIBLE_MS = 2000
const NEGLIGIBLE_SHARE = 0.1

/** Whether a watcher who was told one place should be told the other. */
export function hasMoved(from: Place | undefined, to: Place, now = Date.now()): boolean {
  if (from === undefined || from.position !== to.position) return true
  if (from.doneAt === null || to.doneAt === null) return from.doneAt !== to.doneAt
  const change = Math.abs(from.doneAt.getTime() - to.doneAt.getTime())
  return change > Math.max(NEGLIGIBLE_MS, NEGLIGIBLE_SHARE * (to.doneAt.getTime() - now))
}

import { BoundedCache } from '../domain/bounded-cache.ts'
import { isId } from '../domain/ids.ts'
import { isFinal, type ScoreJob } from '../domain/score-job.ts'
import { batched } from './batched.ts'
import type { Db } from './database.ts'
import { findVersions, listScoreJobsById, weightOf } from './score-jobs.ts'

/** Jobs as they are read. */
export interface ScoreJobCache {
  /** A job by its id, or null; at once where it is known to stand as it is. */
  find(id: string): ScoreJob | null | Promise<ScoreJob | null>
  /** Until when `find` answers with this job without asking the record, on the clock of `performance.now()`. */
  holdsUntil(id: string): number
}

interface Kept {
  readonly job: ScoreJob
  /** When the record was last asked whether it still has the job, on the clock of `performance.now()`. */
  confirmedAt: number
}

/** A job that was removed, by retention or with its learner, is read in no process for longer than this. */
export const CONFIRM_MS = 2000
const BOUNDS = { entries: 5000, bytes: 16 * 1024 * 1024 }

/**
 * Keeps jobs that have ended in memory: nothing of their own changes any more. Who may read a job is not known here,
 * and is for the caller to check each time.
 */
export function makeScoreJobCache(db: Db): ScoreJobCache {
  const ended = new BoundedCache<string, Kept>(BOUNDS)

  const read = batched(async (ids) => {
    const confirmedAt = performance.now()
    const jobs = await listScoreJobsById(db, ids)
    for (const job of jobs) {
      if (isFinal(job.status)) ended.set(job.id, { job, confirmedAt }, weightOf(job))
    }
    return new Map(jobs.map((job) => [job.id, job]))
  })

  const confirm = batched(async (ids) => {
    const confirmedAt = performance.now()
    const versions = await findVersions(db, ids)
    for (const id of ids) {
      if (!versions.has(id)) ended.delete(id)
      const kept = ended.get(id)
      if (kept !== undefined) kept.confirmedAt = confirmedAt
    }
    return versions
  })

  const holdsUntil = (id: string) => (ended.get(id)?.confirmedAt ?? Number.NEGATIVE_INFINITY) + CONFIRM_MS

  return {
    find(id) {
      if (!isId(id)) return null
      const kept = ended.get(id)
      if (kept === undefined) return read(id).then((job) => job ?? null)
      if (performance.now() < holdsUntil(id)) return kept.job
      return confirm(id).then((version) => (version === undefined ? null : kept.job))
    },
    holdsUntil,
  }
}

import type { ScoreJob } from '../domain/score-job.ts'
import type { Submission, WholeSubmission } from '../domain/submission.ts'
import { batched, type Read } from './batched.ts'
import type { Db } from './database.ts'
import { makeScoreJobCache, type ScoreJobCache } from './score-job-cache.ts'
import { findCountingJobs } from './score-jobs.ts'
import { makeSimulationCache, type SimulationCache } from './simulation-cache.ts'
import { findSubmissions, findWholeSubmissions } from './submissions.ts'

/** The reads of single objects, as GraphQL asks for them: one by one, and many at once. */
export interface Readers {
  readonly jobs: ScoreJobCache
  /** The job in which a submission's result stands, by the submission's id. */
  readonly countingJob: Read<ScoreJob>
  /** A submission without its data, which may be long. */
  readonly submission: Read<Submission>
  readonly wholeSubmission: Read<WholeSubmission>
  readonly simulation: SimulationCache
}

/** Opens the readers of a process. */
export function openReaders(db: Db): Readers {
  return {
    jobs: makeScoreJobCache(db),
    countingJob: batched((ids) => findCountingJobs(db, ids)),
    submission: batched((ids) => findSubmissions(db, ids)),
    wholeSubmission: batched((ids) => findWholeSubmissions(db, ids)),
    simulation: makeSimulationCache(db),
  }
}

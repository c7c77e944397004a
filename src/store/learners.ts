import { sql } from 'kysely'
import type { Json } from '../domain/json.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from './database.ts'
import { cancelJob } from './job-control.ts'

// All that is kept of one learner.

/** A learner's work as it stands in the record, the oldest first. */
export interface LearnerRecord {
  readonly submissions: readonly Json[]
  readonly scoreJobs: readonly Json[]
}

/** Reads all work of a learner. */
export async function readLearner(db: Db, learnerId: string): Promise<LearnerRecord> {
  const { rows: submissions } = await sql<Record<string, unknown>>`
    select submissions.id, learner_id as "learnerId", simulation_id as "simulationId", submissions.slug, attempt,
      status, revision, data, created_at as "createdAt", updated_at as "updatedAt", submitted_at as "submittedAt"
    from submissions where learner_id = ${learnerId} order by id`.execute(db)
  const { rows: jobs } = await sql<Record<string, unknown>>`
    select id, learner_id as "learnerId", simulation_id as "simulationId", slug, submission_id as "submissionId",
      purpose, status, version, data, verdict, error_code as "errorCode", error_message as "errorMessage",
      queued_at as "queuedAt", started_at as "startedAt", completed_at as "completedAt"
    from score_jobs where learner_id = ${learnerId} order by id`.execute(db)
  return { submissions: submissions.map(plain), scoreJobs: jobs.map(plain) }
}

/** A row as JSON; what is kept as text is told as the JSON that it is. */
function plain(row: Record<string, unknown>): Json {
  const read = (name: string) => (typeof row[name] === 'string' ? JSON.parse(row[name]) : null)
  const parsed = { ...row, data: read('data'), ...('verdict' in row ? { verdict: read('verdict') } : {}) }
  return JSON.parse(JSON.stringify(parsed)) as Json
}

/** What an erasure removed, and the jobs that it called off, as they were told last. */
export interface Erased {
  readonly submissions: number
  readonly scoreJobs: number
  readonly apiKeys: readonly string[]
  readonly canceled: readonly ScoreJob[]
}

/**
 * Removes all that is kept of a learner: work, jobs with their runs and wake-ups, and keys. A worker that runs one of
 * the jobs loses its hold. In a transaction, so that nobody finds a part of it.
 */
export async function eraseLearner(tx: Db, learnerId: string): Promise<Erased> {
  // Held first: a draft that is being handed in meanwhile brings its job along, or is gone.
  await sql`select from submissions where learner_id = ${learnerId} order by id for update`.execute(tx)
  const { rows: open } = await sql<{ id: string }>`
    select id from score_jobs where learner_id = ${learnerId} and status in ('QUEUED', 'RUNNING')
    order by id`.execute(tx)
  const canceled: ScoreJob[] = []
  for (const { id } of open) {
    const job = await cancelJob(tx, id)
    if (job !== null) canceled.push(job)
  }
  const jobs = await tx.deleteFrom('score_jobs').where('learner_id', '=', learnerId).executeTakeFirst()
  const submissions = await tx
    .deleteFrom('submissions')
    .where('learner_id', '=', learnerId)
    .executeTakeFirst()
  const keys = await tx.deleteFrom('api_keys').where('learner_id', '=', learnerId).returning('id').execute()
  return {
    submissions: Number(submissions.numDeletedRows),
    scoreJobs: Number(jobs.numDeletedRows),
    apiKeys: keys.map(({ id }) => id),
    canceled,
  }
}

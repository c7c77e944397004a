import { sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from './database.ts'
import { type ScoreJobRow, toScoreJob } from './score-jobs.ts'

// practice: a run of the visible tests on a copy of a draft's data. A draft has one open practice run at the most.

/** The practice run of a draft that has not ended, with the data that it tries; or null. */
export async function findOpenPractice(
  db: Db,
  submissionId: string,
): Promise<{ job: ScoreJob; data: JsonObject } | null> {
  const row = await db
    .selectFrom('score_jobs')
    .selectAll()
    .where('submission_id', '=', submissionId)
    .where('purpose', '=', 'PRACTICE')
    .where('status', 'in', ['QUEUED', 'RUNNING'])
    .executeTakeFirst()
  return row === undefined ? null : { job: toScoreJob(row), data: JSON.parse(row.data ?? '{}') as JsonObject }
}

/** Queues a practice run on a copy of the data, with its wake-up. */
export async function insertPractice(
  db: Db,
  { submissionId, data }: { submissionId: string; data: JsonObject },
): Promise<ScoreJob> {
  const { rows } = await sql<ScoreJobRow>`
    with job as (
      insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id, data)
      select ${newId()}, 'PRACTICE', learner_id, simulation_id, slug, id, ${JSON.stringify(data)}
      from submissions where id = ${submissionId}
      returning *),
    wake_up as (insert into outbox (job_id, epoch) select id, epoch from job)
    select * from job`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error(`submission ${submissionId} is not in the record`)
  return toScoreJob(row)
}

import { sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from './database.ts'
import { endRun } from './score-job-runs.ts'
import { type ScoreJobRow, toScoreJob } from './score-jobs.ts'

/**
 * QUEUED or RUNNING → CANCELED. A worker that runs the job loses its hold, and finds out at its next look.
 * @returns null when the job has ended, or is not there
 */
export async function cancelJob(db: Db, jobId: string): Promise<ScoreJob | null> {
  const { rows } = await sql<ScoreJobRow>`
    with canceled as (
      update score_jobs set status = 'CANCELED', version = version + 1, completed_at = now(),
        token = null, lease_until = null
      where id = ${jobId} and status in ('QUEUED', 'RUNNING')
      returning *),
    no_wake_up as (delete from outbox where job_id in (select id from canceled)),
    ${endRun('canceled', 'CANCELED', null)}
    select * from canceled`.execute(db)
  return rows[0] === undefined ? null : toScoreJob(rows[0])
}

/**
 * Queues a new job for the work of one that ended in ERROR, with its wake-up.
 * @returns null when the job did not end so, is a practice run, or is not there
 */
export async function insertRetry(db: Db, jobId: string): Promise<ScoreJob | null> {
  const { rows } = await sql<ScoreJobRow>`
    with job as (
      insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id, data)
      select ${newId()}, 'RETRY', learner_id, simulation_id, slug, submission_id, data
      from score_jobs where id = ${jobId} and status = 'ERROR' and purpose <> 'PRACTICE'
      returning *),
    wake_up as (insert into outbox (job_id, epoch) select id, epoch from job)
    select * from job`.execute(db)
  return rows[0] === undefined ? null : toScoreJob(rows[0])
}

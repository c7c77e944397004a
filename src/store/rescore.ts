import { sql } from 'kysely'
import { newId } from '../domain/ids.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from './database.ts'
import { type ScoreJobRow, toScoreJob } from './score-jobs.ts'

/**
 * Queues a new job for a submission that was handed in, by a version of its simulation, with its wake-up.
 * @returns null when the submission is still a draft, or is not there
 */
export async function insertRescore(
  db: Db,
  { submissionId, simulationId }: { submissionId: string; simulationId: string },
): Promise<ScoreJob | null> {
  const { rows } = await sql<ScoreJobRow>`
    with job as (
      insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id)
      select ${newId()}, 'RESCORE', learner_id, ${simulationId}, slug, id
      from submissions where id = ${submissionId} and status = 'SUBMITTED'
      returning *),
    wake_up as (insert into outbox (job_id, epoch) select id, epoch from job)
    select * from job`.execute(db)
  return rows[0] === undefined ? null : toScoreJob(rows[0])
}

import { sql } from 'kysely'
import type { Db } from './database.ts'

/** What one batch removed. */
export interface Removed {
  readonly submissions: number
  readonly jobs: number
}

/**
 * Removes up to `limit` submissions, and up to `limit` jobs that stand alone, on which nothing has happened for
 * `days`: drafts by their last save, handed in work by the end of its last job, with all its jobs. Work with a job
 * that is queued or running stays, however old it is.
 * @returns what went: nothing when another process is at it
 */
export async function removeExpired(
  db: Db,
  { days, limit }: { days: number; limit: number },
): Promise<Removed> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ free: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('retention', 3)) as free`.execute(tx)
    if (rows[0]?.free !== true) return { submissions: 0, jobs: 0 }
    const alone = await removeJobsAlone(tx, days, limit)
    const { submissions, jobs } = await removeSubmissions(tx, days, limit)
    return { submissions, jobs: jobs + alone }
  })
}

/** Jobs of no submission, and practice runs, whose draft may live on. Their runs and wake-ups go with them. */
async function removeJobsAlone(tx: Db, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from score_jobs where id in (
      select id from score_jobs
      where completed_at < now() - ${days} * interval '1 day' and (submission_id is null or purpose = 'PRACTICE')
      order by completed_at limit ${limit} for update skip locked)`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

async function removeSubmissions(tx: Db, days: number, limit: number): Promise<Removed> {
  // Found by created_at, which no save changes: an index on updated_at would cost every autosave a write to it.
  const { rows } = await sql<Removed>`
    with expired as (
      select id from submissions
      where created_at < now() - ${days} * interval '1 day' and updated_at < now() - ${days} * interval '1 day'
        and not exists (
          select from score_jobs where submission_id = submissions.id
            and (completed_at is null or completed_at >= now() - ${days} * interval '1 day'))
      order by created_at limit ${limit} for update skip locked),
    jobs as (delete from score_jobs where submission_id in (select id from expired) returning 1),
    gone as (delete from submissions where id in (select id from expired) returning 1)
    select (select count(*)::int from gone) as submissions, (select count(*)::int from jobs) as jobs`.execute(
    tx,
  )
  return rows[0] ?? { submissions: 0, jobs: 0 }
}

import { sql } from 'kysely'
import { type Lane, laneOf, purposesIn } from '../domain/lanes.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Db } from './database.ts'

// What the record tells of the queue: positions, and totals since the beginning.

/** Where a queued job stands in its lane: 1 is next. Null when it is not queued. */
export async function findQueuePosition(db: Db, { id, purpose }: ScoreJob): Promise<number | null> {
  const { rows } = await sql<{ position: number }>`
    select (select count(*)::int from score_jobs ahead
            where ahead.status = 'QUEUED' and ahead.purpose = any(${purposesIn(laneOf(purpose))}::text[])
              and (ahead.queued_at, ahead.id) <= (own.queued_at, own.id)) as position
    from score_jobs own where own.id = ${id} and own.status = 'QUEUED'`.execute(db)
  return rows[0]?.position ?? null
}

/** Jobs of a lane completed in the last minute: what an estimate of the waiting time rests on. */
export async function countRecentCompletions(db: Db, lane: Lane): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from score_jobs
    where completed_at > now() - interval '1 minute' and purpose = any(${purposesIn(lane)}::text[])`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** Jobs that ended in DONE and in ERROR since the beginning, jobs that retention has removed included. */
export async function countTotals(db: Db): Promise<{ completed: number; failed: number }> {
  const { rows } = await sql<{ completed: number; failed: number }>`
    select coalesce(sum(n) filter (where status = 'DONE'), 0)::int as completed,
      coalesce(sum(n) filter (where status = 'ERROR'), 0)::int as failed
    from score_job_totals`.execute(db)
  return rows[0] ?? { completed: 0, failed: 0 }
}

import { sql } from 'kysely'
import { type Lane, purposesIn } from '../domain/lanes.ts'
import type { Db } from './database.ts'

// What the record tells of the queue: positions, and totals since the beginning.

/**
 * How many jobs are ahead of each of these in their lane, by its id: ids tell the order in which jobs were made. One
 * pass over the lane's queue, however many jobs are asked for.
 */
export async function countAhead(
  db: Db,
  lane: Lane,
  jobIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const ids = [...jobIds].sort()
  const { rows } = await sql<{ bucket: number; n: number }>`
    select width_bucket(id, ${ids}::uuid[]) as bucket, count(*)::int as n from score_jobs
    where status = 'QUEUED' and purpose = any(${purposesIn(lane)}::text[]) and id < ${ids.at(-1)}
    group by bucket`.execute(db)
  const inBucket = new Map(rows.map(({ bucket, n }) => [bucket, n]))
  let ahead = 0
  return new Map(
    ids.map((id, bucket) => {
      ahead += inBucket.get(bucket) ?? 0
      return [id, ahead]
    }),
  )
}

/** Jobs of a lane that workers completed in the last minute: what an estimate of the waiting time rests on. */
export async function countRecentCompletions(db: Db, lane: Lane): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from score_jobs
    where completed_at > now() - interval '1 minute' and status <> 'CANCELED' and purpose = any(${purposesIn(lane)}::text[])`.execute(
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

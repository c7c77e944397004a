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

/** More completions than these say nothing more of a pace. */
const PACE_JOBS = 500

/**
 * Jobs a millisecond that workers completed in a lane in the last minute, of the time in which there was work for them:
 * what an estimate of the waiting time rests on. 0 where they completed none.
 */
export async function readPace(db: Db, lane: Lane): Promise<number> {
  // The time is the union of what passed from queue to end. Of more jobs than are looked at, only what passed since the
  // first of them ended.
  const { rows } = await sql<{ n: number; busy_ms: number }>`
    with newest as (
      select queued_at, completed_at from score_jobs
      where completed_at > now() - interval '1 minute' and status <> 'CANCELED'
        and purpose = any(${purposesIn(lane)}::text[])
      order by completed_at desc limit ${PACE_JOBS}),
    since as (
      select case when count(*) < ${PACE_JOBS} then now() - interval '1 minute' else min(completed_at) end as instant
      from newest),
    stretches as (
      select completed_at - greatest(queued_at, instant, max(completed_at) over (
        order by queued_at rows between unbounded preceding and 1 preceding)) as busy
      from newest, since)
    select count(*)::int as n,
      coalesce(extract(epoch from sum(busy) filter (where busy > interval '0')) * 1000, 0)::float as busy_ms
    from stretches`.execute(db)
  const { n, busy_ms } = rows[0] ?? { n: 0, busy_ms: 0 }
  return n / Math.max(busy_ms, 1)
}

/** Jobs that ended in DONE and in ERROR since the beginning, jobs that retention has removed included. */
export async function countTotals(db: Db): Promise<{ completed: number; failed: number }> {
  const { rows } = await sql<{ completed: number; failed: number }>`
    select coalesce(sum(n) filter (where status = 'DONE'), 0)::int as completed,
      coalesce(sum(n) filter (where status = 'ERROR'), 0)::int as failed
    from score_job_totals`.execute(db)
  return rows[0] ?? { completed: 0, failed: 0 }
}

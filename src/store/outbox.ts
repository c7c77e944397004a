import { type Generated, sql } from 'kysely'
import { type Lane, purposesIn } from '../domain/lanes.ts'
import type { ScoreJobPurpose } from '../domain/score-job.ts'
import type { Db } from './database.ts'
import { NOT_AWAITED, type Statements, statement } from './statement.ts'

// wake-up: a message to the workers that a job is to be claimed at an epoch. The record is what counts: a wake-up
// that is lost is sent again, one that comes twice does nothing the second time.

export interface OutboxTable {
  job_id: string
  epoch: number
  due_at: Generated<Date>
  created_at: Generated<Date>
}

/** A wake-up that the queue has to take, in the lane of its job's purpose; `delayMs` from now, 0 when it is due. */
export interface WakeUp {
  readonly jobId: string
  readonly purpose: ScoreJobPurpose
  readonly epoch: number
  readonly delayMs: number
}

/**
 * Takes up to `limit` wake-ups that have waited for `olderThanMs`, hands them to `send`, and removes them when it
 * resolves. Other relays pass over the rows that this one holds.
 * @returns how many were sent
 */
export async function relayOutbox(
  db: Db,
  { limit, olderThanMs }: { limit: number; olderThanMs: number },
  send: (wakeUps: WakeUp[]) => Promise<void>,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<WakeUp>`
      delete from outbox using score_jobs
      where score_jobs.id = job_id and (job_id, outbox.epoch) in (
        select job_id, epoch from outbox
        where created_at < now() - ${olderThanMs} * interval '1 millisecond'
        order by created_at limit ${limit} for update skip locked)
      returning job_id as "jobId", purpose, outbox.epoch,
        greatest(0, ceil(extract(epoch from outbox.due_at - now()) * 1000))::int as "delayMs"`.execute(tx)
    // A failure here rolls the removal back: the rows stay for the next relay.
    if (rows.length > 0) await send(rows)
    return rows.length
  })
}

const REMOVE = statement(
  'remove from outbox',
  `delete from outbox using unnest($1::uuid[], $2::int[]) as sent (job_id, epoch), ${NOT_AWAITED}
   where outbox.job_id = any($1::uuid[]) and outbox.job_id = sent.job_id and outbox.epoch = sent.epoch`,
)

/** Forgets wake-ups that the queue has acknowledged. One that comes back is sent twice, which does no harm. */
export async function removeFromOutbox(
  statements: Statements,
  wakeUps: readonly Pick<WakeUp, 'jobId' | 'epoch'>[],
): Promise<void> {
  await REMOVE(statements, [wakeUps.map(({ jobId }) => jobId), wakeUps.map(({ epoch }) => epoch)])
}

/** Jobs that one statement refills, so that none takes long. */
const REFILL_BATCH = 5000

/**
 * Puts a wake-up for every queued job of the lanes into the outbox again, or for those alone that have been due for
 * `overdueMs`.
 * @returns how many
 */
export async function refillOutbox(
  db: Db,
  lanes: readonly Lane[],
  overdueMs: number | null = null,
): Promise<number> {
  const purposes = lanes.flatMap(purposesIn)
  let refilled = 0
  // In the order of ids: what the relay sends meanwhile is not put back a second time.
  for (let after: string | null = null; ; ) {
    const batch = await refillBatch(db, { purposes, overdueMs, after })
    refilled += batch.refilled
    if (batch.last === null) return refilled
    after = batch.last
  }
}

interface Batch {
  readonly purposes: readonly ScoreJobPurpose[]
  readonly overdueMs: number | null
  readonly after: string | null
}

async function refillBatch(
  db: Db,
  { purposes, overdueMs, after }: Batch,
): Promise<{ refilled: number; last: string | null }> {
  const { rows } = await sql<{ refilled: number; last: string | null }>`
    with batch as (
      select id, epoch, due_at from score_jobs
      where status = 'QUEUED' and purpose = any(${purposes}::text[]) and (${after}::uuid is null or id > ${after}::uuid)
        and (${overdueMs}::int is null or due_at < now() - ${overdueMs}::int * interval '1 millisecond')
      order by id limit ${REFILL_BATCH}),
    refilled as (
      insert into outbox (job_id, epoch, due_at) select id, epoch, due_at from batch
      on conflict do nothing returning 1)
    select (select count(*)::int from refilled) as refilled, (select id from batch order by id desc limit 1) as last`.execute(
    db,
  )
  return rows[0] ?? { refilled: 0, last: null }
}

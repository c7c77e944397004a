import { type Generated, type Selectable, sql } from 'kysely'
import { isId, newId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Submission, SubmissionStatus } from '../domain/submission.ts'
import type { Db } from './database.ts'
import type { Page } from './paging.ts'

export interface SubmissionsTable {
  id: string
  learner_id: string
  simulation_id: string
  slug: string
  attempt: number
  status: Generated<SubmissionStatus>
  /** JSON as text: jsonb would refuse what learners' data may hold, and reorder it. */
  data: string
  revision: Generated<number>
  idempotency_key: string | null
  input_digest: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  submitted_at: Date | null
}
type Row = Selectable<SubmissionsTable>

/** A row as a submission. The table's constraints hold what the type says. */
function toSubmission(row: Row): Submission {
  const base = {
    id: row.id,
    learnerId: row.learner_id,
    simulationId: row.simulation_id,
    data: JSON.parse(row.data) as JsonObject,
    revision: row.revision,
    attempt: row.attempt,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
  return row.submitted_at === null
    ? { ...base, status: 'IN_PROGRESS', submittedAt: null }
    : { ...base, status: 'SUBMITTED', submittedAt: row.submitted_at }
}

export interface NewSubmission {
  readonly learnerId: string
  readonly simulationId: string
  readonly slug: string
  readonly data: JsonObject
  readonly maxAttempts: number | null
  readonly idempotency: { readonly key: string; readonly inputDigest: string } | null
}

/**
 * Begins a learner's next attempt.
 * @returns null when no attempt is left, when the idempotency key was used before, or when another attempt began
 * at the same moment: the caller finds out which
 */
export async function insertSubmission(db: Db, submission: NewSubmission): Promise<Submission | null> {
  const { learnerId, simulationId, slug, data, maxAttempts, idempotency } = submission
  const { rows } = await sql<Row>`
    insert into submissions (id, learner_id, simulation_id, slug, attempt, data, idempotency_key, input_digest)
    select ${newId()}, ${learnerId}, ${simulationId}, ${slug}, coalesce(max(attempt), 0) + 1, ${JSON.stringify(data)},
      ${idempotency?.key ?? null}, ${idempotency?.inputDigest ?? null}
    from submissions where learner_id = ${learnerId} and slug = ${slug}
    having ${maxAttempts}::int is null or coalesce(max(attempt), 0) < ${maxAttempts}::int
    on conflict do nothing
    returning *`.execute(db)
  return rows[0] === undefined ? null : toSubmission(rows[0])
}

/** How many attempts a learner has begun. */
export async function countAttempts(db: Db, learnerId: string, slug: string): Promise<number> {
  const row = await db
    .selectFrom('submissions')
    .select((eb) => eb.fn.max('attempt').as('attempts'))
    .where('learner_id', '=', learnerId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row?.attempts ?? 0
}

/** The submission that a key made, with the digest of the input it was made from. */
export async function findSubmissionByKey(
  db: Db,
  learnerId: string,
  key: string,
): Promise<{ submission: Submission; inputDigest: string | null } | null> {
  const row = await db
    .selectFrom('submissions')
    .selectAll()
    .where('learner_id', '=', learnerId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  return row === undefined ? null : { submission: toSubmission(row), inputDigest: row.input_digest }
}

/**
 * Replaces a draft's data, durably, in one round trip.
 * @returns null when there is no such draft at the expected revision
 */
export async function autosaveSubmission(
  db: Db,
  { id, data, expectedRevision }: { id: string; data: JsonObject; expectedRevision: number | null },
): Promise<Submission | null> {
  const { rows } = await sql<Row>`
    update submissions set data = ${JSON.stringify(data)}, revision = revision + 1, updated_at = now()
    where id = ${id} and status = 'IN_PROGRESS'
      and (${expectedRevision}::int is null or revision = ${expectedRevision}::int)
    returning *`.execute(db)
  return rows[0] === undefined ? null : toSubmission(rows[0])
}

export interface Submitting {
  readonly id: string
  /** Replaces the draft's data where given. */
  readonly data: JsonObject | null
  readonly expectedRevision: number | null
}

/**
 * Hands a draft in: submission SUBMITTED, job QUEUED, wake-up in the outbox, as one statement and so all or none.
 * @returns null when there is no such draft at the expected revision
 */
export async function submitSubmission(
  db: Db,
  { id, data, expectedRevision }: Submitting,
): Promise<{ submission: Submission; job: ScoreJob } | null> {
  const jobId = newId()
  const { rows } = await sql<Row>`
    with submitted as (
      update submissions set status = 'SUBMITTED', submitted_at = now(), updated_at = now(),
        data = coalesce(${data === null ? null : JSON.stringify(data)}, data)
      where id = ${id} and status = 'IN_PROGRESS'
        and (${expectedRevision}::int is null or revision = ${expectedRevision}::int)
      returning *),
    job as (
      insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id)
      select ${jobId}, 'SUBMISSION', learner_id, simulation_id, slug, id from submitted
      returning id, epoch),
    wake_up as (insert into outbox (job_id, epoch) select id, epoch from job)
    select * from submitted`.execute(db)
  if (rows[0] === undefined) return null
  const submission = toSubmission(rows[0])
  return { submission, job: firstJob(jobId, submission, rows[0]) }
}

/** The job that submitting made, as its row stands after the insert: what was just written need not be read. */
function firstJob(id: string, submission: Submission, { slug, updated_at: queuedAt }: Row): ScoreJob {
  const { learnerId, simulationId } = submission
  const base = { id, learnerId, simulationId, slug, submissionId: submission.id, retryCount: 0, queuedAt }
  return { ...base, status: 'QUEUED', purpose: 'SUBMISSION', version: 1 }
}

/** A submission by its id, or null. */
export async function findSubmission(db: Db, id: string): Promise<Submission | null> {
  if (!isId(id)) return null
  const row = await db.selectFrom('submissions').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toSubmission(row)
}

/** The submissions that exist of the given ids, by their id. */
export async function findSubmissions(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Submission>> {
  const rows = await db
    .selectFrom('submissions')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids.filter(isId)}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, toSubmission(row)]))
}

export interface SubmissionFilter {
  readonly learnerId?: string | undefined
  /** One version by its id, or all versions by their slug. */
  readonly simulationId?: string | undefined
  readonly status?: SubmissionStatus | undefined
}

/** Submissions, the newest first. */
export async function listSubmissions(db: Db, filter: SubmissionFilter, page: Page): Promise<Submission[]> {
  let query = db.selectFrom('submissions').selectAll()
  if (filter.learnerId !== undefined) query = query.where('learner_id', '=', filter.learnerId)
  if (filter.simulationId !== undefined) {
    query = query.where(isId(filter.simulationId) ? 'simulation_id' : 'slug', '=', filter.simulationId)
  }
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (page.after !== undefined) query = query.where('id', '<', page.after)
  if (page.before !== undefined) query = query.where('id', '>', page.before)
  const rows = await query
    .orderBy('id', page.inverted ? 'asc' : 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(toSubmission)
}

/** A submission by its id, held until the end of the transaction: it takes no autosave and is not handed in meanwhile. */
export async function lockSubmission(tx: Db, id: string): Promise<Submission | null> {
  const row = await tx
    .selectFrom('submissions')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row === undefined ? null : toSubmission(row)
}

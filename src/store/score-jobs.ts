import { type Generated, type Selectable, sql } from 'kysely'
import { isId, newId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ScoreJob, ScoreJobPurpose, ScoreJobStatus } from '../domain/score-job.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Db } from './database.ts'
import type { Page } from './paging.ts'

export interface ScoreJobsTable {
  id: string
  purpose: ScoreJobPurpose
  status: Generated<ScoreJobStatus>
  version: Generated<number>
  epoch: Generated<number>
  learner_id: string
  simulation_id: string
  slug: string
  submission_id: string | null
  /** What a job without a submission scores, as JSON text. */
  data: string | null
  retry_count: Generated<number>
  crash_count: Generated<number>
  run_count: Generated<number>
  token: string | null
  lease_until: Date | null
  verdict: string | null
  error_code: string | null
  error_message: string | null
  error_retryable: boolean | null
  idempotency_key: string | null
  input_digest: string | null
  queued_at: Generated<Date>
  /** Not to be run before: when the delay of a retry is over. */
  due_at: Generated<Date>
  started_at: Date | null
  completed_at: Date | null
}

export interface ScoreJobTotalsTable {
  status: string
  shard: number
  n: string
}

/** A job's row as it leaves the database. */
export type ScoreJobRow = Selectable<ScoreJobsTable>

/** What a job is made of. The data that it may hold can be as long as a submission, and is not read along. */
const COLUMNS = [
  'id',
  'purpose',
  'status',
  'version',
  'learner_id',
  'simulation_id',
  'slug',
  'submission_id',
  'retry_count',
  'verdict',
  'error_code',
  'error_message',
  'error_retryable',
  'queued_at',
  'started_at',
  'completed_at',
] as const satisfies readonly (keyof ScoreJobsTable)[]

/** A row as a job in its state; the table's constraints hold what the types say. */
export function toScoreJob(row: Pick<ScoreJobRow, (typeof COLUMNS)[number]>): ScoreJob {
  const base = {
    id: row.id,
    purpose: row.purpose,
    version: row.version,
    learnerId: row.learner_id,
    simulationId: row.simulation_id,
    slug: row.slug,
    submissionId: row.submission_id,
    retryCount: row.retry_count,
    queuedAt: row.queued_at,
  }
  const startedAt = row.started_at
  const completedAt = held(row.completed_at, row.status === 'QUEUED' || row.status === 'RUNNING')
  switch (row.status) {
    case 'QUEUED':
      return { ...base, status: 'QUEUED' }
    case 'RUNNING':
      return { ...base, status: 'RUNNING', startedAt: held(startedAt) }
    case 'DONE': {
      const verdict = JSON.parse(held(row.verdict)) as Verdict
      return { ...base, status: 'DONE', startedAt: held(startedAt), completedAt, verdict }
    }
    case 'ERROR': {
      const error = {
        code: held(row.error_code),
        message: held(row.error_message),
        retryable: held(row.error_retryable),
      }
      return { ...base, status: 'ERROR', startedAt, completedAt, error }
    }
    case 'CANCELED':
      return { ...base, status: 'CANCELED', startedAt, completedAt }
  }
}

/** A column that the table's constraints say is there; `absent` where the state has none and nobody will ask. */
function held<T>(value: T | null, absent = false): T {
  if (value === null && !absent) throw new Error('a score job lacks a column that its state needs')
  return value as T
}

/** A job by its id, or null. */
export async function findScoreJob(db: Db, id: string): Promise<ScoreJob | null> {
  const [job] = await listScoreJobsById(db, [id])
  return job ?? null
}

/** Whose work a job scores, or null where there is no such job. */
export async function findLearnerOfJob(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('score_jobs').select('learner_id').where('id', '=', id).executeTakeFirst()
  return row?.learner_id ?? null
}

/** The jobs that exist of the given ids, in no order. */
export async function listScoreJobsById(db: Db, ids: readonly string[]): Promise<ScoreJob[]> {
  const wellFormed = ids.filter(isId)
  if (wellFormed.length === 0) return []
  const rows = await db.selectFrom('score_jobs').select(COLUMNS).where('id', '=', anyOf(wellFormed)).execute()
  return rows.map(toScoreJob)
}

/** One parameter, however many ids: Postgres takes 65,535 at most. */
function anyOf(ids: readonly string[]) {
  return sql<string>`any(${[...ids]}::uuid[])`
}

/** About how many bytes a job takes in memory, most of them its verdict's. */
export function weightOf(job: ScoreJob): number {
  return 1000 + (job.status === 'DONE' ? 3 * JSON.stringify(job.verdict).length : 0)
}

/** The versions that stand, by job id. */
export async function findVersions(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('score_jobs')
    .select(['id', 'version'])
    .where('id', '=', anyOf(ids))
    .execute()
  return new Map(rows.map((row) => [row.id, row.version]))
}

/** The newest job that counts, which a practice run does not, by the submission's id. */
export async function findCountingJobs(
  db: Db,
  submissionIds: readonly string[],
): Promise<ReadonlyMap<string, ScoreJob>> {
  const rows = await db
    .selectFrom('score_jobs')
    .select(COLUMNS)
    .distinctOn('submission_id')
    .where('submission_id', '=', anyOf(submissionIds))
    .where('purpose', 'in', ['SUBMISSION', 'RESCORE', 'RETRY'])
    .orderBy('submission_id')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.submission_id ?? '', toScoreJob(row)]))
}

export interface ScoreJobFilter {
  readonly learnerId?: string | undefined
  /** One version by its id, or all versions by their slug. */
  readonly simulationId?: string | undefined
  readonly submissionId?: string | undefined
  readonly status?: ScoreJobStatus | undefined
  readonly purpose?: ScoreJobPurpose | undefined
}

/** Jobs, the newest first. */
export async function listScoreJobs(db: Db, filter: ScoreJobFilter, page: Page): Promise<ScoreJob[]> {
  let query = db.selectFrom('score_jobs').select(COLUMNS)
  if (filter.learnerId !== undefined) query = query.where('learner_id', '=', filter.learnerId)
  if (filter.simulationId !== undefined) {
    query = query.where(isId(filter.simulationId) ? 'simulation_id' : 'slug', '=', filter.simulationId)
  }
  if (filter.submissionId !== undefined) query = query.where('submission_id', '=', filter.submissionId)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.purpose !== undefined) query = query.where('purpose', '=', filter.purpose)
  if (page.after !== undefined) query = query.where('id', '<', page.after)
  if (page.before !== undefined) query = query.where('id', '>', page.before)
  const rows = await query
    .orderBy('id', page.inverted ? 'asc' : 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(toScoreJob)
}

export interface NewDirectJob {
  readonly learnerId: string
  readonly simulationId: string
  readonly slug: string
  readonly data: JsonObject
  readonly idempotency: { readonly key: string; readonly inputDigest: string } | null
}

/**
 * Queues a job for data that is no submission, with its wake-up.
 * @returns null when the idempotency key was used before
 */
export async function insertDirectJob(db: Db, job: NewDirectJob): Promise<ScoreJob | null> {
  const { rows } = await sql<ScoreJobRow>`
    with job as (
      insert into score_jobs (id, purpose, learner_id, simulation_id, slug, data, idempotency_key, input_digest)
      values (${newId()}, 'DIRECT', ${job.learnerId}, ${job.simulationId}, ${job.slug}, ${JSON.stringify(job.data)},
        ${job.idempotency?.key ?? null}, ${job.idempotency?.inputDigest ?? null})
      on conflict do nothing
      returning *),
    wake_up as (insert into outbox (job_id, epoch) select id, epoch from job)
    select * from job`.execute(db)
  return rows[0] === undefined ? null : toScoreJob(rows[0])
}

/** The job that a key made, with the digest of the input it was made from. */
export async function findScoreJobByKey(
  db: Db,
  learnerId: string,
  key: string,
): Promise<{ job: ScoreJob; inputDigest: string | null } | null> {
  const row = await db
    .selectFrom('score_jobs')
    .select([...COLUMNS, 'input_digest'])
    .where('learner_id', '=', learnerId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  return row === undefined ? null : { job: toScoreJob(row), inputDigest: row.input_digest }
}

import { type ExpressionBuilder, type Generated, type Selectable, sql } from 'kysely'
import { isId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Submission, SubmissionStatus, WholeSubmission } from '../domain/submission.ts'
import type { Db, Tables } from './database.ts'
import type { Page } from './paging.ts'

/**
 * Which submissions are drafts. An index on their status would say the same, at the price of writing every index of a
 * submission anew when it is handed in.
 */
export interface DraftsTable {
  submission_id: string
}

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
/** A submission's row as it leaves the database. */
export type SubmissionRow = Selectable<SubmissionsTable>

/** What a submission is made of, but for its data. */
const COLUMNS = [
  'id',
  'learner_id',
  'simulation_id',
  'slug',
  'attempt',
  'status',
  'revision',
  'created_at',
  'updated_at',
  'submitted_at',
] as const
type Columns = Pick<SubmissionRow, (typeof COLUMNS)[number]>

/** A row as a submission. The table's constraints hold what the type says. */
function toSubmission(row: Columns): Submission {
  const base = {
    id: row.id,
    learnerId: row.learner_id,
    simulationId: row.simulation_id,
    revision: row.revision,
    attempt: row.attempt,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
  return row.submitted_at === null
    ? { ...base, status: 'IN_PROGRESS', submittedAt: null }
    : { ...base, status: 'SUBMITTED', submittedAt: row.submitted_at }
}

/** The same with its data. */
export function toWholeSubmission(row: Columns, data: JsonObject): WholeSubmission {
  return { ...toSubmission(row), data }
}

/** A row as it was read whole. */
function readWhole(row: Columns & Pick<SubmissionRow, 'data'>): WholeSubmission {
  return toWholeSubmission(row, JSON.parse(row.data) as JsonObject)
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
): Promise<{ submission: WholeSubmission; inputDigest: string | null } | null> {
  const row = await db
    .selectFrom('submissions')
    .selectAll()
    .where('learner_id', '=', learnerId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  return row === undefined ? null : { submission: readWhole(row), inputDigest: row.input_digest }
}

/** A submission by its id, or null. */
export async function findSubmission(db: Db, id: string): Promise<Submission | null> {
  if (!isId(id)) return null
  const row = await db.selectFrom('submissions').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toSubmission(row)
}

const selectAmong = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('submissions')
    .select(COLUMNS)
    .where('id', '=', sql<string>`any(${ids.filter(isId)}::uuid[])`)

/** The submissions that exist of the given ids, by their id. */
export async function findSubmissions(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Submission>> {
  const rows = await selectAmong(db, ids).execute()
  return new Map(rows.map((row) => [row.id, toSubmission(row)]))
}

/** The same with their data. */
export async function findWholeSubmissions(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WholeSubmission>> {
  const rows = await selectAmong(db, ids).select('data').execute()
  return new Map(rows.map((row) => [row.id, readWhole(row)]))
}

export interface SubmissionFilter {
  readonly learnerId?: string | undefined
  /** One version by its id, or all versions by their slug. */
  readonly simulationId?: string | undefined
  readonly status?: SubmissionStatus | undefined
}

/** The index of drafts. */
const selectDrafts = (eb: ExpressionBuilder<Tables, 'submissions'>) =>
  eb.selectFrom('drafts').select('submission_id')

/** Submissions, the newest first, with their data where it is wanted. */
export async function listSubmissions(
  db: Db,
  filter: SubmissionFilter,
  page: Page,
  wantsData: boolean,
): Promise<Submission[]> {
  let query = db
    .selectFrom('submissions')
    .select(COLUMNS)
    .$if(wantsData, (whole) => whole.select('data'))
  if (filter.learnerId !== undefined) query = query.where('learner_id', '=', filter.learnerId)
  if (filter.simulationId !== undefined) {
    query = query.where(isId(filter.simulationId) ? 'simulation_id' : 'slug', '=', filter.simulationId)
  }
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.status === 'IN_PROGRESS') query = query.where('id', 'in', selectDrafts)
  if (page.after !== undefined) query = query.where('id', '<', page.after)
  if (page.before !== undefined) query = query.where('id', '>', page.before)
  const rows = await query
    .orderBy('id', page.inverted ? 'asc' : 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(({ data, ...row }) =>
    data === undefined ? toSubmission(row) : readWhole({ ...row, data }),
  )
}

/** A submission by its id, held until the end of the transaction: it takes no autosave and is not handed in meanwhile. */
export async function lockSubmission(tx: Db, id: string): Promise<WholeSubmission | null> {
  const row = await tx
    .selectFrom('submissions')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row === undefined ? null : readWhole(row)
}

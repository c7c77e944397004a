import { newId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Submission } from '../domain/submission.ts'
import type { Db } from './database.ts'
import { inBatches } from './in-batches.ts'
import { statement } from './statement.ts'
import { type SubmissionRow, toSubmission } from './submissions.ts'
import { textArray } from './text-array.ts'

// What learners write. Each kind of write is one statement for any number of them, durable when it resolves.

export interface NewSubmission {
  readonly learnerId: string
  readonly simulationId: string
  readonly slug: string
  readonly data: JsonObject
  readonly maxAttempts: number | null
  readonly idempotency: { readonly key: string; readonly inputDigest: string } | null
}

export interface Autosave {
  readonly id: string
  readonly data: JsonObject
  readonly expectedRevision: number | null
}

export interface Submitting {
  readonly id: string
  /** Replaces the draft's data where given. */
  readonly data: JsonObject | null
  readonly expectedRevision: number | null
}

/** Under load, writes of one kind share statements and commits. */
export interface SubmissionWrites {
  /**
   * Begins a learner's next attempt.
   * @returns null when no attempt is left, when the idempotency key was used before, or when another attempt began
   * at the same moment: the caller finds out which
   */
  insert(submission: NewSubmission): Promise<Submission | null>
  /**
   * Replaces a draft's data.
   * @returns null when there is no such draft at the expected revision
   */
  autosave(save: Autosave): Promise<Submission | null>
  /**
   * Hands a draft in: submission SUBMITTED, job QUEUED, wake-up in the outbox, all or none.
   * @returns null when there is no such draft at the expected revision
   */
  submit(submitting: Submitting): Promise<Submitted | null>
}

/** What was handed in, and the job that scores it. */
export interface Submitted {
  readonly submission: Submission
  readonly job: ScoreJob
}

type Written<Item> = Item & { readonly text: string | null }

/** Opens the writes on a database. */
export function openSubmissionWrites(db: Db): SubmissionWrites {
  const bytesOf = ({ text }: Written<unknown>) => text?.length ?? 0
  const insert = inBatches({
    keyOf: ({ learnerId }: Written<NewSubmission>) => learnerId,
    bytesOf,
    perform: (items) => insertSubmissions(db, items),
  })
  const autosave = inBatches({
    keyOf: ({ id }: Written<Autosave>) => id,
    bytesOf,
    perform: (items) => saveSubmissions(db, items),
  })
  const submit = inBatches({
    keyOf: ({ id }: Written<Submitting>) => id,
    bytesOf,
    perform: (items) => submitSubmissions(db, items),
  })
  return {
    insert: (submission) => insert(written(submission)),
    autosave: (save) => autosave(written(save)),
    submit: (submitting) => submit(written(submitting)),
  }
}

function written<Item extends { readonly data: JsonObject | null }>(item: Item): Written<Item> {
  return { ...item, text: item.data === null ? null : JSON.stringify(item.data) }
}

const INSERT = statement<Pick<SubmissionRow, 'id' | 'attempt' | 'created_at'>>(
  'create submissions',
  `with begun as (
     insert into submissions (id, learner_id, simulation_id, slug, attempt, data, idempotency_key, input_digest)
     select new.id, new.learner_id, new.simulation_id, new.slug, coalesce(newest.attempt, 0) + 1, new.data, new.key,
       new.digest
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[])
       as new (id, learner_id, simulation_id, slug, max_attempts, data, key, digest)
     cross join lateral (
       select max(attempt) as attempt from submissions
       where submissions.learner_id = new.learner_id and submissions.slug = new.slug) as newest
     where new.max_attempts is null or coalesce(newest.attempt, 0) < new.max_attempts
     on conflict do nothing
     returning id, attempt, created_at),
   draft as (insert into drafts (submission_id) select id from begun)
   select * from begun`,
)

async function insertSubmissions(
  db: Db,
  items: readonly Written<NewSubmission>[],
): Promise<(Submission | null)[]> {
  const ids = items.map(() => newId())
  const rows = await INSERT(db, [
    ids,
    textArray(items.map(({ learnerId }) => learnerId)),
    items.map(({ simulationId }) => simulationId),
    items.map(({ slug }) => slug),
    items.map(({ maxAttempts }) => maxAttempts),
    textArray(items.map(({ text }) => text)),
    textArray(items.map(({ idempotency }) => idempotency?.key ?? null)),
    items.map(({ idempotency }) => idempotency?.inputDigest ?? null),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return items.map(({ learnerId, simulationId, data }, i) => {
    const row = byId.get(ids[i] ?? '')
    if (row === undefined) return null
    const { id, attempt, created_at: createdAt } = row
    const begun = { id, learnerId, simulationId, data, revision: 0, attempt, createdAt, updatedAt: createdAt }
    return { ...begun, status: 'IN_PROGRESS', submittedAt: null }
  })
}

const AUTOSAVE = statement<Omit<SubmissionRow, 'data'>>(
  'autosave submissions',
  `update submissions set data = save.data, revision = revision + 1, updated_at = now()
   from unnest($1::uuid[], $2::text[], $3::int[]) as save (id, data, expected_revision)
   where submissions.id = save.id and status = 'IN_PROGRESS'
     and (save.expected_revision is null or revision = save.expected_revision)
   returning submissions.id, learner_id, simulation_id, attempt, status, revision, created_at, updated_at,
     submitted_at`,
)

async function saveSubmissions(db: Db, items: readonly Written<Autosave>[]): Promise<(Submission | null)[]> {
  const rows = await AUTOSAVE(db, [
    items.map(({ id }) => id),
    textArray(items.map(({ text }) => text)),
    items.map(({ expectedRevision }) => expectedRevision),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return items.map(({ id, data }) => {
    const row = byId.get(id)
    return row === undefined ? null : toSubmission(row, data)
  })
}

const SUBMIT = statement<SubmissionRow & { job_id: string }>(
  'submit submissions',
  `with submitted as (
     update submissions set status = 'SUBMITTED', submitted_at = now(), updated_at = now(),
       data = coalesce(submit.data, submissions.data)
     from unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[]) as submit (id, data, expected_revision, job_id)
     where submissions.id = submit.id and status = 'IN_PROGRESS'
       and (submit.expected_revision is null or revision = submit.expected_revision)
     returning submissions.id, learner_id, simulation_id, slug, attempt, status, submissions.data, revision,
       created_at, updated_at, submitted_at, job_id),
   no_draft as (delete from drafts using submitted where submission_id = submitted.id),
   job as (
     insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id)
     select job_id, 'SUBMISSION', learner_id, simulation_id, slug, id from submitted
     returning id, epoch),
   wake_up as (insert into outbox (job_id, epoch) select id, epoch from job)
   select * from submitted`,
)

async function submitSubmissions(
  db: Db,
  items: readonly Written<Submitting>[],
): Promise<(Submitted | null)[]> {
  const rows = await SUBMIT(db, [
    items.map(({ id }) => id),
    textArray(items.map(({ text }) => text)),
    items.map(({ expectedRevision }) => expectedRevision),
    items.map(() => newId()),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return items.map(({ id, data }) => {
    const row = byId.get(id)
    if (row === undefined) return null
    const submission = toSubmission(row, data ?? (JSON.parse(row.data) as JsonObject))
    return { submission, job: firstJob(row.job_id, submission, row) }
  })
}

/** The job that submitting made, as its row stands after the insert: what was just written need not be read. */
function firstJob(
  id: string,
  submission: Submission,
  { slug, updated_at: queuedAt }: SubmissionRow,
): ScoreJob {
  const { learnerId, simulationId } = submission
  const base = { id, learnerId, simulationId, slug, submissionId: submission.id, retryCount: 0, queuedAt }
  return { ...base, status: 'QUEUED', purpose: 'SUBMISSION', version: 1 }
}

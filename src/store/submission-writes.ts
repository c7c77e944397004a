import { newId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { Submission } from '../domain/submission.ts'
import { inBatches } from './in-batches.ts'
import { type Statements, statement } from './statement.ts'
import { type SubmissionRow, toWholeSubmission } from './submissions.ts'
import { textArray } from './text-array.ts'

// What learners write: one statement for any number of writes, durable when it resolves.

export interface NewSubmission {
  readonly learnerId: string
  readonly simulationId: string
  readonly slug: string
  readonly data: JsonObject
  /** The data's JSON, here as below: it was written out to be measured. */
  readonly text: string
  readonly maxAttempts: number | null
  readonly idempotency: { readonly key: string; readonly inputDigest: string } | null
}

export interface Autosave {
  readonly id: string
  /** Whose draft it must be; null for anybody's. */
  readonly learnerId: string | null
  readonly data: JsonObject
  readonly text: string
  readonly expectedRevision: number | null
}

export interface Submitting {
  readonly id: string
  /** Whose draft it must be; null for anybody's. */
  readonly learnerId: string | null
  /** Replaces the draft's data where given. */
  readonly data: JsonObject | null
  readonly text: string | null
  readonly expectedRevision: number | null
}

/** Under load, writes share statements and commits. */
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

/** Opens the writes on a database. */
export function openSubmissionWrites(statements: Statements): SubmissionWrites {
  const bytesOf = ({ text }: { readonly text: string | null }) => text?.length ?? 0
  // Together, so that what is saved and then handed in is written in this order.
  const write = inBatches({
    keyOf: ({ id }: DraftWrite) => id,
    bytesOf,
    perform: (items) => writeDrafts(statements, items),
  })
  return {
    insert: inBatches({
      keyOf: ({ learnerId }: NewSubmission) => learnerId,
      bytesOf,
      perform: (items) => insertSubmissions(statements, items),
    }),
    async autosave(save) {
      const written = await write({ ...save, jobId: null })
      return written?.submission ?? null
    },
    async submit(submitting) {
      const jobId = newId()
      const written = await write({ ...submitting, jobId })
      return written === null ? null : { submission: written.submission, job: firstJob(jobId, written) }
    },
  }
}

const INSERT = statement<Pick<SubmissionRow, 'id' | 'attempt' | 'created_at'>>(
  'create submissions',
  `with begun as (
     insert into submissions (id, learner_id, simulation_id, slug, attempt, data, idempotency_key, input_digest)
     select new.id, new.learner_id, new.simulation_id, new.slug, coalesce(newest.attempt, 0) + 1, new.data, new.key,
       new.digest
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[])
       as new (id, learner_id, simulation_id, slug, max_attempts, data, key, digest)
     left join lateral (
       select attempt from submissions where submissions.learner_id = new.learner_id and submissions.slug = new.slug
       order by attempt desc limit 1) as newest on true
     where new.max_attempts is null or coalesce(newest.attempt, 0) < new.max_attempts
     on conflict do nothing
     returning id, attempt, created_at),
   draft as (insert into drafts (submission_id) select id from begun)
   select * from begun`,
)

async function insertSubmissions(
  statements: Statements,
  items: readonly NewSubmission[],
): Promise<(Submission | null)[]> {
  const ids = items.map(() => newId())
  const rows = await INSERT(statements, [
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

/** A save where no job is given, and a handing in where one is. */
type DraftWrite = Submitting & { readonly jobId: string | null }

const WRITE = statement<Omit<SubmissionRow, 'data'> & { data: string | null }>(
  'write drafts',
  `with written as (
     update submissions set data = coalesce(write.data, submissions.data), updated_at = now(),
       revision = revision + case when job_id is null then 1 else 0 end,
       status = case when job_id is null then status else 'SUBMITTED' end,
       submitted_at = case when job_id is null then null else now() end
     from unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[], $5::text[])
       as write (id, data, expected_revision, job_id, learner)
     where submissions.id = any($1::uuid[]) and submissions.id = write.id and status = 'IN_PROGRESS' and (learner is null or learner_id = learner)
       and (expected_revision is null or revision = expected_revision)
     returning submissions.id, learner_id, simulation_id, slug, attempt, status,
       case when write.data is null then submissions.data end as data, revision, created_at, updated_at, submitted_at,
       job_id),
   submitted as (select * from written where job_id is not null),
   no_draft as (
     delete from drafts using submitted
     where submission_id = any($1::uuid[]) and submission_id = submitted.id),
   job as (
     insert into score_jobs (id, purpose, learner_id, simulation_id, slug, submission_id)
     select job_id, 'SUBMISSION', learner_id, simulation_id, slug, id from submitted
     returning id, epoch),
   wake_up as (insert into outbox (job_id, epoch) select id, epoch from job)
   select * from written`,
)

interface WrittenDraft {
  readonly submission: Submission
  readonly slug: string
}

async function writeDrafts(
  statements: Statements,
  items: readonly DraftWrite[],
): Promise<(WrittenDraft | null)[]> {
  const rows = await WRITE(statements, [
    items.map(({ id }) => id),
    textArray(items.map(({ text }) => text)),
    items.map(({ expectedRevision }) => expectedRevision),
    items.map(({ jobId }) => jobId),
    textArray(items.map(({ learnerId }) => learnerId)),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return items.map(({ id, data }) => {
    const row = byId.get(id)
    if (row === undefined) return null
    return {
      submission: toWholeSubmission(row, data ?? (JSON.parse(row.data ?? '{}') as JsonObject)),
      slug: row.slug,
    }
  })
}

/** The job that submitting made, as its row stands after the insert: what was just written need not be read. */
function firstJob(jobId: string, { submission, slug }: WrittenDraft): ScoreJob {
  const { id: submissionId, learnerId, simulationId, updatedAt: queuedAt } = submission
  const base = { id: jobId, learnerId, simulationId, slug, submissionId, retryCount: 0, queuedAt }
  return { ...base, status: 'QUEUED', purpose: 'SUBMISSION', version: 1 }
}

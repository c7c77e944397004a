import { type Kysely, sql } from 'kysely'

/** A practice run scores a copy of a draft's data, and each lane counts its own queue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // The name that Postgres gave to `check ((submission_id is null) <> (data is null))`.
  'alter table score_jobs drop constraint score_jobs_check',
  // A practice run has both: later autosaves do not change what it tries.
  `alter table score_jobs add constraint score_jobs_have_work check (
     case when purpose = 'PRACTICE' then submission_id is not null and data is not null
       else (submission_id is null) <> (data is null) end)`,
  `create unique index score_jobs_one_open_practice on score_jobs (submission_id)
     where purpose = 'PRACTICE' and status in ('QUEUED', 'RUNNING')`,
  'drop index score_jobs_queued',
  `create index score_jobs_queued on score_jobs (purpose, queued_at, id) where status = 'QUEUED'`,
]

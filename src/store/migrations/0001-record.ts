import { type Kysely, sql } from 'kysely'

/** The record: simulations, submissions, jobs with their runs, the outbox, keys and the audit log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // A row that may only be added: published versions and the audit log.
  `create function refuse_change() returns trigger language plpgsql as $$
     begin raise exception '% is append-only', tg_table_name; end $$`,

  `create table simulations (
     id uuid primary key,
     slug text not null,
     version int not null check (version > 0),
     definition text not null,
     rubric text not null,
     digest text not null,
     published_at timestamptz(3) not null default now(),
     unique (slug, version)
   )`,
  `create trigger simulations_are_immutable before update on simulations
     for each row execute function refuse_change()`,

  `create table rubric_templates (
     id uuid primary key,
     name text not null,
     version int not null check (version > 0),
     criteria text not null,
     created_at timestamptz(3) not null default now(),
     unique (name, version)
   )`,

  // Room on each page lets an autosave stay a heap-only update: no index on what it changes.
  `create table submissions (
     id uuid primary key,
     learner_id text not null check (length(learner_id) between 1 and 200),
     simulation_id uuid not null references simulations,
     slug text not null,
     attempt int not null check (attempt > 0),
     status text not null default 'IN_PROGRESS' check (status in ('IN_PROGRESS', 'SUBMITTED')),
     data text not null,
     revision int not null default 0 check (revision >= 0),
     idempotency_key text,
     input_digest text,
     created_at timestamptz(3) not null default now(),
     updated_at timestamptz(3) not null default now(),
     submitted_at timestamptz(3),
     unique (learner_id, slug, attempt),
     check ((status = 'SUBMITTED') = (submitted_at is not null)),
     check ((idempotency_key is null) = (input_digest is null))
   ) with (fillfactor = 70)`,
  `create unique index submissions_by_key on submissions (learner_id, idempotency_key)
     where idempotency_key is not null`,
  'create index submissions_by_learner on submissions (learner_id, id)',
  'create index submissions_by_slug on submissions (slug, id)',
  'create index submissions_by_simulation on submissions (simulation_id, id)',
  `create index submissions_in_progress on submissions (id) where status = 'IN_PROGRESS'`,

  `create table score_jobs (
     id uuid primary key,
     purpose text not null check (purpose in ('SUBMISSION', 'DIRECT', 'PRACTICE', 'RESCORE', 'RETRY')),
     status text not null default 'QUEUED'
       check (status in ('QUEUED', 'RUNNING', 'DONE', 'ERROR', 'CANCELED')),
     version int not null default 1,
     epoch int not null default 0,
     learner_id text not null check (length(learner_id) between 1 and 200),
     simulation_id uuid not null references simulations,
     slug text not null,
     submission_id uuid references submissions,
     data text,
     retry_count int not null default 0 check (retry_count >= 0),
     crash_count int not null default 0 check (crash_count >= 0),
     run_count int not null default 0 check (run_count >= 0),
     token uuid,
     lease_until timestamptz(3),
     verdict text,
     error_code text,
     error_message text,
     error_retryable boolean,
     idempotency_key text,
     input_digest text,
     queued_at timestamptz(3) not null default now(),
     due_at timestamptz(3) not null default now(),
     started_at timestamptz(3),
     completed_at timestamptz(3),
     check ((submission_id is null) <> (data is null)),
     check ((status = 'RUNNING') = (token is not null)),
     check ((status = 'RUNNING') = (lease_until is not null)),
     check ((status = 'DONE') = (verdict is not null)),
     check ((status = 'ERROR') = (error_code is not null)),
     check ((error_code is null) = (error_message is null)),
     check ((error_code is null) = (error_retryable is null)),
     check ((status in ('DONE', 'ERROR', 'CANCELED')) = (completed_at is not null)),
     check (status not in ('RUNNING', 'DONE') or started_at is not null),
     check ((idempotency_key is null) = (input_digest is null))
   ) with (fillfactor = 70)`,
  `create unique index score_jobs_by_key on score_jobs (learner_id, idempotency_key)
     where idempotency_key is not null`,
  `create unique index score_jobs_one_by_submitting on score_jobs (submission_id) where purpose = 'SUBMISSION'`,
  'create index score_jobs_by_submission on score_jobs (submission_id, id) where submission_id is not null',
  'create index score_jobs_by_learner on score_jobs (learner_id, id)',
  'create index score_jobs_by_slug on score_jobs (slug, id)',
  'create index score_jobs_by_simulation on score_jobs (simulation_id, id)',
  `create index score_jobs_queued on score_jobs (queued_at, id) where status = 'QUEUED'`,
  `create index score_jobs_leased on score_jobs (lease_until) where status = 'RUNNING'`,
  `create index score_jobs_failed on score_jobs (id) where status = 'ERROR'`,
  `create index score_jobs_canceled on score_jobs (id) where status = 'CANCELED'`,
  'create index score_jobs_completed on score_jobs (completed_at) where completed_at is not null',

  `create function keep_final_states() returns trigger language plpgsql as $$
     begin
       if old.status in ('DONE', 'ERROR', 'CANCELED') then
         raise exception 'score job % is % for good', old.id, old.status;
       end if;
       if new.version < old.version then raise exception 'the version of score job % fell', old.id; end if;
       return new;
     end $$`,
  `create trigger score_jobs_keep_final_states before update on score_jobs
     for each row execute function keep_final_states()`,

  // Counted as it happens, since counting rows afterwards costs more each day. Shards keep writers apart.
  `create table score_job_totals (
     status text not null,
     shard int not null,
     n bigint not null,
     primary key (status, shard)
   ) with (fillfactor = 50)`,
  `create function count_final_states() returns trigger language plpgsql as $$
     begin
       insert into score_job_totals as t values (new.status, pg_backend_pid() % 16, 1)
         on conflict (status, shard) do update set n = t.n + 1;
       return null;
     end $$`,
  `create trigger score_jobs_count_final_states after update on score_jobs
     for each row when (new.status in ('DONE', 'ERROR', 'CANCELED')) execute function count_final_states()`,

  `create table score_job_runs (
     job_id uuid not null references score_jobs on delete cascade,
     number int not null check (number > 0),
     worker text not null,
     started_at timestamptz(3) not null default now(),
     ended_at timestamptz(3),
     outcome text not null default 'RUNNING'
       check (outcome in ('RUNNING', 'DONE', 'ERROR', 'RETRIED', 'LOST', 'CANCELED', 'HANDED_BACK')),
     message text,
     primary key (job_id, number),
     check ((outcome = 'RUNNING') = (ended_at is null))
   )`,

  // One row for each wake-up that the queue has not acknowledged yet.
  `create table outbox (
     job_id uuid not null references score_jobs on delete cascade,
     epoch int not null,
     due_at timestamptz(3) not null default now(),
     created_at timestamptz(3) not null default now(),
     primary key (job_id, epoch)
   )`,
  'create index outbox_by_age on outbox (created_at)',

  `create table api_keys (
     id uuid primary key,
     name text not null,
     role text not null check (role in ('LEARNER', 'SERVICE', 'REVIEWER', 'ADMIN')),
     learner_id text,
     digest bytea not null unique,
     created_at timestamptz(3) not null default now(),
     last_used_at timestamptz(3),
     revoked_at timestamptz(3)
   )`,

  `create table audit_log (
     id uuid primary key,
     at timestamptz(3) not null default now(),
     actor text not null,
     role text not null,
     action text not null,
     target text,
     address text,
     request_id text not null,
     detail text
   )`,
  `create trigger audit_log_is_append_only before update or delete on audit_log
     for each row execute function refuse_change()`,
]

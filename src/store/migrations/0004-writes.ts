import { type Kysely, sql } from 'kysely'

/** What every submission and every job writes costs Postgres less; nothing of it means anything else than before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // Drafts are listed by a table of their own: with the status in an index, handing in was no heap-only update, and wrote
  // all seven indexes of submissions anew.
  'create table drafts (submission_id uuid primary key)',
  `insert into drafts select id from submissions where status = 'IN_PROGRESS'`,
  'drop index submissions_in_progress',

  // A foreign key has each insert look up and lock the row it names. For simulations that is one row for all learners:
  // they cannot go, which holds as well.
  'alter table submissions drop constraint submissions_simulation_id_fkey',
  'alter table score_jobs drop constraint score_jobs_simulation_id_fkey',
  `create trigger simulations_stay before delete on simulations
     for each row execute function refuse_change()`,

  // Runs and wake-ups are only ever inserted with a change of their job, in one statement. They still go with it.
  'alter table score_job_runs drop constraint score_job_runs_job_id_fkey',
  'alter table outbox drop constraint outbox_job_id_fkey',
  `create function take_along_jobs() returns trigger language plpgsql as $$
     begin
       delete from score_job_runs using gone where job_id = gone.id;
       delete from outbox using gone where job_id = gone.id;
       return null;
     end $$`,
  `create trigger score_jobs_take_along after delete on score_jobs referencing old table as gone
     for each statement execute function take_along_jobs()`,
  `create function take_along_drafts() returns trigger language plpgsql as $$
     begin
       delete from drafts using gone where submission_id = gone.id;
       return null;
     end $$`,
  `create trigger submissions_take_along after delete on submissions referencing old table as gone
     for each statement execute function take_along_drafts()`,

  // Called only where there is something to refuse.
  'drop trigger score_jobs_keep_final_states on score_jobs',
  `create trigger score_jobs_keep_final_states before update on score_jobs for each row
     when (old.status in ('DONE', 'ERROR', 'CANCELED') or new.version < old.version)
     execute function keep_final_states()`,

  // Once for all jobs that end in one statement: one by one, each would leave a version of the same row behind.
  'drop trigger score_jobs_count_final_states on score_jobs',
  `create or replace function count_final_states() returns trigger language plpgsql as $$
     begin
       insert into score_job_totals as t
         select status, pg_backend_pid() % 16, count(*) from changed
         where status in ('DONE', 'ERROR', 'CANCELED') group by status
       on conflict (status, shard) do update set n = t.n + excluded.n;
       return null;
     end $$`,
  `create trigger score_jobs_count_final_states after update on score_jobs referencing new table as changed
     for each statement execute function count_final_states()`,
]

import type { Pool } from 'pg'

/** One recorded change of a job. `status` is what it became. */
export interface Change {
  readonly jobId: string
  readonly from: string | null
  readonly status: string
  readonly version: number
  readonly retryCount: number
  readonly crashCount: number
  /** Milliseconds since 1970, by the clock of Postgres. */
  readonly at: number
}

/** Has Postgres itself note every change of a job: what a process claims to have done is not asked. */
export async function keepHistory(sql: Pool): Promise<void> {
  await sql.query(`
    create table history (
      seq bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
      job_id uuid not null, was text, status text not null, version int not null,
      retry_count int not null, crash_count int not null);
    create function note_change() returns trigger language plpgsql as $$
      begin
        insert into history (job_id, was, status, version, retry_count, crash_count) values
          (new.id, case when tg_op = 'UPDATE' then old.status end, new.status, new.version,
           new.retry_count, new.crash_count);
        return null;
      end $$;
    create trigger note_insert after insert on score_jobs for each row execute function note_change();
    create trigger note_update after update on score_jobs for each row
      when (old.version is distinct from new.version or old.status is distinct from new.status)
      execute function note_change();`)
}

/** Every change of every job, in order, by job. */
export async function readHistory(sql: Pool): Promise<ReadonlyMap<string, readonly Change[]>> {
  const { rows } = await sql.query(`
    select job_id as "jobId", was as "from", status, version, retry_count as "retryCount",
      crash_count as "crashCount", extract(epoch from at)::float8 * 1000 as at
    from history order by seq`)
  return Map.groupBy(rows as Change[], (change) => change.jobId)
}

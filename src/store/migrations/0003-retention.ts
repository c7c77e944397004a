import { type Kysely, sql } from 'kysely'

/** What is old can be found, and what is written often leaves no bloat. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // By creation, which no save changes: with an index on updated_at no autosave would be a heap-only update.
  'create index submissions_by_creation on submissions (created_at)',
  // Small data is cleared away by the next visits to its page. Large data lies in the TOAST table, where each save
  // leaves the old text behind: it is vacuumed by what has gathered, not by a share of all there is.
  `alter table submissions set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
     toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 5000,
     toast.autovacuum_vacuum_cost_delay = 0)`,
  // Each wake-up lives for a moment and leaves a dead row behind: nearly empty at all times, the table is vacuumed by
  // the number of them.
  `alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
     autovacuum_vacuum_cost_delay = 0)`,
]

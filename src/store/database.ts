import { Kysely, PostgresDialect, sql } from 'kysely'
import { settlesWithin } from '../domain/settles-within.ts'
import type { ApiKeysTable } from './api-keys.ts'
import type { AuditLogTable } from './audit-log.ts'
import type { OutboxTable } from './outbox.ts'
import { openPool, openStatements } from './pool.ts'
import type { RubricTemplatesTable } from './rubric-templates.ts'
import type { ScoreJobRunsTable } from './score-job-runs.ts'
import type { ScoreJobsTable, ScoreJobTotalsTable } from './score-jobs.ts'
import type { SimulationsTable } from './simulations.ts'
import type { Statements } from './statement.ts'
import type { DraftsTable, SubmissionsTable } from './submissions.ts'

/** The record's tables; each is described by the file that holds its queries. */
export interface Tables {
  simulations: SimulationsTable
  rubric_templates: RubricTemplatesTable
  submissions: SubmissionsTable
  drafts: DraftsTable
  score_jobs: ScoreJobsTable
  score_job_totals: ScoreJobTotalsTable
  score_job_runs: ScoreJobRunsTable
  outbox: OutboxTable
  api_keys: ApiKeysTable
  audit_log: AuditLogTable
}

/** A database, or a transaction on it: every query takes either. */
export type Db = Kysely<Tables>

export interface DatabaseOptions {
  readonly url: string
  /** For queries; statements have some of their own besides. */
  readonly connections: number
  /** Longer than this no statement may take; null for migrations, which take as long as they take. */
  readonly statementMs: number | null
  /** Told of connections that break while idle; the pool replaces them. */
  readonly onConnectionError?: (error: Error) => void
}

/** Connections have this long to close. */
const CLOSE_MS = 2000

/** A database: for queries, and for statements. */
export interface Database {
  readonly db: Db
  readonly statements: Statements
  stop(): Promise<void>
}

/**
 * Opens pools of connections. None is made before the first query. While Postgres is out of reach, or too slow to wait
 * for, queries and statements reject with Unavailable.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(options) }) })
  const statements = openStatements(options)
  return {
    db,
    statements,
    async stop() {
      // What a frozen Postgres does not answer is not waited for.
      await settlesWithin(Promise.all([db.destroy(), statements.end()]), CLOSE_MS)
    },
  }
}

/** Throws while Postgres does not answer. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}

import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import type { ApiKeysTable } from './api-keys.ts'
import type { AuditLogTable } from './audit-log.ts'
import type { OutboxTable } from './outbox.ts'
import type { RubricTemplatesTable } from './rubric-templates.ts'
import type { ScoreJobRunsTable } from './score-job-runs.ts'
import type { ScoreJobsTable, ScoreJobTotalsTable } from './score-jobs.ts'
import type { SimulationsTable } from './simulations.ts'
import type { SubmissionsTable } from './submissions.ts'

/** The record's tables; each is described by the file that holds its queries. */
export interface Tables {
  simulations: SimulationsTable
  rubric_templates: RubricTemplatesTable
  submissions: SubmissionsTable
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
  readonly connections: number
  /** Told of connections that break while idle; the pool replaces them. */
  readonly onConnectionError?: (error: Error) => void
}

/** Opens a pool of connections. None is made before the first query. */
export function openDatabase({ url, connections, onConnectionError }: DatabaseOptions): {
  db: Db
  stop(): Promise<void>
} {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  })
  pool.on('error', (error) => onConnectionError?.(error))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, stop: () => db.destroy() }
}

/** Throws while Postgres does not answer. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}

// statement: SQL whose text never changes, and which runs for every request or every job. Each connection prepares it
// once, plans it once, and keeps the plan.

/**
 * What a statement selects from, beside its tables, when nobody needs to wait until its changes are on disk: a Postgres
 * that crashes within the next moments may forget them, whole.
 */
export const NOT_AWAITED = `(select set_config('synchronous_commit', 'off', true)) as not_awaited`

/** Connections for statements. */
export interface Statements {
  run<Row>(query: StatementQuery, parameters: readonly unknown[]): Promise<Row[]>
}

export interface StatementQuery {
  readonly name: string
  readonly text: string
}

/** Runs a statement with its parameters. */
export type Statement<Row> = (on: Statements, parameters: readonly unknown[]) => Promise<Row[]>

/** Makes a statement. Its name is the comment that it begins with, in the views and the log of Postgres too. */
export function statement<Row>(name: string, text: string): Statement<Row> {
  const query = { name, text: `-- ${name}\n${text}` }
  return (on, parameters) => on.run<Row>(query, parameters)
}

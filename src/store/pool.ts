import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { DatabaseError, Pool, type PoolConfig } from 'pg'
import { Unavailable } from '../domain/unavailable.ts'
import type { DatabaseOptions } from './database.ts'
import type { StatementQuery, Statements } from './statement.ts'

/** For a free connection, or a new one, nobody waits longer than this. */
const CONNECT_MS = 5000
/** Postgres ends an overlong statement itself; a Postgres that does not even answer is given up this much later. */
const SILENCE_MS = 2000
/** A process that froze in a transaction does not keep others from its rows for longer. */
const IDLE_IN_TRANSACTION_MS = 30_000

/**
 * To plan a statement can cost more than to run it, so its plan is kept. A plan is made for the tables as they are, and
 * those of an engine's first minute are so small that it would read them from end to end for ever: the planner may only
 * look rows up, which is what all statements do. It may do that for all rows of a table: a statement that joins one has
 * to say too which rows it is about. Where two indexes would do and one of them finds far more, an order that the better
 * one alone has decides it, since nothing is sorted either.
 */
const KEEP_PLANS = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'enable_sort=off',
  'enable_incremental_sort=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ')
/** One for each kind of statement that is often under way: a few of them keep Postgres busy. */
const STATEMENT_CONNECTIONS = 4

/** Connections for statements. What shows that Postgres is out of reach comes as Unavailable, and ends its connection. */
export function openStatements(options: DatabaseOptions): Statements & { end(): Promise<void> } {
  const pool = makePool(options, { max: STATEMENT_CONNECTIONS, options: KEEP_PLANS })
  return {
    async run<Row>({ name, text }: StatementQuery, values: readonly unknown[]) {
      const client = await connect(pool)
      try {
        const { rows } = await client.query(text, values, name)
        return rows as Row[]
      } finally {
        client.release()
      }
    },
    end: () => pool.end(),
  }
}

/** Connections for Kysely, which fail alike. */
export function openPool(options: DatabaseOptions): PostgresPool {
  const pool = makePool(options, { max: options.connections })
  return {
    options: pool.options,
    connect: async () => {
      const { query, release } = await connect(pool)
      // Kysely asks for cursors through the same name; without a cursor in its settings it never does.
      return { query: query as unknown as PostgresPoolClient['query'], release }
    },
    end: () => pool.end(),
  }
}

function makePool({ url, statementMs, onConnectionError }: DatabaseOptions, kind: PoolConfig): Pool {
  const pool = new Pool({
    ...kind,
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    ...(statementMs === null
      ? {}
      : {
          statement_timeout: statementMs,
          query_timeout: statementMs + SILENCE_MS,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
        }),
  })
  pool.on('error', (error) => onConnectionError?.(error))
  // What breaks while somebody holds it, their query tells; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** A connection for as long as somebody holds it. */
async function connect(pool: Pool) {
  const client = await pool.connect().catch((error: unknown) => Promise.reject(translate(error)))
  let broken = false
  return {
    async query(text: string, values: readonly unknown[], name?: string) {
      try {
        return await client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] })
      } catch (error) {
        const translated = translate(error)
        broken ||= translated instanceof Unavailable
        throw translated
      }
    },
    release: (destroy = false) => client.release(destroy || broken),
  }
}

/**
 * States in which the same request may succeed a moment later: the connection failed (08), Postgres lacks resources
 * (53), stops, starts or ends our session (57P01 to 57P05, 25P03), is a standby (25006), or was too slow (57014).
 */
const TOO_SLOW = '57014'
const AWAY = /^(08|53|57P0|25P03|25006|57014)/

/** Whether Postgres itself refused a statement, or gave it up as too slow: it has certainly changed nothing. */
export function isRolledBack(error: unknown): boolean {
  const cause = error instanceof Unavailable ? error.cause : error
  return cause instanceof DatabaseError && (cause.code === TOO_SLOW || !AWAY.test(cause.code ?? ''))
}

function translate(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    return AWAY.test(error.code ?? '') ? new Unavailable('The record', error) : error
  }
  // What is no answer of Postgres is a failure to reach it, but for mistakes of our own.
  return error instanceof TypeError || error instanceof RangeError
    ? error
    : new Unavailable('The record', error)
}

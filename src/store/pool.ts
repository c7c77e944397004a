import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { DatabaseError, Pool, type PoolClient } from 'pg'
import { Unavailable } from '../domain/unavailable.ts'
import type { DatabaseOptions } from './database.ts'
import { nameOf } from './statement.ts'

/** For a free connection, or a new one, nobody waits longer than this. */
const CONNECT_MS = 5000
/** Postgres ends an overlong statement itself; a Postgres that does not even answer is given up this much later. */
const SILENCE_MS = 2000
/** A process that froze in a transaction does not keep others from its rows for longer. */
const IDLE_IN_TRANSACTION_MS = 30_000

/**
 * A prepared statement is parsed once and planned each time it runs. A plan that is kept was made for the tables as they
 * were: one from an engine's first minute reads tables from end to end, and goes on to do so while they grow.
 */
const PLAN_ANEW = '-c plan_cache_mode=force_custom_plan'

/** Connections for Kysely. What shows that Postgres is out of reach comes as Unavailable, and ends its connection. */
export function openPool({
  url,
  connections,
  statementMs,
  onConnectionError,
}: DatabaseOptions): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    options: PLAN_ANEW,
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
  return {
    options: pool.options,
    connect: () => pool.connect().then(lend, (error: unknown) => Promise.reject(translate(error))),
    end: () => pool.end(),
  }
}

/** A connection for as long as somebody holds it. */
function lend(client: PoolClient): PostgresPoolClient {
  let broken = false
  const query = async (sql: string, parameters: readonly unknown[]) => {
    try {
      return await client.query({ name: nameOf(sql), text: sql, values: [...parameters] })
    } catch (error) {
      const translated = translate(error)
      broken ||= translated instanceof Unavailable
      throw translated
    }
  }
  return {
    // Kysely asks for cursors through the same name; without a cursor in its settings it never does.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || broken),
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

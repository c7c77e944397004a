import { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

// statement: SQL whose text never changes. It is not built anew for each call, and each connection prepares it once.

/** Runs a statement with its parameters. */
export type Statement<Row> = (db: Db, parameters: readonly unknown[]) => Promise<Row[]>

/** Makes a statement. Its name is the comment that it begins with, in the views and the log of Postgres too. */
export function statement<Row>(name: string, text: string): Statement<Row> {
  const named = `${MARK}${name}\n${text}`
  return async (db, parameters) => {
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(named, [...parameters]))
    return rows
  }
}

const MARK = '-- '

/** The name of a statement; undefined for other SQL, which is not worth preparing. */
export function nameOf(text: string): string | undefined {
  return text.startsWith(MARK) ? text.slice(MARK.length, text.indexOf('\n')) : undefined
}

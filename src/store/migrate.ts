import { Migrator } from 'kysely/migration'
import { openDatabase } from './database.ts'
import * as record from './migrations/0001-record.ts'
import * as practice from './migrations/0002-practice.ts'
import * as retention from './migrations/0003-retention.ts'
import * as writes from './migrations/0004-writes.ts'
import * as access from './migrations/0005-access.ts'

/** In the order of their names. A landed migration is never changed. */
const MIGRATIONS = {
  '0001-record': record,
  '0002-practice': practice,
  '0003-retention': retention,
  '0004-writes': writes,
  '0005-access': access,
}

/**
 * Brings a database to the newest shape. Two at once are safe: the second waits for the first and finds nothing
 * left to do.
 * @returns the names of the migrations that ran
 */
export async function migrate(url: string): Promise<string[]> {
  const { db, stop } = openDatabase({ url, connections: 2, statementMs: null })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
    const { error, results } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await stop()
  }
}

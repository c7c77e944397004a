import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openSubmissionWrites } from '../../src/store/submission-writes.ts'
import { eventually } from '../support/eventually.ts'
import { type OwnStores, startOwnStores } from '../support/own-stores.ts'

const DATA_BYTES = 32_000
const SAVES = 800
const ROUNDS = 5

let stores: OwnStores
let sql: Client
beforeAll(async () => {
  stores = await startOwnStores()
  sql = new Client({ connectionString: stores.databaseUrl })
  await sql.connect()
  // Postgres looks every minute for what is to be vacuumed: nobody wants to wait for that.
  await sql.query('alter system set autovacuum_naptime = 1')
  await sql.query('select pg_reload_conf()')
})
afterAll(async () => {
  await sql.end()
  await stores.stop()
})

it('saves of large data take the place of earlier ones: the table stops growing', async () => {
  const { statements, stop } = openDatabase({ url: stores.databaseUrl, connections: 1, statementMs: null })
  const writes = openSubmissionWrites(statements)
  const simulationId = newId()
  await sql.query(
    `insert into simulations (id, slug, version, definition, rubric, digest) values ($1, 'any', 1, '', '', '')`,
    [simulationId],
  )
  const work = {
    learnerId: 'ada',
    simulationId,
    slug: 'any',
    data: {},
    text: '{}',
    maxAttempts: null,
    idempotency: null,
  }
  const id = (await writes.insert(work))?.id ?? ''
  // Text that does not compress, as 17 rows of the TOAST table for each save.
  const text = () => randomBytes(DATA_BYTES * 0.75).toString('base64')
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let n = 0; n < SAVES; n += 1) {
      const data = { text: text() }
      await writes.autosave({ id, learnerId: null, data, text: JSON.stringify(data), expectedRevision: null })
    }
    await untilVacuumed()
  }
  await stop()

  // No more than what the longest round may have left, whatever came after it.
  expect(await tableSize()).toBeLessThan(2 * SAVES * DATA_BYTES)
}, 180_000)

async function tableSize(): Promise<number> {
  return (await sql.query(`select pg_table_size('submissions')::int as size`)).rows[0].size
}

/** Waits until Postgres has cleared away what the saves have left behind, by itself. */
async function untilVacuumed(): Promise<void> {
  await eventually(async () => {
    const { rows } = await sql.query(`
      select n_dead_tup::int as dead, autovacuum_count::int as count from pg_stat_all_tables
      where relid = (select reltoastrelid from pg_class where relname = 'submissions')`)
    return rows[0].count > 0 && rows[0].dead < 5000
  }, 60_000)
}

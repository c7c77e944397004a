import { Client } from 'pg'
import { expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import type { Verdict } from '../../src/domain/verdict.ts'
import { openDatabase } from '../../src/store/database.ts'
import { removeFromOutbox } from '../../src/store/outbox.ts'
import { openRunWrites } from '../../src/store/run-writes.ts'
import { openSubmissionWrites } from '../../src/store/submission-writes.ts'
import { ownDatabase } from '../support/stores.ts'

const VERDICT: Verdict = {
  score: 0,
  breakdown: [],
  feedback: '',
  findings: [],
  testResults: [],
  engineVersion: '1.0.0',
}

it('looks rows up by plans that were made when there were none, and reads no table from end to end', async () => {
  const url = await ownDatabase()
  const { statements, stop } = openDatabase({ url, connections: 1, statementMs: null })
  const writes = openSubmissionWrites(statements)
  const runs = openRunWrites(statements, { worker: 'worker', leaseMs: 15_000 })
  for (const learnerId of ['ada', 'bob']) {
    const work = { simulationId: newId(), slug: 'quiz', data: {}, text: '{}', maxAttempts: 5 }
    const begun = await writes.insert({ learnerId, ...work, idempotency: null })
    const draft = { id: begun?.id ?? '', learnerId, data: null, text: null, expectedRevision: null }
    const jobId = (await writes.submit(draft))?.job.id ?? ''
    const claim = await runs.claim({ jobId, epoch: 0 })
    await removeFromOutbox(statements, [{ jobId, epoch: 0 }])

    expect(claim && (await runs.complete(claim, VERDICT))?.status).toBe('DONE')
  }
  await stop()

  // Connections tell the statistics what they have done before they have ended.
  expect(await readFromEndToEnd(url)).toEqual([])
})

/** The tables that anybody has read whole, once it is known who has looked rows up. */
async function readFromEndToEnd(url: string): Promise<readonly string[]> {
  const sql = new Client({ connectionString: url })
  await sql.connect()
  try {
    for (;;) {
      const { rows } = await sql.query(
        `select relname, seq_scan::int as whole, idx_scan::int as looked from pg_stat_user_tables`,
      )
      const isTold = rows.some(({ relname, looked }) => relname === 'score_jobs' && looked > 0)
      if (isTold) return rows.filter(({ whole }) => whole > 0).map(({ relname }) => relname)
    }
  } finally {
    await sql.end()
  }
}

import { Client } from 'pg'
import { startEngine } from '../api.ts'
import type { Measure } from '../measure.ts'
import { startProgram } from '../program.ts'
import type { SubmitWork } from '../programs/submit-work.ts'

const RATE = 100
const JOBS = 1000
const CONNECTIONS = 20

/** How long jobs wait for a worker that is not busy, by the clock of the record. */
export const timeInQueue: Measure = {
  name: 'time-in-queue',
  what: `from handed in to claimed by a worker, at ${RATE} jobs a second`,
  figures: [
    { figure: 'p50', unit: 'ms', better: 'lower' },
    { figure: 'p99', unit: 'ms', better: 'lower', bound: 10 },
  ],
  async open(stores, effort) {
    const jobs = Math.ceil(JOBS * effort)
    const engine = await startEngine(stores, { workers: 1, concurrency: CONNECTIONS })
    const learners = startProgram<SubmitWork, number>('submit-work')
    const postgres = new Client({ connectionString: stores.databaseUrl })
    await postgres.connect()
    return {
      async ours() {
        const { rows } = await postgres.query('select now() as began')
        await learners.run({ endpoint: engine.endpoint, jobs, atOnce: CONNECTIONS, rate: RATE })
        return waits(postgres, rows[0].began, jobs)
      },
      async stop() {
        await Promise.all([learners.stop(), postgres.end()])
        await engine.stop()
      },
    }
  },
}

/** The median and the 99th percentile in milliseconds, once all jobs since `began` have been claimed. */
async function waits(postgres: Client, began: Date, jobs: number): Promise<readonly number[]> {
  for (;;) {
    const { rows } = await postgres.query(
      `select count(*)::int as n,
         percentile_cont(array[0.5, 0.99]) within group (
           order by extract(epoch from run.started_at - queued_at) * 1000) as waits
       from score_jobs join score_job_runs as run on run.job_id = id and run.number = 1
       where queued_at >= $1`,
      [began],
    )
    if (rows[0].n >= jobs) return rows[0].waits
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

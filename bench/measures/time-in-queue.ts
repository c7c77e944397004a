import type { Client } from 'pg'
import type { Program } from '../program.ts'
import type { SubmitWork } from '../programs/submit-work.ts'

const RATE = 100
const JOBS = 1000
const CONNECTIONS = 20

/**
 * How long jobs wait for a worker that is not busy, from handed in to claimed, by the clock of the record.
 * @returns a line with the median and the 99th percentile
 */
export async function timeInQueue(
  endpoint: string,
  learners: Program<SubmitWork, number>,
  postgres: Client,
): Promise<string> {
  const { rows } = await postgres.query('select now() as began')
  await learners.run({ endpoint, jobs: JOBS, atOnce: CONNECTIONS, rate: RATE })
  const [p50, p99] = await waits(postgres, rows[0].began)
  return `time in the queue at ${RATE} jobs a second: p50 ${p50} ms, p99 ${p99} ms (bound: 10 ms)`
}

/** In milliseconds, once all jobs have begun. */
async function waits(postgres: Client, began: Date): Promise<readonly number[]> {
  for (;;) {
    const { rows } = await postgres.query(
      `select count(*)::int as n,
         percentile_disc(array[0.5, 0.99]) within group (
           order by round(extract(epoch from run.started_at - queued_at) * 1000)::int) as waits
       from score_jobs join score_job_runs as run on run.job_id = id and run.number = 1
       where queued_at >= $1`,
      [began],
    )
    if (rows[0].n >= JOBS) return rows[0].waits
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

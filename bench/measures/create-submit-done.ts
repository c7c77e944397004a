import { Client } from 'pg'
import { startEngine } from '../api.ts'
import type { Measure } from '../measure.ts'
import { startProgram } from '../program.ts'
import type { BareJobs } from '../programs/bare-bullmq.ts'
import type { SubmitWork } from '../programs/submit-work.ts'

const JOBS = 3000
const AT_ONCE = 50
/** How often the end is looked for: often enough for the figure, seldom enough not to be part of it. */
const LOOK_MS = 10

/** A submission's whole way, durably, beside a queue that keeps nothing. */
export const createSubmitDone: Measure = {
  name: 'create-submit-done',
  what: 'create + submit to DONE, nothing to score, beside bare BullMQ: add + process of an empty job',
  unit: 'jobs/s',
  target: 0.3,
  async open(stores, effort) {
    const jobs = Math.ceil(JOBS * effort)
    const engine = await startEngine(stores, { workers: 1, concurrency: AT_ONCE })
    const learners = startProgram<SubmitWork, number>('submit-work')
    const peer = startProgram<BareJobs, number>('bare-bullmq')
    const postgres = new Client({ connectionString: stores.databaseUrl })
    await postgres.connect()
    async function untilAllDone() {
      for (;;) {
        const { rows } = await postgres.query(
          `select 1 from score_jobs where status in ('QUEUED', 'RUNNING') limit 1`,
        )
        if (rows.length === 0) return
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
    }
    return {
      async ours() {
        const began = performance.now()
        await learners.run({ endpoint: engine.endpoint, jobs, atOnce: AT_ONCE })
        await untilAllDone()
        return jobs / ((performance.now() - began) / 1000)
      },
      peer: () => peer.run({ redisUrl: stores.redisUrl, jobs, atOnce: AT_ONCE }),
      async stop() {
        await Promise.all([learners.stop(), peer.stop(), postgres.end()])
        await engine.stop()
      },
    }
  },
}

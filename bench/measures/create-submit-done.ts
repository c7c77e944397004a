import { Client } from 'pg'
import { startEngine } from '../api.ts'
import { ask } from '../client.ts'
import { type Measure, perSecond } from '../measure.ts'
import { openBareBullmq } from '../peers/bare-bullmq.ts'

const JOBS = 1500
const AT_ONCE = 50

const CREATE = `mutation ($input: CreateSubmissionInput!) {
  createSubmission(input: $input) { ... on Submission { id } } }`
const SUBMIT = `mutation ($input: SubmitSubmissionInput!) {
  submitSubmission(input: $input) { ... on Submission { status } } }`

/** A submission's whole way, durably, beside a queue that keeps nothing. */
export const createSubmitDone: Measure = {
  name: 'create-submit-done',
  what: 'create + submit to DONE, nothing to score, beside bare BullMQ: add + process of an empty job',
  unit: 'jobs/s',
  target: 0.3,
  async open(stores, effort) {
    const jobs = Math.ceil(JOBS * effort)
    const engine = await startEngine(stores, { workers: 1, concurrency: AT_ONCE })
    const peer = await openBareBullmq(stores.redisUrl, AT_ONCE)
    const postgres = new Client({ connectionString: stores.databaseUrl })
    await postgres.connect()
    const input = { learnerId: 'bench', simulationId: 'quiz', data: { answers: { quiz: { choice: ['a'] } } } }
    let learner = 0

    async function submitOne() {
      const given = { ...input, learnerId: `bench-${learner++}` }
      const { createSubmission } = await ask(engine.endpoint, CREATE, { input: given })
      await ask(engine.endpoint, SUBMIT, { input: { submissionId: createSubmission?.id } })
    }
    async function untilAllDone() {
      for (;;) {
        const { rows } = await postgres.query(
          `select 1 from score_jobs where status in ('QUEUED', 'RUNNING') limit 1`,
        )
        if (rows.length === 0) return
      }
    }
    return {
      async ours() {
        const began = performance.now()
        await perSecond(jobs, AT_ONCE, submitOne)
        await untilAllDone()
        return jobs / ((performance.now() - began) / 1000)
      },
      peer: () => peer.process(jobs),
      async stop() {
        await postgres.end()
        await peer.stop()
        await engine.stop()
      },
    }
  },
}

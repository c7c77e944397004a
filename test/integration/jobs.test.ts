import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aQuiz } from '../support/builders.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CREATE_JOB, JOB, JOB_STATUS, PUBLISH } from '../support/operations.ts'

const RETRY_DELAY = 100

let engine: Engine
let postgres: Client
beforeAll(async () => {
  engine = await startEngine({ env: { RETRY_DELAY: String(RETRY_DELAY), MAX_RETRIES: '3' } })
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  postgres = new Client({ connectionString: engine.databaseUrl })
  await postgres.connect()
})
afterAll(async () => {
  await postgres.end()
  await engine.stop()
})

async function createJob(input: object) {
  const given = { learnerId: 'ada', simulationId: 'quiz', submissionData: {}, ...input }
  return (await engine.ask(CREATE_JOB, { input: given })).data.createScoreJob
}
async function endOf(id: string) {
  for await (const _event of engine.watch(JOB_STATUS, { id }));
  return (await engine.ask(JOB, { id })).data.scoreJob
}

describe('createScoreJob', () => {
  it('scores data that is no submission', async () => {
    const { id, purpose } = await createJob({ submissionData: { answers: { quiz: { choice: ['b'] } } } })

    expect(purpose).toBe('DIRECT')
    expect(await endOf(id)).toMatchObject({ status: 'DONE', score: 100, error: null, retryCount: 0 })
  })

  it('scores a missing answer 0, and says so', async () => {
    const job = await endOf((await createJob({})).id)

    expect(job).toMatchObject({ status: 'DONE', score: 0 })
    expect(job.feedback).toMatch(/^Overall Score: 0\/100/)
    expect(job.breakdown[0].rationale + job.feedback).toMatch(/no answer|not answered/i)
  })

  it('gives the same job for the same key and input, and a conflict for other input', async () => {
    const input = { idempotencyKey: 'key', submissionData: { answers: {} } }
    const [one, two] = await Promise.all([createJob(input), createJob(input)])

    expect(one.id).toBe(two.id)
    expect(await createJob({ ...input, submissionData: {} })).toMatchObject({ code: 'CONFLICT' })
  })

  it('ends in ERROR at once, without a retry, where the data has the wrong shape, naming the field', async () => {
    const job = await endOf(
      (await createJob({ submissionData: { answers: { nobody: { choice: ['a'] } } } })).id,
    )

    expect(job).toMatchObject({
      status: 'ERROR',
      retryCount: 0,
      score: null,
      error: {
        code: 'INVALID_SUBMISSION_DATA',
        retryable: false,
        message: expect.stringContaining('answers.nobody'),
      },
      attempts: [{ number: 1, outcome: 'ERROR' }],
    })
  })
})

describe('a fault of the system', () => {
  it('is retried with growing delays, and in the end told as an error that can be retried', async () => {
    // A definition that cannot be read: what a damaged record looks like to a worker.
    await postgres.query(`insert into simulations (id, slug, version, definition, rubric, digest)
      values ('01a20a1f-0000-7000-8000-000000000000', 'damaged', 1, '{', '[]', 'x')`)
    const { rows } = await postgres.query(`with job as (
        insert into score_jobs (id, purpose, learner_id, simulation_id, slug, data)
        values ('01a20a1f-0000-7000-8000-000000000001', 'DIRECT', 'ada', '01a20a1f-0000-7000-8000-000000000000', 'damaged', '{}')
        returning id, epoch)
      insert into outbox (job_id, epoch) select id, epoch from job returning job_id`)
    for await (const _event of engine.watch('subscription ($id: ID!) { jobStatus(jobId: $id) { version } }', {
      id: rows[0].job_id,
    }));
    const { data } = await engine.ask(
      'query ($id: ID!) { scoreJob(id: $id) { status retryCount version error { code retryable message } attempts { number outcome message startedAt } } }',
      { id: rows[0].job_id },
    )

    expect(data.scoreJob).toMatchObject({
      status: 'ERROR',
      retryCount: 3,
      error: { code: 'SCORING_FAILED', message: 'scoring failed on every try', retryable: true },
      attempts: ['RETRIED', 'RETRIED', 'RETRIED', 'ERROR'].map((outcome) => ({
        outcome,
        message: expect.stringContaining('SyntaxError'),
      })),
    })
    const starts = data.scoreJob.attempts.map(({ startedAt }: { startedAt: string }) => Date.parse(startedAt))
    for (const [i, factor] of [1, 2, 4].entries()) {
      expect(starts[i + 1] - starts[i]).toBeGreaterThanOrEqual(RETRY_DELAY * factor)
    }
  })
})

describe('a job whose claim fails', () => {
  it('is claimed again once the record can be reached', async () => {
    await postgres.query('alter table score_job_runs rename to away')
    const { id } = await createJob({})
    await eventually(async () =>
      engine.log.some(({ message }) => message === 'A job could not be claimed or settled'),
    )
    const { data } = await engine.ask('query ($id: ID!) { scoreJob(id: $id) { status } }', { id })
    await postgres.query('alter table away rename to score_job_runs')

    expect(data.scoreJob.status).toBe('QUEUED')
    expect(await endOf(id)).toMatchObject({ status: 'DONE', retryCount: 0 })
  })

  it('is woken again even when its wake-up was lost', async () => {
    await postgres.query(`insert into score_jobs (id, purpose, learner_id, simulation_id, slug, data, due_at)
      select '01a20a1f-0000-7000-8000-000000000002', 'DIRECT', 'ada', id, slug, '{}', now() - interval '1 minute'
      from simulations where slug = 'quiz'`)

    expect(await endOf('01a20a1f-0000-7000-8000-000000000002')).toMatchObject({ status: 'DONE' })
  })
})

describe('the record', () => {
  it('lets no final state be left', async () => {
    const { id } = await createJob({})
    await endOf(id)

    await expect(
      postgres.query(
        `update score_jobs set status = 'QUEUED', verdict = null, completed_at = null where id = $1`,
        [id],
      ),
    ).rejects.toThrow('for good')
  })

  it('keeps no wake-up that the queue has taken', async () => {
    await endOf((await createJob({})).id)
    await eventually(async () => {
      const { rows } = await postgres.query('select count(*)::int as n from outbox')
      return rows[0].n === 0
    })
  })

  it('can be migrated by two at once, and again', async () => {
    const { migrate } = await import('../../src/store/migrate.ts')

    expect(await Promise.all([migrate(engine.databaseUrl), migrate(engine.databaseUrl)])).toEqual([[], []])
  })
})

describe('the log', () => {
  it('warns of data that a client sent wrongly, and calls it no failure of ours', async () => {
    const { id } = await createJob({ submissionData: { answers: { nobody: {} } } })
    await endOf(id)

    expect(engine.log.filter((line) => line.jobId === id).at(-1)).toMatchObject({
      level: 'warn',
      message: 'Job refused',
      code: 'INVALID_SUBMISSION_DATA',
      fault: expect.stringContaining('answers.nobody'),
    })
  })

  it('tells of a job’s queueing, claim and verdict', async () => {
    const { id } = await createJob({ submissionData: { answers: { quiz: { choice: ['b'] } } } })
    await endOf(id)
    const lines = engine.log.filter((line) => line.jobId === id)

    expect(lines.map(({ message }) => message)).toEqual([
      'Job queued',
      'Job claimed',
      'Job completed successfully',
    ])
    expect(lines.at(-1)).toMatchObject({ level: 'info', score: 100, processingTime: expect.any(Number) })
  })
})

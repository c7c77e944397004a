import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelAnswers } from '../../src/authoring/answers.ts'
import type { Json } from '../../src/domain/json.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { CREATE, JOB, JOB_STATUS, PUBLISH, SUBMIT } from '../support/operations.ts'
import { flawedAnswers, readSample, SAMPLES } from '../support/verdicts.ts'

// Every kind of task, language, criterion and rubric that the sample simulations hold, on a learner's way: published,
// handed in, scored by a worker and read over the public API alone.

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ env: { WORKER_CONCURRENCY: '2' } })
})
afterAll(() => engine.stop())

let learners = 0

/** Hands in the work of somebody new, whose attempts are all left, and waits for its end. */
async function judge(simulationId: string, data: Json) {
  learners += 1
  const created = await engine.ask(CREATE, {
    input: { learnerId: `learner-${learners}`, simulationId, data },
  })
  const { id: submissionId } = created.data.createSubmission
  const submitted = await engine.ask(SUBMIT, { input: { submissionId } })
  const { id } = submitted.data.submitSubmission.scoreJob
  for await (const _event of engine.watch(JOB_STATUS, { id }));
  return (await engine.ask(JOB, { id })).data.scoreJob
}

describe.each(SAMPLES)('%s', (slug) => {
  const definition = readSample(slug)

  it('is published as its file has it', async () => {
    const { data } = await engine.ask(PUBLISH, { input: { definition } })

    expect(data.publishSimulation).toMatchObject({ slug, version: 1 })
  })

  it('gives the model answers nearly everything, by each of its criteria', async () => {
    const job = await judge(slug, { answers: modelAnswers(definition) })

    expect(job).toMatchObject({ status: 'DONE', error: null, retryCount: 0 })
    expect(job.score).toBeGreaterThanOrEqual(90)
    for (const { score } of job.breakdown) expect(score).toBeGreaterThanOrEqual(0.7)
  })

  it.each(flawedAnswers(slug).map((answer) => [answer.name, answer] as const))(
    'gives one that %s what a fair reviewer would',
    async (_name, { data, score: [low, high] }) => {
      const job = await judge(slug, data)

      expect(job).toMatchObject({ status: 'DONE', error: null })
      expect(job.score).toBeGreaterThanOrEqual(low)
      expect(job.score).toBeLessThanOrEqual(high)
      expect(job.feedback).toMatch(new RegExp(`^Overall Score: ${job.score}/100`))
    },
  )
})

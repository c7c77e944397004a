import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSimulation } from '../../src/authoring/check.ts'
import { type OpenSandbox, openSandbox } from '../../src/sandbox/index.ts'
import { score } from '../../src/scoring/index.ts'
import { flawedAnswers, readSample, rubricOf, SAMPLES } from '../support/verdicts.ts'

// The sample simulations, held against their own tests and against what a fair reviewer would say of an answer.

let sandbox: OpenSandbox
beforeAll(async () => {
  sandbox = openSandbox({ processes: 2 })
  await sandbox.start(['javascript', 'python', 'sql', 'analysis'])
})
afterAll(() => sandbox.stop())

describe.each(SAMPLES)('the simulation %s', (slug) => {
  const definition = readSample(slug)
  const rubric = rubricOf(definition)

  it('bears the name of its file, and tells what it is about', () => {
    expect(definition.slug).toBe(slug)
    expect(definition.instructions).toMatch(/^## /m)
  })

  it('has visible and hidden tests, a starter and a reference for each of its code tasks', () => {
    for (const task of definition.tasks.filter(({ kind }) => kind === 'code')) {
      expect(task).toMatchObject({ starter: expect.any(String), reference: expect.any(String) })
      expect(task).toHaveProperty(
        'tests',
        expect.arrayContaining([expect.objectContaining({ hidden: true })]),
      )
      expect(task).toHaveProperty(
        'tests',
        expect.arrayContaining([expect.objectContaining({ hidden: false })]),
      )
    }
  })

  it('gives its reference at least 90 and its starter at most 20', async () => {
    const { faults, warnings, reference, starter } = await checkSimulation(definition, rubric, sandbox)
    expect({ faults, warnings }).toEqual({ faults: [], warnings: [] })
    expect(reference?.verdict.score).toBeGreaterThanOrEqual(90)
    expect(starter?.verdict.score ?? 0).toBeLessThanOrEqual(20)
  })

  it.each(flawedAnswers(slug))(
    'gives an answer that $name from $score.0 to $score.1',
    async ({ data, score: [low, high] }) => {
      const verdict = await score({ definition, rubric, data }, { sandbox })
      expect(verdict.score).toBeGreaterThanOrEqual(low)
      expect(verdict.score).toBeLessThanOrEqual(high)
    },
  )
})

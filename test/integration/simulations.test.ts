import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { checkSimulation } from '../../src/authoring/check.ts'
import { readDefaultRubric } from '../../src/config.ts'
import { simulationDefinitionSchema } from '../../src/domain/simulation.ts'
import { openSandbox } from '../../src/sandbox/index.ts'
import { score } from '../../src/scoring/index.ts'

// The sample simulations, held against their own tests and against what a fair reviewer would say of an answer.

const ROOT = join(import.meta.dirname, '../..')
const SAMPLES = readdirSync(join(ROOT, 'simulations')).map((file) => basename(file, '.yaml'))

const flawedAnswers = z.array(
  z.strictObject({
    name: z.string(),
    why: z.string(),
    score: z.tuple([z.number(), z.number()]),
    data: z.json(),
  }),
)

const readYaml = (folder: string, slug: string): unknown =>
  parse(readFileSync(join(ROOT, folder, `${slug}.yaml`), 'utf8'))

let sandbox: Awaited<ReturnType<typeof openSandbox>>
beforeAll(async () => {
  sandbox = await openSandbox({ processes: 2 })
})
afterAll(() => sandbox.stop())

describe.each(SAMPLES)('the simulation %s', (slug) => {
  const definition = simulationDefinitionSchema.parse(readYaml('simulations', slug))
  const rubric = typeof definition.rubric === 'object' ? definition.rubric.criteria : readDefaultRubric({})

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
    expect(starter?.verdict.score).toBeLessThanOrEqual(20)
  })

  const answers = flawedAnswers.parse(readYaml('test/fixtures/simulations', slug))
  it.each(answers)(
    'gives an answer that $name from $score.0 to $score.1',
    async ({ data, score: [low, high] }) => {
      const verdict = await score({ definition, rubric, data }, { sandbox })
      expect(verdict.score).toBeGreaterThanOrEqual(low)
      expect(verdict.score).toBeLessThanOrEqual(high)
    },
  )
})

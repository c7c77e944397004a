import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../domain/json.ts'
import type { Verdict } from '../domain/verdict.ts'
import { type OpenSandbox, openSandbox } from '../sandbox/index.ts'
import { score } from './score.ts'
import { DIALECTS } from './testing/dialects.ts'
import { aCall, aCodeTask, aSimulation, DEFAULT_RUBRIC } from './testing/simulations.ts'
import { TRIED_PROGRAMS } from './testing/tried-programs.ts'

/** Generous: nothing here is about time, and the machine may have other work. */
const PATIENCE_MS = 120_000

let sandbox: OpenSandbox
beforeAll(async () => {
  sandbox = openSandbox({ processes: 1 })
  await sandbox.start(['javascript', 'python', 'analysis'])
}, PATIENCE_MS)
afterAll(() => sandbox.stop())

/** Scores a program that is run and read for real. */
function scored(code: string, task: { readonly [key: string]: Json }): Promise<Verdict> {
  const definition = aSimulation(aCodeTask({ limits: { timeMs: 2000 }, ...task }))
  return score({ definition, rubric: DEFAULT_RUBRIC, data: { code } }, { sandbox })
}

const scoresOf = ({ breakdown }: Verdict) =>
  Object.fromEntries(breakdown.map(({ criterion, score }) => [criterion, score]))

const PROGRAMS = TRIED_PROGRAMS.map((programs) => ({ language: programs.language, programs }))

describe('a score of a program that is really run', () => {
  it.each(PROGRAMS)(
    'does not depend on the order of the tests, in $language',
    async ({ language, programs: { sum, tests } }) => {
      const seen = async (order: typeof tests) => {
        const { score, breakdown, testResults } = await scored(sum('total'), { language, tests: [...order] })
        const results = testResults.map(({ name, hidden, passed, weight }) => ({
          name: hidden ? 'hidden' : name,
          passed,
          weight: weight.toFixed(9),
        }))
        return { score, breakdown, results: results.map((result) => JSON.stringify(result)).toSorted() }
      }
      const inOrder = await seen(tests)
      expect(inOrder.results).toHaveLength(10)
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray([...tests], { minLength: tests.length }), async (order) => {
          expect(await seen(order)).toEqual(inOrder)
        }),
        { numRuns: 10 },
      )
    },
    PATIENCE_MS,
  )

  it.each(PROGRAMS)(
    'changes by no criterion but code quality when a variable is renamed, in $language',
    async ({ language, programs: { sum, called, tests, taken, input } }) => {
      const dialect = DIALECTS.find((each) => each.language === language)
      const isFree = (name: string) =>
        !taken.includes(name) && dialect?.read(dialect.naming(name)).unparsable.length === 0
      const name = fc.oneof(
        fc.constantFrom('l', 'sum', 'type', 'match', 'data', 'x1', 'TOTAL', 'größe', '_', 'of', 'id'),
        fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,20}$/),
      )
      const task = {
        language,
        tests: [...tests],
        reference: sum('total'),
        performance: [{ function: called, input: input(3), sizes: [50, 100, 200], growth: 1 }],
      }
      const others = async (variable: string) => {
        const verdict = await scored(sum(variable), task)
        const { codeQuality: _, ...rest } = scoresOf(verdict)
        return { criteria: rest, passed: verdict.testResults.map(({ passed }) => passed) }
      }
      const before = await others('total')
      expect(before.criteria.performance).toBe(1)
      await fc.assert(
        fc.asyncProperty(name.filter(isFree), async (variable) => {
          expect(await others(variable)).toEqual(before)
        }),
        { numRuns: 20 },
      )
    },
    PATIENCE_MS,
  )
})

describe('performance', () => {
  it.each(PROGRAMS)(
    'of a quadratic answer never beats that of a linear one, in $language',
    async ({ language, programs: { pairs, input } }) => {
      const tried = fc.record({
        pair: fc.constantFrom(...pairs),
        step: fc.integer({ min: 1, max: 50 }),
        sizes: fc.constantFrom([100, 200, 400, 800], [250, 500, 1000], [30, 90, 270, 810]),
        compared: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(tried, async ({ pair, step, sizes, compared }) => {
          const task = {
            language,
            tests: [aCall({ function: 'run', args: [[3, -3, 3]], expected: pair.expected })],
            performance: [{ function: 'run', input: input(step), sizes, growth: 1 }],
            ...(compared ? { reference: pair.linear } : {}),
          }
          const [linear, quadratic] = await Promise.all(
            [pair.linear, pair.quadratic].map(async (code) => scoresOf(await scored(code, task))),
          )
          expect([linear?.correctness, quadratic?.correctness]).toEqual([1, 1])
          expect(quadratic?.performance).toBeLessThanOrEqual(Number(linear?.performance))
        }),
        { numRuns: 25 },
      )
    },
    PATIENCE_MS,
  )
})

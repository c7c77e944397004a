import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenSandbox, openSandbox } from '../sandbox/index.ts'
import { score } from './score.ts'
import { aCall, aCodeTask, aSimulation, DEFAULT_RUBRIC } from './testing/simulations.ts'

const REFERENCE = `/** Adds up the even ones of the numbers, and returns their sum. */
export const sumOfEvens = (numbers) => numbers.filter((n) => n % 2 === 0).reduce((sum, n) => sum + n, 0)
`
const SIMULATION = aSimulation(
  aCodeTask({
    reference: REFERENCE,
    limits: { timeMs: 200 },
    tests: [
      aCall({ weight: 2 }),
      aCall({ name: 'nothing', args: [[]], expected: 0, hidden: true }),
      {
        kind: 'suite',
        name: 'spec',
        code: "import { sumOfEvens } from './solution.js'\nit('skips odds', () => expect(sumOfEvens([1, 3])).toBe(0))\nit('takes negatives', () => expect(sumOfEvens([-2])).toBe(-2))\n",
      },
    ],
    performance: [
      {
        function: 'sumOfEvens',
        input: '(n) => [Array.from({ length: n }, (_, i) => i)]',
        sizes: [250, 500, 1000, 2000],
        growth: 1,
      },
    ],
  }),
)

describe('scoring in the real sandbox', () => {
  let sandbox: OpenSandbox

  beforeAll(async () => {
    sandbox = openSandbox({ processes: 1 })
    await sandbox.start(['javascript', 'analysis'])
  })
  afterAll(async () => {
    await sandbox.stop()
  })

  const scored = (code: string) =>
    score({ definition: SIMULATION, rubric: DEFAULT_RUBRIC, data: { code } }, { sandbox })
  const scores = (verdict: Awaited<ReturnType<typeof scored>>) =>
    Object.fromEntries(verdict.breakdown.map(({ criterion, score }) => [criterion, score]))

  it('gives the reference everything', async () => {
    const verdict = await scored(REFERENCE)
    expect(verdict.findings).toEqual([])
    expect(verdict.score).toBe(100)
  })

  it('gives the same verdict again', async () => {
    expect(await scored(REFERENCE)).toEqual(await scored(REFERENCE))
  })

  it('takes the names of files from the suite that imports them', async () => {
    const suite = {
      kind: 'suite',
      name: 'spec',
      code: "import { twoFer } from './two-fer'\nit('greets', () => expect(twoFer()).toBe('One for you'))\n",
    }
    const definition = aSimulation(aCodeTask({ tests: [suite, aCall()] }))
    const data = { files: { 'two-fer.js': "export const twoFer = () => 'One for you'\n" } }
    const { testResults } = await score({ definition, rubric: DEFAULT_RUBRIC, data }, { sandbox })
    expect(testResults).toMatchObject([
      { name: 'greets', passed: true },
      { passed: false, message: 'there is no file solution.js' },
    ])
  })

  it('sees a slow, undocumented answer for what it is', async () => {
    const verdict = await scored(`export function sumOfEvens(numbers) {
  const evens = numbers.reduce((found, number) => (number % 2 === 0 ? [...found, number] : found), [])
  let sum = 0
  for (const number of evens) sum += evens.indexOf(number) >= 0 ? number : 0
  return sum
}
`)
    expect(scores(verdict)).toMatchObject({ correctness: 1, documentation: 0 })
    expect(scores(verdict).performance).toBeLessThan(0.3)
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        criterion: 'performance',
        rule: 'performance/probe',
        file: 'solution.js',
        line: 1,
      }),
    )
  })

  it('gives part of the credit for part of the work', async () => {
    const verdict = await scored('export const sumOfEvens = (numbers) => (numbers.length > 1 ? 6 : 0)\n')
    // 2 of 2, 1 of 1 hidden, and none of the suite, of which the first case expects 0 from two numbers.
    expect(verdict.testResults.map(({ passed }) => passed)).toEqual([true, true, false, false])
    expect(scores(verdict).correctness).toBe(0.75)
    // Wrong on the probe: nothing, however fast.
    expect(scores(verdict).performance).toBe(0)
  })

  it.each([
    ['does not parse', 'export const sumOfEvens = (', 'test/load'],
    ['throws on load', "throw new Error('oh')\nexport const sumOfEvens = 1", 'test/load'],
    ['loops for ever', 'export function sumOfEvens() {\n  for (;;);\n}', 'test/time'],
    ['calls itself for ever', 'export const sumOfEvens = (numbers) => 1 + sumOfEvens(numbers)', 'test/stack'],
    ['throws', "export function sumOfEvens() {\n  throw new RangeError('oh')\n}", 'test/exception'],
  ])('ends in a verdict of 0 with a finding for an answer that %s', async (_what, code, rule) => {
    const verdict = await scored(code)
    expect(verdict.score).toBe(0)
    expect(verdict.findings.map((finding) => finding.rule)).toContain(rule)
  })
})

import { describe, expect, it } from 'vitest'
import { readPublicSuites } from './testing/read-suites.ts'
import { suiteOutcomes } from './testing/run-program.ts'

const LIMITS = { timeMs: 2000, memoryMb: 64 }

const suites = readPublicSuites()
const answers = suites.flatMap(({ title, suite, answers }) =>
  Object.entries(answers).map(([quality, files]) => ({ title, suite, quality, files })),
)

describe('a suite that others wrote', () => {
  it('is tried with a right answer, a wrong one, and mostly with one between them', () => {
    expect(suites.length).toBeGreaterThanOrEqual(28)
    for (const { answers } of suites)
      expect(Object.keys(answers)).toEqual(expect.arrayContaining(['right', 'wrong']))
    expect(answers.filter(({ quality }) => quality === 'partly').length).toBeGreaterThanOrEqual(24)
  })

  it.each(answers.filter(({ quality }) => quality === 'right'))(
    'passes a right answer: $title',
    async (tried) => {
      const outcomes = await suiteOutcomes(tried.files, tried.suite, { limits: LIMITS })
      expect(outcomes.filter(({ passed }) => !passed)).toEqual([])
      expect(outcomes).not.toEqual([])
    },
  )

  it.each(answers.filter(({ quality }) => quality === 'partly'))(
    'passes part of an answer in part: $title',
    async (tried) => {
      const outcomes = await suiteOutcomes(tried.files, tried.suite, { limits: LIMITS })
      expect(new Set(outcomes.map(({ passed }) => passed))).toEqual(new Set([true, false]))
    },
  )

  it.each(answers.filter(({ quality }) => quality === 'wrong'))(
    'fails a wrong answer: $title',
    async (tried) => {
      const outcomes = await suiteOutcomes(tried.files, tried.suite, { limits: LIMITS })
      expect(outcomes.filter(({ passed }) => passed)).toEqual([])
      expect(outcomes).not.toEqual([])
    },
  )
})

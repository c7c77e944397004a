import { describe, expect, it } from 'vitest'
import { answersTo, type PublicAnswer, readPublicSuites } from '../testing/read-suites.ts'
import { suiteOutcomes } from './testing/run-program.ts'

const LIMITS = { timeMs: 2000, memoryMb: 64 }

const suites = readPublicSuites(new URL('./testing/public-suites/', import.meta.url))
const answers = answersTo(suites)

/** The entry is the file that answers are named for, or their only one. */
function outcomesOf({ files, suite, language }: PublicAnswer) {
  const ending = language === 'typescript' ? '.ts' : '.js'
  const [only = ''] = Object.keys(files)
  const entry = `solution${ending}` in files || language === 'javascript' ? `solution${ending}` : only
  return suiteOutcomes(files, suite, { language, entry, limits: LIMITS })
}

describe('a suite that others wrote', () => {
  it('is tried with a right answer, a wrong one, and mostly with one between them', () => {
    expect(suites.length).toBeGreaterThanOrEqual(59)
    for (const { answers } of suites)
      expect(Object.keys(answers)).toEqual(expect.arrayContaining(['right', 'wrong']))
    expect(answers.filter(({ quality }) => quality === 'partly').length).toBeGreaterThanOrEqual(55)
  })

  it.each(answers.filter(({ quality }) => quality === 'right'))(
    'passes a right answer: $title',
    async (tried) => {
      const outcomes = await outcomesOf(tried)
      expect(outcomes.filter(({ passed }) => !passed)).toEqual([])
      expect(outcomes).not.toEqual([])
    },
  )

  it.each(answers.filter(({ quality }) => quality === 'partly'))(
    'passes part of an answer in part: $title',
    async (tried) => {
      const outcomes = await outcomesOf(tried)
      expect(new Set(outcomes.map(({ passed }) => passed))).toEqual(new Set([true, false]))
    },
  )

  it.each(answers.filter(({ quality }) => quality === 'wrong'))(
    'fails a wrong answer: $title',
    async (tried) => {
      const outcomes = await outcomesOf(tried)
      expect(outcomes.filter(({ passed }) => passed)).toEqual([])
      expect(outcomes).not.toEqual([])
    },
  )
})

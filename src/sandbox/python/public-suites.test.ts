import { describe, expect, it } from 'vitest'
import { answersTo, type PublicAnswer, readPublicSuites } from '../testing/read-suites.ts'
import { anIoTest, aSuite, outcomes } from './testing/run-program.ts'

const LIMITS = { timeMs: 500, memoryMb: 64 }
const PATIENCE_MS = 30_000

const suites = readPublicSuites(new URL('./testing/public-suites/', import.meta.url))
const answers = answersTo(suites)

/** The entry is the file that answers are named for, or their first one. */
function outcomesOf({ files, suite, printed }: PublicAnswer) {
  const [first = ''] = Object.keys(files)
  const tests =
    suite === '' ? printed.map(({ stdin, expected }) => anIoTest(stdin, expected)) : [aSuite(suite)]
  return outcomes(files, { tests, entry: 'solution.py' in files ? 'solution.py' : first, limits: LIMITS })
}

describe('a suite that others wrote', () => {
  it('is tried with a right answer, a wrong one, and mostly with one between them', () => {
    expect(suites.length).toBeGreaterThanOrEqual(36)
    for (const { answers } of suites)
      expect(Object.keys(answers)).toEqual(expect.arrayContaining(['right', 'wrong']))
    expect(answers.filter(({ quality }) => quality === 'partly').length).toBeGreaterThanOrEqual(31)
  })

  it.each(answers.filter(({ quality }) => quality === 'right'))(
    'passes a right answer: $title',
    (tried) => {
      const ended = outcomesOf(tried)
      expect(ended.filter(({ passed }) => !passed)).toEqual([])
      expect(ended).not.toEqual([])
    },
    PATIENCE_MS,
  )

  it.each(answers.filter(({ quality }) => quality === 'partly'))(
    'passes part of an answer in part: $title',
    (tried) => {
      expect(new Set(outcomesOf(tried).map(({ passed }) => passed))).toEqual(new Set([true, false]))
    },
    PATIENCE_MS,
  )

  it.each(answers.filter(({ quality }) => quality === 'wrong'))(
    'fails a wrong answer: $title',
    (tried) => {
      const ended = outcomesOf(tried)
      expect(ended.filter(({ passed }) => passed)).toEqual([])
      expect(ended).not.toEqual([])
    },
    PATIENCE_MS,
  )
})

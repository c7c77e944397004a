import { describe, expect, it } from 'vitest'
import { simulationDefinitionSchema } from '../domain/simulation.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { CheckReport, Trial } from './check.ts'
import { describeFaults, describeReport } from './describe-report.ts'

const definition = simulationDefinitionSchema.parse({
  slug: 'sums',
  title: 'Sums',
  instructions: 'Add up.',
  tasks: [
    {
      id: 'sum',
      kind: 'code',
      language: 'javascript',
      reference: 'export const sum = () => 1',
      tests: [{ kind: 'call', name: 'adds', function: 'sum', args: [[1]], expected: 1 }],
    },
    { id: 'quiz', kind: 'choice', options: ['a', 'b'], answer: ['a'] },
  ],
})

function aTrial(score: number, failed: readonly string[] = []): Trial {
  const verdict: Verdict = {
    score,
    breakdown: [
      { criterion: 'correctness', weight: 0.75, score: score / 100, rationale: '' },
      { criterion: 'performance', weight: 0.25, score: null, rationale: '' },
    ],
    feedback: '',
    findings: [],
    testResults: [],
    engineVersion: '1',
  }
  return { verdict, passed: ['sum: adds'], failed }
}

const aReport = (over: Partial<CheckReport> = {}): CheckReport => ({
  faults: [],
  warnings: [],
  reference: aTrial(96),
  starter: aTrial(0, ['sum: adds']),
  ...over,
})

describe('describeReport', () => {
  it('sets the scores of reference and starter side by side, and names the tests that failed', () => {
    expect(describeReport(definition, aReport())).toBe(`sums: Sums
2 tasks, 1 test

             weight  reference  starter
correctness     75%         96        0
performance     25%          –        –
Score                       96        0

The reference passes all of 1 test case.

The starter fails 1 of 2 test cases:
  - sum: adds`)
  })

  it('names the tasks that have no reference beside those that have one', () => {
    const tasks = definition.tasks.map((task) => ({ ...task, reference: undefined }))
    const text = describeReport({ ...definition, tasks }, aReport())
    expect(text).toContain('Without a reference, and scored as not answered: sum.')
    const quiz = { ...definition, tasks: definition.tasks.slice(1) }
    const trial = { ...aTrial(100), passed: [] }
    const ofQuiz = describeReport(quiz, aReport({ reference: trial, starter: null }))
    expect(ofQuiz).toContain('The reference has no test cases to pass.')
    expect(ofQuiz).not.toContain('Without a reference')
  })

  it('says where there is no reference', () => {
    const text = describeReport(definition, aReport({ reference: null }))
    expect(text).toContain('There is no reference.')
    expect(text).toContain('correctness     75%          –        0')
  })

  it('says where a fault keeps the reference from being scored', () => {
    const faults = [{ path: ['tasks', '0', 'setup'], message: 'wrong' }]
    const text = describeReport(definition, aReport({ reference: null, faults }))
    expect(text).toContain('The reference is not scored before its faults are mended.')
    expect(text).not.toContain('There is no reference.')
  })

  it('counts failed tests past the tenth', () => {
    const failed = Array.from({ length: 12 }, (_, i) => `sum: test ${i}`)
    const text = describeReport(definition, aReport({ starter: aTrial(0, failed) }))
    expect(text).toContain('  - sum: test 9\n  - and 2 more')
  })

  it('ends with what to look at and with the faults', () => {
    const text = describeReport(
      definition,
      aReport({ warnings: ['the starter scores 50'], faults: [{ path: ['tasks', '0'], message: 'wrong' }] }),
    )
    expect(text).toMatch(/Look at:\n {2}- the starter scores 50\n\n1 fault:\n {2}- tasks\.0: wrong$/)
  })
})

describe('describeFaults', () => {
  it('says nothing where there is no fault', () => {
    expect(describeFaults([])).toEqual([])
  })

  it('tells a fault of the whole definition without a path', () => {
    expect(describeFaults([{ path: [], message: 'must be an object' }])).toEqual([
      '1 fault:\n  - must be an object',
    ])
  })
})

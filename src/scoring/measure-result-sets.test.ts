import { describe, expect, it } from 'vitest'
import type { CaseOutcome } from './sandbox.ts'
import { score } from './score.ts'
import { failed, passed, scriptedSandbox } from './testing/scripted-sandbox.ts'
import { aSimulation } from './testing/simulations.ts'

const REPORT = { id: 'report', kind: 'sql', setup: '', query: 'select 1' }

const scored = (cases: readonly CaseOutcome[], sql = 'select 1') =>
  score(
    {
      definition: aSimulation(REPORT),
      rubric: [{ criterion: 'correctness', weight: 1 }],
      data: { answers: { report: { sql } } },
    },
    { sandbox: scriptedSandbox({ onQuery: () => ({ judged: true, cases }) }) },
  )

const refused = (name: string) =>
  failed(name, { fault: 'exception', message: 'line 3, column 8: no x', at: { line: 3, column: 8 } })

describe('the finding of a SQL answer', () => {
  it('says why it stopped and where, once for all its result sets', async () => {
    const { findings, feedback } = await scored([
      passed('result set 1'),
      refused('result set 2'),
      refused('result set 3'),
    ])
    expect(findings).toEqual([
      {
        criterion: 'correctness',
        severity: 'ERROR',
        taskId: 'report',
        file: null,
        line: 3,
        column: 8,
        rule: 'sql/exception',
        message: 'Your SQL did not come to its end: `line 3, column 8: no x`.',
      },
    ])
    expect(feedback).toContain('\n- Your SQL did not come to its end: `line 3, column 8: no x`.')
  })

  it('is there where nothing passes, too', async () => {
    const { score: points, findings } = await scored([
      failed('tables', { fault: 'time', message: 'too long' }),
    ])
    expect(points).toBe(0)
    expect(findings).toMatchObject([{ rule: 'sql/time', file: null, line: null, column: null }])
  })

  it('is left to the test result where the rows are wrong, and where there is no answer', async () => {
    expect((await scored([failed('result set')])).findings).toEqual([])
    expect((await scored([], ' ')).findings).toEqual([])
  })
})

describe('what is said of a SQL answer that earns nothing', () => {
  it('tells what is wrong with its result, and what to do', async () => {
    const { breakdown, feedback } = await scored([failed('result set', { message: 'expected 3 rows' })])
    expect(breakdown).toMatchObject([
      { score: 0, rationale: 'The result is not right. Result set: `expected 3 rows`.' },
    ])
    expect(feedback).toContain('1. Make the result set right: `expected 3 rows`. (about 100 points)')
  })

  it('tells to get it to run first', async () => {
    const { feedback } = await scored([refused('result set 1'), refused('result set 2')])
    expect(feedback).toContain('1. Get your SQL to run: `line 3, column 8: no x`. (about 100 points)')
  })
})

import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../domain/verdict.ts'
import { stateLine, verdictText } from './report.ts'

function aVerdict(over: Partial<Verdict> = {}): Verdict {
  return {
    score: 85,
    breakdown: [{ criterion: 'correctness', weight: 0.4, score: 0.9, rationale: 'Nearly.' }],
    feedback: 'Overall Score: 85/100\n\n## What is good\n\n- It runs.\n\n## Details\n\n### Correctness\n',
    findings: [],
    testResults: [],
    engineVersion: '1',
    ...over,
  }
}

const shown = (over?: Partial<Verdict>) => stripVTControlCharacters(verdictText(aVerdict(over)))

describe('a verdict in the terminal', () => {
  it('lines the breakdown up in columns', () => {
    const breakdown = [
      { criterion: 'correctness', weight: 0.4, score: 0.9, rationale: 'Nearly.' },
      { criterion: 'codeQuality', weight: 0, score: null, rationale: 'Not measured.' },
    ]
    expect(shown({ breakdown })).toContain(
      [
        'Criterion    Weight  Score   Why',
        'correctness     40%     90%  Nearly.',
        'codeQuality          –       Not measured.',
      ].join('\n'),
    )
  })

  it('counts the tests that passed, and says why one failed', () => {
    const result = { taskId: 't', weight: 1, hidden: false, expected: '6', actual: '7' }
    const testResults = [
      { ...result, name: 'adds', passed: true, message: null },
      { ...result, name: 'differs', passed: false, message: null },
      { ...result, name: 'throws', passed: false, message: 'TypeError: no' },
      { ...result, name: 'Hidden test 1', passed: false, message: null, expected: null, actual: null },
    ]
    const text = shown({ testResults })

    expect(text).toContain('Tests: 1 of 4 passed')
    expect(text).toContain('✓ adds\n')
    expect(text).toContain('✗ differs\n      expected 6, got 7')
    expect(text).toContain('✗ throws\n      TypeError: no')
    expect(text).toMatch(/✗ Hidden test 1\n\n/)
  })

  it('points at the file and the line of a finding, as far as it has them', () => {
    const finding = {
      criterion: 'c',
      severity: 'WARNING',
      taskId: 'sum',
      column: 1,
      message: 'long',
    } as const
    const findings = [
      { ...finding, file: 'solution.js', line: 3, rule: 'length' },
      { ...finding, file: null, line: null, rule: null },
    ]
    const text = shown({ findings })

    expect(text).toContain('solution.js:3  warning: long (length)')
    expect(text).toContain('sum  warning: long\n')
  })

  it('gives the advice of the feedback, without what the tables say already', () => {
    const text = shown()

    expect(text).toMatch(/\n\nWhat is good\n\n- It runs\.\n$/)
    expect(text).not.toContain('Details')
    expect(text.match(/85\/100/g)).toHaveLength(1)
  })
})

describe('a state in the terminal', () => {
  it('shows the time since the submit, and the tests done', () => {
    const state = { status: 'RUNNING', version: 2, retryCount: 1, progress: { done: 3, total: 7 } } as const
    expect(stripVTControlCharacters(stateLine(state, 0.0123))).toBe(
      '   +0.012 s  RUNNING  3 of 7 tests  retry 1',
    )
  })
})

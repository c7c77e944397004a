import { describe, expect, it } from 'vitest'
import { MAX_DETAILED_RESULTS, MAX_FINDINGS, MAX_TASKS, MAX_VERDICT_BYTES } from '../domain/limits.ts'
import type { TestResult, Verdict } from '../domain/verdict.ts'
import { withinBounds } from './bounds.ts'
import { score } from './score.ts'
import { anIssue, failed, passed, scriptedSandbox } from './testing/scripted-sandbox.ts'
import { aCodeTask, aSimulation, DEFAULT_RUBRIC } from './testing/simulations.ts'

const bytes = (verdict: Verdict) => Buffer.byteLength(JSON.stringify(verdict), 'utf8')
// Each of these signs weighs three bytes and more: in UTF-8, or escaped in JSON.
const HEAVY = '漢\u0001"\ud800'.repeat(200)

function aVerdict(parts: Partial<Verdict>): Verdict {
  return {
    score: 50,
    breakdown: [],
    feedback: '',
    findings: [],
    testResults: [],
    engineVersion: '1',
    ...parts,
  }
}

function results(count: number, parts: Partial<TestResult> = {}): readonly TestResult[] {
  return Array.from({ length: count }, (_, i) => ({
    taskId: 'sum',
    name: `test ${i}`,
    passed: i % 2 === 0,
    hidden: false,
    weight: 0.5,
    message: null,
    expected: null,
    actual: null,
    ...parts,
  }))
}

describe('a verdict', () => {
  it('stays as it is where it fits', () => {
    const verdict = aVerdict({ testResults: results(50, { message: 'oh' }), feedback: 'Well done.' })
    expect(withinBounds(verdict)).toEqual(verdict)
  })

  it('keeps the messages of its first failures only', () => {
    const { testResults } = withinBounds(aVerdict({ testResults: results(300, { message: 'oh' }) }))
    expect(testResults).toHaveLength(300)
    expect(testResults.filter(({ message }) => message !== null)).toHaveLength(MAX_DETAILED_RESULTS)
  })

  it('sums up the tests that do not fit, so that their number and weight stay true', () => {
    const { testResults } = withinBounds(aVerdict({ testResults: results(20_000) }))
    const [passing, failing] = testResults.slice(-2)
    expect(passing).toMatchObject({ passed: true, name: expect.stringMatching(/^\d+ more tests$/) })
    expect(failing).toMatchObject({ passed: false })
    expect(testResults.reduce((sum, { weight }) => sum + weight, 0)).toBe(10_000)
    const summed = [passing, failing].reduce(
      (sum, result) => sum + Number.parseInt(result?.name ?? '', 10),
      0,
    )
    expect(testResults.length - 2 + summed).toBe(20_000)
  })

  it('fits however long its parts are', () => {
    const breakdown = Array.from({ length: 20 }, () => ({
      criterion: 'x'.repeat(60),
      weight: 1 / 3,
      score: 1 / 3,
      rationale: HEAVY.repeat(20),
    }))
    const finding = {
      criterion: 'x'.repeat(60),
      severity: 'ERROR' as const,
      taskId: 'x'.repeat(64),
      file: HEAVY.slice(0, 200),
      line: 1e6,
      column: 1e6,
      rule: 'test/exception',
      message: HEAVY.slice(0, 500),
    }
    const tests = Array.from({ length: MAX_TASKS }, (_, i) =>
      results(400, {
        taskId: `${'x'.repeat(60)}${i}`,
        name: HEAVY.slice(0, 200),
        weight: 1 / 3,
        message: HEAVY.slice(0, 500),
      }),
    )
    const verdict = aVerdict({
      breakdown,
      feedback: HEAVY.repeat(1000),
      findings: Array.from({ length: MAX_FINDINGS }, () => finding),
      testResults: tests.flat(),
    })
    expect(bytes(verdict)).toBeGreaterThan(MAX_VERDICT_BYTES)
    expect(bytes(withinBounds(verdict))).toBeLessThan(MAX_VERDICT_BYTES)
  })

  it('of 200 suites of many cases with long names fits, and still begins with the score', async () => {
    const tests = Array.from({ length: 200 }, (_, i) => ({
      kind: 'suite',
      name: `spec ${i}`,
      code: 'it()',
      hidden: i % 3 === 0,
    }))
    const onTest = () =>
      Array.from({ length: 100 }, (_, i) => {
        const name = `${HEAVY} ${i}`
        return i % 2 === 0
          ? passed(name)
          : failed(name, { fault: 'exception', message: `${i} ${HEAVY}`, actual: HEAVY })
      })
    const issues = Array.from({ length: 1000 }, () => anIssue({ message: HEAVY, severity: 'INFO' }))
    const verdict = await score(
      { definition: aSimulation(aCodeTask({ tests })), rubric: DEFAULT_RUBRIC, data: { code: 'x' } },
      { sandbox: scriptedSandbox({ onTest, analysis: { issues } }) },
    )
    expect(bytes(verdict)).toBeLessThan(MAX_VERDICT_BYTES)
    expect(verdict.findings.length).toBeLessThanOrEqual(MAX_FINDINGS)
    expect(verdict.findings[0]?.severity).toBe('ERROR')
    expect(verdict.feedback).toMatch(/^Overall Score: \d+\/100\n/)
    expect(verdict.testResults.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(200)
  })
})

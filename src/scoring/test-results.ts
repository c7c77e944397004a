import { cut, MAX_TEXT_CHARS } from '../domain/limits.ts'
import type { TestResult } from '../domain/verdict.ts'
import type { ExaminedTask, ExaminedText } from './examined.ts'
import { NOT_ANSWERED, type TestCase } from './test-cases.ts'

/** Characters of a test's name; a name from a suite joins all its `describe` titles. */
const MAX_NAME_CHARS = 200

/**
 * The test results as everyone may see them: of a program its tests, of a SQL task its result sets, of a text its key
 * points. Of a hidden test only its outcome and weight are there, and a name that counts the hidden tests of the
 * verdict.
 */
export function testResultsOf(examined: readonly ExaminedTask[]): readonly TestResult[] {
  let hidden = 0
  return examined.flatMap((task) => {
    if (task.kind === 'choice') return []
    if (task.kind === 'text') return keyPoints(task)
    return task.cases.map((testCase) => {
      if (!testCase.test.hidden) return visible(task.task.id, testCase)
      hidden += 1
      return masked(task.task.id, testCase, hidden)
    })
  })
}

function keyPoints({ task, answered, judgement }: ExaminedText): readonly TestResult[] {
  return judgement.points.map(({ keyPoint, sentence }) => ({
    taskId: task.id,
    name: cut(keyPoint.point, MAX_NAME_CHARS),
    passed: sentence !== null,
    hidden: false,
    weight: keyPoint.weight,
    message: answered
      ? sentence === null
        ? 'No sentence says this.'
        : `Said by: ${cut(sentence)}`
      : NOT_ANSWERED,
    expected: null,
    actual: null,
  }))
}

function visible(taskId: string, { outcome, weight }: TestCase): TestResult {
  const text = (value: string | undefined) => (value === undefined ? null : cut(value, MAX_TEXT_CHARS))
  return {
    taskId,
    name: cut(outcome.name, MAX_NAME_CHARS),
    passed: outcome.passed,
    hidden: false,
    weight,
    message: outcome.passed ? null : text(outcome.message),
    expected: outcome.passed ? null : text(outcome.expected),
    actual: outcome.passed ? null : text(outcome.actual),
  }
}

function masked(taskId: string, { outcome, weight }: TestCase, number: number): TestResult {
  return {
    taskId,
    name: `Hidden test ${number}`,
    passed: outcome.passed,
    hidden: true,
    weight,
    message: null,
    expected: null,
    actual: null,
  }
}

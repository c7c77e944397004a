import type { CodeTest } from '../domain/code-test.ts'
import type { CaseOutcome } from './sandbox.ts'

/** A result set of a SQL task's model answer, which the answer is held against: what a test is to a program. */
export interface ResultSetTest {
  readonly kind: 'result set'
  readonly name: string
  readonly weight: number
  readonly hidden: false
}

/** One case of a test with its part of the test's weight. `outcome` may hold what a hidden test must not show. */
export interface TestCase<Test extends CodeTest | ResultSetTest = CodeTest | ResultSetTest> {
  readonly test: Test
  readonly weight: number
  readonly outcome: CaseOutcome
}
export type CodeCase = TestCase<CodeTest>
export type SqlCase = TestCase<ResultSetTest>

/** Tells the learner why a test of an unanswered task failed. */
export const NOT_ANSWERED = 'This task was not answered.'

/**
 * The cases of a run with the tests they belong to; a suite's weight is shared evenly among its cases. A suite whose
 * cases are all skipped has none.
 * Throws when the sandbox did not answer for every test: that is a fault of the system.
 */
export function pairWithTests(
  tests: readonly CodeTest[],
  outcomes: readonly (readonly CaseOutcome[])[],
): readonly CodeCase[] {
  return tests.flatMap((test, i) => {
    const cases = outcomes[i]
    if (cases === undefined) throw new Error(`the sandbox left out the test ${test.name}`)
    return cases.map((outcome) => ({ test, weight: test.weight / cases.length, outcome }))
  })
}

/** Every test failed, because there was nothing to run. */
export function unansweredCases<Test extends CodeTest | ResultSetTest>(
  tests: readonly Test[],
): readonly TestCase<Test>[] {
  return tests.map((test) => ({
    test,
    weight: test.weight,
    outcome: { name: test.name, passed: false, fault: 'load', message: NOT_ANSWERED },
  }))
}

/** The passed share of the cases' weight, 0..1; 0 without cases. */
export function passedShare(cases: readonly TestCase[]): number {
  const weightOf = (some: readonly TestCase[]) => some.reduce((sum, { weight }) => sum + weight, 0)
  const all = weightOf(cases)
  return all === 0 ? 0 : weightOf(cases.filter(({ outcome }) => outcome.passed)) / all
}

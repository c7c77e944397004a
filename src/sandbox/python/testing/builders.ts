import type { CallTest, IoTest, SuiteTest } from '../../../domain/code-test.ts'
import type { Json } from '../../../domain/json.ts'
import type { TaskLimits } from '../../../domain/task.ts'
import type { CaseOutcome, CodeRun } from '../../../scoring/sandbox.ts'

const LIMITS: TaskLimits = { timeMs: 200, memoryMb: 32 }

/** A program of one file or several, with what matters of a run. */
export type Files = string | Readonly<Record<string, string>>

export function aRun(files: Files, run: Partial<CodeRun>): CodeRun {
  return {
    language: 'python',
    files: typeof files === 'string' ? { 'solution.py': files } : files,
    entry: 'solution.py',
    tests: [],
    probes: [],
    limits: LIMITS,
    ...run,
  }
}

/** A call of `f`. */
export function aCall(args: readonly Json[], test: Partial<CallTest>): CallTest {
  return {
    kind: 'call',
    name: 'call',
    function: 'f',
    args: [...args],
    weight: 1,
    hidden: false,
    compare: 'exact',
    ...test,
  }
}

export function aSuite(code: string): SuiteTest {
  return { kind: 'suite', name: 'spec', code, weight: 1, hidden: false }
}

export function anIoTest(stdin: string, expected: string): IoTest {
  return { kind: 'io', name: 'io', stdin, expected, weight: 1, hidden: false }
}

/** Passed or not, by name; or the fault. */
export function verdicts(cases: readonly CaseOutcome[]): Record<string, string> {
  return Object.fromEntries(cases.map((outcome) => [outcome.name, outcome.passed ? 'passed' : outcome.fault]))
}

import type { CallTest, IoTest, SuiteTest } from '../../../domain/code-test.ts'
import type { Json } from '../../../domain/json.ts'
import type { PerformanceProbe, TaskLimits } from '../../../domain/task.ts'
import type { CaseOutcome, CodeRun, ProbeOutcome } from '../../../scoring/sandbox.ts'
import { Machine } from '../machine.ts'
import { runCode } from '../run-code.ts'

const LIMITS: TaskLimits = { timeMs: 200, memoryMb: 32 }

/** A program of one file or several, with what matters of a run. */
export type Files = string | Readonly<Record<string, string>>

let machine: Promise<Machine> | null = null

/** One machine for a test file: that its tests do not see one another is what many of them prove. */
function theMachine(): Promise<Machine> {
  machine ??= Machine.open()
  return machine
}

export function aRun(files: Files, run: Partial<CodeRun>): CodeRun {
  return {
    language: 'javascript',
    files: typeof files === 'string' ? { 'solution.js': files } : files,
    entry: 'solution.js',
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

/** The one case of a call test. */
export async function callOutcome(
  files: Files,
  test: CallTest,
  run: Partial<CodeRun> = {},
): Promise<CaseOutcome> {
  const { tests } = await runCode(await theMachine(), aRun(files, { tests: [test], ...run }), () => undefined)
  const [outcome] = tests.flat()
  if (outcome === undefined) throw new Error('a call test has one case')
  return outcome
}

/** The one case of a test that runs a program. */
export async function ioOutcome(
  files: Files,
  test: Pick<IoTest, 'stdin' | 'expected'>,
  run: Partial<CodeRun> = {},
): Promise<CaseOutcome> {
  const whole: IoTest = { kind: 'io', name: 'io', weight: 1, hidden: false, ...test }
  const { tests } = await runCode(
    await theMachine(),
    aRun(files, { tests: [whole], ...run }),
    () => undefined,
  )
  const [outcome] = tests.flat()
  if (outcome === undefined) throw new Error('an io test has one case')
  return outcome
}

/** The cases of a suite. */
export async function suiteOutcomes(
  files: Files,
  suite: string,
  run: Partial<CodeRun> = {},
): Promise<readonly CaseOutcome[]> {
  const { tests } = await runCode(
    await theMachine(),
    aRun(files, { tests: [aSuite(suite)], ...run }),
    () => undefined,
  )
  return tests.flat()
}

/** Passed or not, by name; or the fault. */
export function verdicts(outcomes: readonly CaseOutcome[]): Record<string, string> {
  return Object.fromEntries(
    outcomes.map((outcome) => [outcome.name, outcome.passed ? 'passed' : outcome.fault]),
  )
}

export async function probeOutcome(
  files: Files,
  probe: Partial<PerformanceProbe>,
  run: Partial<CodeRun> = {},
): Promise<ProbeOutcome> {
  const whole: PerformanceProbe = {
    function: 'f',
    input: '(n) => [Array.from({ length: n }, (_, i) => (i * 7919) % 10007)]',
    sizes: [250, 500, 1000, 2000],
    growth: 1,
    ...probe,
  }
  const limits = { timeMs: 2000, memoryMb: 64 }
  const { probes } = await runCode(
    await theMachine(),
    aRun(files, { probes: [whole], limits, ...run }),
    () => undefined,
  )
  const [outcome] = probes
  if (outcome === undefined) throw new Error('a run has an outcome for each probe')
  return outcome
}

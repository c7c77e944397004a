import type { CallTest, IoTest } from '../../../domain/code-test.ts'
import type { Json } from '../../../domain/json.ts'
import type { PerformanceProbe } from '../../../domain/task.ts'
import type { CaseOutcome, CodeRun, ProbeOutcome } from '../../../scoring/sandbox.ts'
import { Machine } from '../machine.ts'
import { runCode } from '../run-code.ts'
import { aCall, aRun, aSuite, type Files } from './builders.ts'
import { testImage } from './test-image.ts'

export { aCall, anIoTest, aSuite, type Files, verdicts } from './builders.ts'

/**
 * One machine for a test file: that its tests do not see one another is what many of them prove. Made at import,
 * since it may take longer than a test may.
 */
export const machine = new Machine(testImage())

/** The cases of all tests of a run. */
export function outcomes(files: Files, run: Partial<CodeRun>): readonly CaseOutcome[] {
  return runCode(machine, aRun(files, run), () => undefined).tests.flat()
}

/** The one case of a call or io test. */
export function outcomeOf(files: Files, test: CallTest | IoTest, run: Partial<CodeRun> = {}): CaseOutcome {
  const [outcome] = outcomes(files, { tests: [test], ...run })
  if (outcome === undefined) throw new Error('such a test has one case')
  return outcome
}

/** What `f` of a program comes to, called without arguments, where it is expected to return `expected`. */
export function callOutcome(files: Files, expected: Json, run: Partial<CodeRun> = {}): CaseOutcome {
  return outcomeOf(files, aCall([], { expected }), run)
}

/** The cases of a suite. */
export function suiteOutcomes(
  files: Files,
  suite: string,
  run: Partial<CodeRun> = {},
): readonly CaseOutcome[] {
  return outcomes(files, { tests: [aSuite(suite)], ...run })
}

export function probeOutcome(
  files: Files,
  probe: Partial<PerformanceProbe>,
  run: Partial<CodeRun> = {},
  on = machine,
): ProbeOutcome {
  const whole: PerformanceProbe = {
    function: 'f',
    input: 'lambda n: [[i * 7919 % 10007 for i in range(n)]]',
    sizes: [250, 500, 1000, 2000],
    growth: 1,
    ...probe,
  }
  const limits = { timeMs: 2000, memoryMb: 64 }
  const { probes } = runCode(on, aRun(files, { probes: [whole], limits, ...run }), () => undefined)
  const [outcome] = probes
  if (outcome === undefined) throw new Error('a run has an outcome for each probe')
  return outcome
}

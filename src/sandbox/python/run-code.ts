import type { CodeTest } from '../../domain/code-test.ts'
import type { CaseOutcome, CodeRun, CodeRunResult, ProbeOutcome } from '../../scoring/sandbox.ts'
import { runCallTest } from './call-test.ts'
import { runIoTest } from './io-test.ts'
import type { Machine } from './machine.ts'
import { runProbe } from './probe.ts'
import { makeProgram, type Program } from './program.ts'
import { runSuiteTest } from './suite-test.ts'

/** Sent after each test; and, so that the guard sees life, after each case of a suite and each probe. */
export type Note = 'test' | 'case'

/** Runs all tests and probes of a run, one after another, each in fresh realms. */
export function runCode(machine: Machine, run: CodeRun, note: (note: Note) => void): CodeRunResult {
  const program = makeProgram(run)
  machine.begin(run)
  const tests = run.tests.map((test) => {
    const cases = runTest(machine, program, test, () => note('case'))
    note('test')
    return cases
  })
  const probes = run.probes.map((probe): ProbeOutcome => {
    const outcome = runProbe(machine, program, probe)
    note('case')
    return outcome
  })
  return { tests, probes }
}

function runTest(
  machine: Machine,
  program: Program,
  test: CodeTest,
  onCase: () => void,
): readonly CaseOutcome[] {
  switch (test.kind) {
    case 'call':
      return [runCallTest(machine, program, test)]
    case 'suite':
      return runSuiteTest(machine, program, test, onCase)
    case 'io':
      return [runIoTest(machine, program, test)]
  }
}

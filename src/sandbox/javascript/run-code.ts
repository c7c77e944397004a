import type { CodeTest } from '../../domain/code-test.ts'
import type { CaseOutcome, CodeRun, CodeRunResult, ProbeOutcome } from '../../scoring/sandbox.ts'
import { Patience } from '../judging/patience.ts'
import { runCallTest } from './call-test.ts'
import { runIoTest } from './io-test.ts'
import type { Machine } from './machine.ts'
import { runProbe } from './probe.ts'
import { makeProgram, type Program } from './program.ts'
import { runSuiteTest } from './suite-test.ts'

/** Sent after each test; and, so that the guard sees life, after each case of a suite. */
export type Note = 'test' | 'case'

/** Runs all tests and probes of a run, one after another, each in fresh realms. */
export async function runCode(
  machine: Machine,
  run: CodeRun,
  note: (note: Note) => void,
): Promise<CodeRunResult> {
  machine.patience = new Patience()
  const program = makeProgram(run)
  const tests: (readonly CaseOutcome[])[] = []
  for (const test of run.tests) {
    tests.push(await runTest(machine, program, test, () => note('case')))
    note('test')
  }
  const probes: ProbeOutcome[] = []
  for (const probe of run.probes) {
    probes.push(await runProbe(machine, program, probe))
    note('case')
  }
  return { tests, probes }
}

async function runTest(
  machine: Machine,
  program: Program,
  test: CodeTest,
  onCase: () => void,
): Promise<readonly CaseOutcome[]> {
  switch (test.kind) {
    case 'call':
      return [await runCallTest(machine, program, test)]
    case 'suite':
      return runSuiteTest(machine, program, test, onCase)
    case 'io':
      return [await runIoTest(machine, program, test)]
  }
}

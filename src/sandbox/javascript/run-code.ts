import type { CodeTest } from '../../domain/simulation.ts'
import type { CaseOutcome, CodeRun, CodeRunResult } from '../../scoring/sandbox.ts'
import { type Program, runCallTest } from './call-test.ts'
import { LearnerFiles } from './linking/learner-files.ts'
import type { Machine } from './machine.ts'

/** Runs all tests and probes of a run, one after another, each in fresh realms. */
export async function runCode(machine: Machine, run: CodeRun, onTest: () => void): Promise<CodeRunResult> {
  const program: Program = { files: new LearnerFiles(run.files), entry: run.entry, limits: run.limits }
  const tests: (readonly CaseOutcome[])[] = []
  for (const test of run.tests) {
    tests.push(await runTest(machine, program, test))
    onTest()
  }
  return { tests, probes: [] }
}

async function runTest(machine: Machine, program: Program, test: CodeTest): Promise<readonly CaseOutcome[]> {
  switch (test.kind) {
    case 'call':
      return [await runCallTest(machine, program, test)]
    case 'suite':
      return []
  }
}

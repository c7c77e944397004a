import type { SuiteTest } from '../../domain/simulation.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { failedToLoad, type Program } from './call-test.ts'
import type { CaseReport } from './kit/run-suite.ts'
import { SUITE, SuiteFile } from './linking/suite-file.ts'
import { Halted, type Machine } from './machine.ts'
import { type Ended, failed, faultOf } from './outcome.ts'

/** The suite's end: all its cases were run, or the program was stopped in one of them, or before the first. */
type SuiteEnd = { readonly cases: number } | { readonly stopped: Ended; readonly during: string | null }

/**
 * Runs a suite's cases. One that runs into a bound ends its realm; the cases after it are run in a fresh one.
 * `onCase` hears of each.
 */
export async function runSuiteTest(
  machine: Machine,
  program: Program,
  test: SuiteTest,
  onCase: () => void,
): Promise<readonly CaseOutcome[]> {
  const linked = machine.attempt(
    () => new SuiteFile(test.code, program.files, program.entry, machine.globalNames),
  )
  if ('ended' in linked) return [failedToLoad(test.name, 'the test file', linked.ended, program.limits)]
  const outcomes: CaseOutcome[] = []
  for (;;) {
    const before = outcomes.length
    const end = await runOnce(machine, program, linked.done, outcomes, onCase)
    if ('cases' in end) return end.cases > 0 ? outcomes : [noTests(test.name)]
    const { stopped, during } = end
    if (during === null)
      return [...outcomes, failedToLoad(test.name, 'the test file', stopped, program.limits)]
    const { fault, message } = faultOf(stopped, program.limits)
    outcomes.push(failed(during, fault, message))
    if (outcomes.length === before) throw new Error('a suite came no further')
  }
}

/** Runs the suite in fresh realms, from the first case on that has no outcome yet. */
async function runOnce(
  machine: Machine,
  program: Program,
  suite: SuiteFile,
  outcomes: CaseOutcome[],
  onCase: () => void,
): Promise<SuiteEnd> {
  let during: string | null = null
  const done = String(outcomes.length)
  await machine.reset(suite, program.limits)
  machine.onBegin = (name) => {
    during = name
  }
  machine.onReport = (json) => {
    const report = JSON.parse(json) as CaseReport
    if (report.thrown !== null && machine.outOfMemory) throw new Halted('memory')
    outcomes.push(outcomeOf(report, program))
    onCase()
  }
  const run = machine.attempt(() => {
    const imported = machine.importModule(SUITE)
    machine.ask('runSuite', imported, done)
    const settled = machine.settle(() => machine.ask('outcome') !== '')
    return settled ? Number(machine.ask('outcome')) : null
  })
  if ('ended' in run) return { stopped: run.ended, during }
  if (run.done !== null) return { cases: run.done }
  return {
    stopped: { kind: 'exception', message: 'did not finish: a promise never settles', names: [] },
    during,
  }
}

function outcomeOf({ name, thrown }: CaseReport, { limits }: Program): CaseOutcome {
  if (thrown === null) return { name, passed: true }
  const { fault, message } = faultOf(thrown, limits)
  const { expected, actual } = thrown
  return failed(name, fault, message, expected === undefined ? {} : { expected, actual: actual ?? '' })
}

function noTests(name: string): CaseOutcome {
  return failed(name, 'load', 'the test file registers no test')
}

import type { SuiteTest } from '../../domain/code-test.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import { failed } from '../judging/outcome.ts'
import { failedToLoad } from './call-test.ts'
import type { CaseReport, SuiteSummary } from './kit/run-suite.ts'
import { SuiteFile } from './linking/suite-file.ts'
import type { Machine } from './machine.ts'
import { type Ended, failedBy } from './outcome.ts'
import type { Program } from './program.ts'
import { runLoaded } from './run-loaded.ts'
import { runScriptTest } from './script-test.ts'

/** The suite's end: all its cases were run, or the program was stopped in one of them, or before the first. */
type SuiteEnd = SuiteSummary | { readonly stopped: Ended; readonly during: string | null }

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
  const linked = machine.attempt(() => new SuiteFile(test.code, program, machine))
  if ('ended' in linked) return [failedToLoad(test.name, 'the test file', linked.ended, program.limits)]
  if (linked.done.checks.length > 0) {
    const end = await runScriptTest(machine, program, test, linked.done)
    onCase()
    return 'stopped' in end ? [stoppedWhileLoading(test.name, end.stopped, program)] : end
  }
  const outcomes: (CaseOutcome | null)[] = []
  const counted = () => outcomes.filter((outcome) => outcome !== null)
  for (;;) {
    const before = outcomes.length
    const end = await runOnce(machine, program, linked.done, outcomes, onCase)
    if ('ran' in end) return end.ran > 0 ? counted() : withoutCases(test.name, linked.done, end)
    const { stopped, during } = end
    if (during === null) return [...counted(), stoppedWhileLoading(test.name, stopped, program)]
    outcomes.push(failedBy(during, stopped, program.limits))
    if (outcomes.length === before) throw new Error('a suite came no further')
  }
}

/** Runs the suite in fresh realms, from the first case on that has no outcome yet; one that was skipped has null. */
async function runOnce(
  machine: Machine,
  program: Program,
  suite: SuiteFile,
  outcomes: (CaseOutcome | null)[],
  onCase: () => void,
): Promise<SuiteEnd> {
  let during: string | null = null
  const done = outcomes.length
  await machine.reset(suite, program.limits)
  machine.onBegin = (name) => {
    during = name
  }
  machine.onReport = (json) => {
    const report = JSON.parse(json) as CaseReport
    if (report.thrown !== null && machine.outOfMemory) throw new Halted('memory')
    const thrown = report.thrown === null ? null : machine.placed(report.thrown)
    outcomes.push(report.skipped ? null : outcomeOf({ ...report, thrown }, program))
    onCase()
  }
  const end = runLoaded(machine, { done, catches: suite.catches })
  return 'stopped' in end ? { stopped: end.stopped, during } : end
}

function outcomeOf({ name, thrown }: CaseReport, program: Program): CaseOutcome {
  return thrown === null ? { name, passed: true } : failedBy(name, thrown, program.limits)
}

/** An assertion at the top of the file is one of a file that is a test in itself; all else has kept it from loading. */
function stoppedWhileLoading(name: string, ended: Ended, program: Program): CaseOutcome {
  const asserted = 'names' in ended && ended.names.includes('AssertionError')
  return asserted
    ? failedBy(name, ended, program.limits)
    : failedToLoad(name, 'the test file', ended, program.limits)
}

/** What a suite comes to of which no case was run: nothing if all are skipped, since these are not counted. */
function withoutCases(name: string, suite: SuiteFile, { registered }: SuiteSummary): readonly CaseOutcome[] {
  if (registered === 'tests') return []
  if (registered === 'nothing' && suite.standsAlone) return [{ name, passed: true }]
  return [failed(name, 'load', 'the test file registers no test')]
}

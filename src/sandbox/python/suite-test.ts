import type { SuiteTest } from '../../domain/code-test.ts'
import type { TaskLimits } from '../../domain/task.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import { failed } from '../judging/outcome.ts'
import type { CaseEnd, Opened } from './kit-functions.ts'
import type { Machine } from './machine.ts'
import { type Ended, failedBy, failedToLoad } from './outcome.ts'
import { loadInto, type Program } from './program.ts'

/** A suite that did not come as far as its cases. `load`: nothing could be tested. */
interface Unopened {
  readonly ended: Ended
  readonly load: boolean
}

/**
 * Runs a suite's cases. One that runs into a bound ends its realm; the cases after it are run in a fresh one.
 * `onCase` hears of each.
 */
export function runSuiteTest(
  machine: Machine,
  program: Program,
  test: SuiteTest,
  onCase: () => void,
): readonly CaseOutcome[] {
  const outcomes: CaseOutcome[] = []
  for (let next = 0; ; ) {
    const opened = open(machine, program, test)
    if ('ended' in opened) return [...outcomes, unopened(test.name, opened, program)]
    if (opened.cases.length === 0) return withoutCases(test.name, opened)
    const left = opened.cases.entries().drop(next)
    const stopped = left.find(([index, name]) => {
      next = index + 1
      const ran = runCase(machine, program, index, name)
      onCase()
      outcomes.push(...ran.outcomes)
      return ran.stopped
    })
    if (stopped === undefined) return outcomes
  }
}

/** Runs the test file in a fresh realm, which finds its cases. */
function open(machine: Machine, program: Program, test: SuiteTest): Opened | Unopened {
  const opened = machine.attempt((): Opened | Unopened => {
    const threw = loadInto(machine, program)
    if (threw !== null) return { ended: threw, load: true }
    const suite = machine.ask('open_suite', test.code, program.entry)
    if (!('threw' in suite)) return suite
    return { ended: machine.outOfMemory ? new Halted('memory') : suite.threw, load: suite.load }
  })
  return 'ended' in opened ? { ended: opened.ended, load: true } : opened.done
}

/** One case. `stopped`: it ran into a bound, and its realm is of no more use. */
function runCase(machine: Machine, { limits }: Program, index: number, name: string) {
  machine.refuel()
  const ran = machine.attempt(() => machine.ask('run_case', index))
  if ('ended' in ran) return { outcomes: [failedBy(name, ran.ended, limits)], stopped: true }
  return { outcomes: outcomesOf(name, ran.done, machine, limits), stopped: machine.outOfMemory }
}

/** None for a case that skips itself: these are not counted. */
function outcomesOf(name: string, end: CaseEnd, machine: Machine, limits: TaskLimits): CaseOutcome[] {
  if ('skipped' in end) return []
  if ('passed' in end) return [{ name, passed: true }]
  return [failedBy(name, machine.outOfMemory ? new Halted('memory') : end.failed, limits)]
}

function unopened(name: string, { ended, load }: Unopened, { limits }: Program): CaseOutcome {
  return load ? failedToLoad(name, 'the test file', ended, limits) : failedBy(name, ended, limits)
}

/** What a suite comes to of which no case was run: nothing if all are skipped, since these are not counted. */
function withoutCases(name: string, { skipped, alone }: Opened): readonly CaseOutcome[] {
  if (alone) return [{ name, passed: true }]
  return skipped > 0 ? [] : [failed(name, 'load', 'the test file defines no test')]
}

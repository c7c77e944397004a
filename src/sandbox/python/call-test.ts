import type { CallTest } from '../../domain/code-test.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { matches } from '../judging/compare.ts'
import type { Data } from '../judging/data.ts'
import { Halted } from '../judging/halted.ts'
import { failed } from '../judging/outcome.ts'
import { PYTHON } from '../judging/python-notation.ts'
import { mismatch, shown } from '../judging/shown.ts'
import type { Begun, Thrown } from './kit-functions.ts'
import type { Machine } from './machine.ts'
import { failedBy, failedToLoad } from './outcome.ts'
import { importInto, type Program } from './program.ts'

/** Calls the learner's function in a fresh realm. The expected value never enters it. */
export function runCallTest(machine: Machine, program: Program, test: CallTest): CaseOutcome {
  const { entry, limits, loadingEnded } = program
  if (loadingEnded !== null) return failedToLoad(test.name, entry, loadingEnded, limits)
  const begun = machine.attempt((): Begun => {
    const threw = importInto(machine, program)
    return threw === null ? machine.ask('begin_call', test.function, JSON.stringify(test.args)) : { threw }
  })
  if ('ended' in begun) {
    if (begun.ended.fault === 'time') program.loadingEnded = begun.ended
    return failedToLoad(test.name, entry, begun.ended, limits)
  }
  if ('threw' in begun.done) return failedToLoad(test.name, entry, begun.done.threw, limits)
  if ('missing' in begun.done) return failed(test.name, 'load', missing(entry, test.function))
  machine.refuel()
  const called = machine.attempt(() => machine.ask('finish_call'))
  if ('ended' in called) return failedBy(test.name, called.ended, limits)
  return 'threw' in called.done
    ? judgeThrown(called.done.threw, test, program, machine.outOfMemory)
    : judgeReturned(called.done.returned, test)
}

/** What to say of a function that is not there. */
export function missing(entry: string, name: string): string {
  return `${entry} does not define a function ${name}`
}

function judgeThrown(thrown: Thrown, test: CallTest, { limits }: Program, outOfMemory: boolean): CaseOutcome {
  // With no memory left, what it threw need not say so.
  if (outOfMemory) return failedBy(test.name, new Halted('memory'), limits)
  // What the kit itself has to say, of a value that never ends, is no exception of the program's.
  const ownDoing =
    (thrown.kind === 'exception' || thrown.kind === 'assertion') && thrown.names.includes('BaseException')
  if (test.throws === undefined || !ownDoing) return failedBy(test.name, thrown, limits)
  if (test.throws === true || isNamed(thrown, test.throws)) return { name: test.name, passed: true }
  return failed(test.name, 'assertion', `expected to raise ${test.throws}, but it raised ${thrown.message}`, {
    expected: test.throws,
    actual: thrown.names[0] ?? thrown.message,
  })
}

/** Names that Python keeps for a class that has another name by now. */
const OLD_NAMES: Readonly<Record<string, string>> = { IOError: 'OSError', EnvironmentError: 'OSError' }

/** Whether an exception is of a class, named with its module or without: `json.JSONDecodeError`. */
function isNamed({ names }: Thrown, wanted: string): boolean {
  const name = wanted.slice(wanted.lastIndexOf('.') + 1)
  return names.includes(OLD_NAMES[name] ?? name)
}

function judgeReturned(actual: Data, test: CallTest): CaseOutcome {
  const received = shown(actual, PYTHON)
  if (test.throws !== undefined) {
    const wanted = test.throws === true ? 'an exception' : test.throws
    return failed(test.name, 'assertion', `expected to raise ${wanted}, returned ${received}`, {
      expected: wanted,
      actual: received,
    })
  }
  const { expected = null } = test
  if (matches(actual, expected, test)) return { name: test.name, passed: true }
  return failed(test.name, 'assertion', mismatch(expected, actual, test, PYTHON), {
    expected: shown(expected, PYTHON),
    actual: received,
  })
}

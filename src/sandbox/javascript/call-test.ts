import type { CallTest } from '../../domain/code-test.ts'
import type { TaskLimits } from '../../domain/task.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { matches } from '../judging/compare.ts'
import type { Data } from '../judging/data.ts'
import { Halted } from '../judging/halted.ts'
import { failed } from '../judging/outcome.ts'
import { mismatch, shown } from '../judging/shown.ts'
import type { CallOutcome } from './kit/call.ts'
import type { Described } from './kit/described.ts'
import type { Machine } from './machine.ts'
import { type Ended, faultOf } from './outcome.ts'
import { loadProgram, type Program } from './program.ts'

/** How QuickJS and the kit say that a name is not exported. */
const MISSING_EXPORT =
  /Could not find export '(?<name>.+)' in module '(?<file>.+)'|^(?<file>\S+) does not export (?<name>\S+)$/

export const isMissingExport = (message: string) => MISSING_EXPORT.test(message)

/** Calls the learner's function in fresh realms. The expected value never enters them. */
export async function runCallTest(machine: Machine, program: Program, test: CallTest): Promise<CaseOutcome> {
  const { entry, limits, loadingEnded } = program
  if (loadingEnded !== null) return failedToLoad(test.name, entry, loadingEnded, limits)
  const loaded = await loadProgram(machine, program)
  if ('ended' in loaded) {
    if (loaded.ended instanceof Halted) program.loadingEnded = loaded.ended
    return failedToLoad(test.name, entry, loaded.ended, limits)
  }
  const called = machine.attempt(() => {
    machine.ask('call', loaded.done.imported, test.function, JSON.stringify(test.args))
    return outcomeOf(machine)
  })
  if ('ended' in called) return failed(test.name, ...faultPair(called.ended, limits))
  return judge(called.done, test, program)
}

/** Lets the program run until its outcome is there. */
export function outcomeOf(machine: Machine): CallOutcome {
  if (machine.settle(() => machine.ask('outcome') !== '')) {
    const outcome = JSON.parse(machine.ask('outcome')) as CallOutcome
    // With no memory left, what it threw need not say so: there was no room for an error.
    if (outcome.ended === 'threw' && machine.outOfMemory) throw new Halted('memory')
    return outcome.ended === 'threw' ? { ...outcome, thrown: machine.placed(outcome.thrown) } : outcome
  }
  // A promise that could not be made for want of memory settles never either.
  if (machine.outOfMemory) throw new Halted('memory')
  const never: Described = {
    kind: 'exception',
    message: 'the promise that it returned never settles',
    names: [],
  }
  return { ended: 'threw', thrown: never }
}

/** One failed case for what could not be loaded: the entry, or a suite. */
export function failedToLoad(name: string, what: string, ended: Ended, limits: TaskLimits): CaseOutcome {
  const { fault, message } = faultOf(ended, limits)
  if (fault !== 'exception' && fault !== 'assertion') return failed(name, fault, message)
  const missing = MISSING_EXPORT.exec(message)?.groups
  if (missing) return failed(name, 'load', lacking(missing.file ?? '', missing.name ?? ''))
  return failed(name, 'load', `${what} could not be loaded: ${message}`)
}

/** Of Node's modules, and of test kits, a part is here. */
function lacking(file: string, name: string): string {
  const ours = /^kit:(?<module>.+)/.exec(file)?.groups?.module
  return ours === undefined
    ? `${file} does not export ${name}`
    : `${name} of the module ${ours} is not available here`
}

function judge(outcome: CallOutcome, test: CallTest, { entry, limits }: Program): CaseOutcome {
  switch (outcome.ended) {
    case 'missing':
      return failed(test.name, 'load', `${entry} does not export a function ${test.function}`)
    case 'threw':
      return judgeThrown(outcome.thrown, test, limits)
    case 'returned':
      return judgeReturned(outcome.data, test)
  }
}

function judgeThrown(thrown: Described, test: CallTest, limits: TaskLimits): CaseOutcome {
  const ownDoing = thrown.kind === 'exception' || thrown.kind === 'assertion'
  if (test.throws === undefined || !ownDoing) return failed(test.name, ...faultPair(thrown, limits))
  if (test.throws === true || thrown.names.includes(test.throws)) return { name: test.name, passed: true }
  return failed(
    test.name,
    'assertion',
    `expected to throw ${test.throws}, but it threw ${thrown.message.replace(/^threw /, '')}`,
    {
      expected: test.throws,
      actual: thrown.names[0] ?? thrown.message,
    },
  )
}

function judgeReturned(actual: Data, test: CallTest): CaseOutcome {
  if (test.throws !== undefined) {
    const wanted = test.throws === true ? 'an error' : test.throws
    return failed(test.name, 'assertion', `expected to throw ${wanted}, returned ${shown(actual)}`, {
      expected: wanted,
      actual: shown(actual),
    })
  }
  const { expected = null } = test
  if (matches(actual, expected, test)) return { name: test.name, passed: true }
  return failed(test.name, 'assertion', mismatch(expected, actual, test), {
    expected: shown(expected),
    actual: shown(actual),
  })
}

function faultPair(ended: Ended, limits: TaskLimits): [ReturnType<typeof faultOf>['fault'], string] {
  const { fault, message } = faultOf(ended, limits)
  return [fault, message]
}

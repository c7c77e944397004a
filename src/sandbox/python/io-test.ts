import type { IoTest } from '../../domain/code-test.ts'
import { cut } from '../../domain/limits.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import { failed } from '../judging/outcome.ts'
import { outputMismatch, sameOutput } from '../judging/output.ts'
import type { Machine } from './machine.ts'
import { type Ended, failedBy, failedToLoad } from './outcome.ts'
import { loadInto, type Program } from './program.ts'
import { Exited } from './system/process-calls.ts'

/** Runs the entry as a program in a fresh realm. The expected output never enters it. */
export function runIoTest(machine: Machine, program: Program, test: IoTest): CaseOutcome {
  const ran = machine.attempt(() => {
    const threw = loadInto(machine, program, test.stdin)
    return threw === null ? machine.ask('run_io') : { threw }
  })
  const exitedWell = 'ended' in ran && ran.ended instanceof Exited && ran.ended.code === 0
  if ('ended' in ran && !exitedWell) return failedBy(test.name, ran.ended, program.limits)
  const { threw, aside } = ('ended' in ran ? null : ran.done) ?? {}
  if (threw !== undefined) {
    return judgeThrown(machine.outOfMemory ? new Halted('memory') : threw, test, program)
  }
  const { output } = machine
  if (sameOutput(output, test.expected)) return { name: test.name, passed: true }
  if (aside !== undefined) return failedBy(test.name, aside, program.limits)
  return failed(test.name, 'assertion', outputMismatch(test.expected, output), {
    expected: cut(test.expected),
    actual: cut(output),
  })
}

function judgeThrown(ended: Ended, test: IoTest, { entry, limits }: Program): CaseOutcome {
  const unparsable = !(ended instanceof Halted) && ended.names.includes('SyntaxError')
  return unparsable ? failedToLoad(test.name, entry, ended, limits) : failedBy(test.name, ended, limits)
}

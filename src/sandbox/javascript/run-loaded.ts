import { Halted } from '../judging/halted.ts'
import type { Conclusion, SuiteSummary } from './kit/run-suite.ts'
import { SUITE } from './linking/suite-file.ts'
import type { Machine } from './machine.ts'
import type { Ended } from './outcome.ts'

/**
 * Loads the suite that the machine was reset to and runs its cases, but for the first `done` of them. `stopped`: it
 * did not come to its end, whether while it was loaded or later.
 */
export function runLoaded(
  machine: Machine,
  { done = 0, catches = false }: { readonly done?: number; readonly catches?: boolean },
): SuiteSummary | { readonly stopped: Ended } {
  const run = machine.attempt(() => {
    const imported = machine.importModule(SUITE)
    machine.ask('runSuite', imported, String(done), catches ? 'yes' : '')
    const settled = machine.settle(() => machine.ask('outcome') !== '')
    return settled ? (JSON.parse(machine.ask('outcome')) as Conclusion) : null
  })
  if ('ended' in run) return { stopped: run.ended }
  if (run.done !== null && 'ran' in run.done) return run.done
  if (machine.outOfMemory) return { stopped: new Halted('memory') }
  const never = { kind: 'exception', message: 'did not finish: a promise never settles', names: [] } as const
  return { stopped: run.done === null ? never : machine.placed(run.done.thrown) }
}

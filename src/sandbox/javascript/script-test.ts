import type { SuiteTest } from '../../domain/code-test.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import type { CheckReport } from './kit/script.ts'
import type { SuiteFile } from './linking/suite-file.ts'
import type { Machine } from './machine.ts'
import { type Ended, failedBy } from './outcome.ts'
import type { Program } from './program.ts'
import { runLoaded } from './run-loaded.ts'

/** How a script came to its end, and what became of the assertions that it reached: of one in a loop the worst. */
interface ScriptEnd {
  readonly stopped: Ended | null
  readonly reached: ReadonlyMap<number, Ended | null>
}

/**
 * Runs a script of assertions. Each is a case, so that part of the answer earns part of the credit: one that fails
 * keeps none from its turn, and only what stops the script fails all that it has not reached. `stopped`: before it
 * reached any.
 */
export async function runScriptTest(
  machine: Machine,
  program: Program,
  test: SuiteTest,
  script: SuiteFile,
): Promise<readonly CaseOutcome[] | { readonly stopped: Ended }> {
  const { stopped, reached } = await runScript(machine, program, script)
  if (reached.size === 0) return stopped === null ? [{ name: test.name, passed: true }] : { stopped }
  return script.checks.flatMap(({ name }, check) => {
    const thrown = reached.get(check) ?? (reached.has(check) ? null : stopped)
    if (thrown !== null) return [failedBy(name, thrown, program.limits)]
    return reached.has(check) ? [{ name, passed: true }] : []
  })
}

async function runScript(machine: Machine, program: Program, script: SuiteFile): Promise<ScriptEnd> {
  const reached = new Map<number, Ended | null>()
  await machine.reset(script, program.limits)
  machine.onReport = (json) => {
    const { check, thrown } = JSON.parse(json) as CheckReport
    if (thrown !== null && machine.outOfMemory) throw new Halted('memory')
    reached.set(check, reached.get(check) ?? (thrown === null ? null : machine.placed(thrown)))
  }
  const end = runLoaded(machine, {})
  return { stopped: 'stopped' in end ? end.stopped : null, reached }
}

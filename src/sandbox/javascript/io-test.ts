import type { IoTest } from '../../domain/code-test.ts'
import { cut } from '../../domain/limits.ts'
import type { CaseOutcome } from '../../scoring/sandbox.ts'
import { failed } from '../judging/outcome.ts'
import { outputMismatch, sameOutput } from '../judging/output.ts'
import { failedToLoad, isMissingExport } from './call-test.ts'
import { ProgramFiles } from './linking/program-files.ts'
import type { Machine } from './machine.ts'
import { faultOf } from './outcome.ts'
import type { Program } from './program.ts'
import { ProgramRealm } from './program-realm.ts'
import type { ProgramEnd } from './realm/program/main.ts'

const realms = new WeakMap<Machine, Promise<ProgramRealm>>()

/** Made for the first program of a machine: tests of other kinds do not pay for it. */
function realmOf(machine: Machine): Promise<ProgramRealm> {
  const realm = realms.get(machine) ?? ProgramRealm.open(machine)
  realms.set(machine, realm)
  return realm
}

/** Runs the entry as a program in fresh realms. The expected output never enters them. */
export async function runIoTest(machine: Machine, program: Program, test: IoTest): Promise<CaseOutcome> {
  const { files, entry, limits } = program
  const realm = await realmOf(machine)
  const end = await realm.run(new ProgramFiles(files, entry), { entry, stdin: test.stdin, limits })
  if (!('ended' in end)) return judge(end, test)
  const { fault, message } = faultOf(end.ended, limits)
  if (isMissingExport(message)) return failedToLoad(test.name, entry, end.ended, limits)
  // A program has no checks of ours: an assertion that it makes itself is an exception like any other.
  return failed(test.name, fault === 'assertion' ? 'exception' : fault, message)
}

function judge({ output, code, waiting }: ProgramEnd, { name, expected }: IoTest): CaseOutcome {
  const texts = { expected: cut(expected), actual: cut(output) }
  if (waiting)
    return failed(
      name,
      'exception',
      'the program does not finish: it waits for a promise that never settles',
      texts,
    )
  if (code !== 0) return failed(name, 'exception', `the program ended with exit code ${code}`, texts)
  if (sameOutput(output, expected)) return { name, passed: true }
  return failed(name, 'assertion', outputMismatch(expected, output), texts)
}

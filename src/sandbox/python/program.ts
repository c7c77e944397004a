import type { CodeRun } from '../../scoring/sandbox.ts'
import type { Halted } from '../judging/halted.ts'
import type { Written } from '../metering/metered-memory.ts'
import type { Thrown } from './kit-functions.ts'
import type { Machine } from './machine.ts'

/** A learner's program: its files as the kit takes them, the one that tests look into, and what each test may use. */
export interface Program extends Pick<CodeRun, 'entry' | 'limits'> {
  readonly files: string
  /** The code that makes the arguments of its probes. */
  readonly inputs: readonly string[]
  /** That loading the files took too long, once it did: the same files do so each time. */
  loadingEnded: Halted | null
  /** What the kit has written to take the files, once it did. */
  loaded: Written | null
  /** The same for taking the files and importing the entry. */
  imported: Written | null
}

/** The program of a run, of which nothing is loaded yet. */
export function makeProgram({
  files,
  entry,
  limits,
  probes,
}: Pick<CodeRun, 'files' | 'entry' | 'limits' | 'probes'>): Program {
  return {
    files: JSON.stringify(files),
    inputs: probes.map(({ input }) => input),
    entry,
    limits,
    loadingEnded: null,
    loaded: null,
    imported: null,
  }
}

/**
 * Puts the program into a fresh realm. Every realm begins the same, and the kit takes the same files in the same way:
 * from the second time on what that wrote stands again, for the gas that it took.
 * @param input what the program reads from its standard input
 * @returns what it threw, or null
 */
export function loadInto(machine: Machine, program: Program, input = ''): Thrown | null {
  if (program.loaded !== null && machine.resetTo(program.loaded, input)) return null
  machine.reset(input)
  const threw = machine.ask('load', program.files, program.entry, program.inputs)?.threw ?? null
  if (threw === null) program.loaded = machine.takeWritten()
  return threw
}

/** What every module has: to find it takes nothing but the module. */
const ANY_FUNCTION = '__class__'

/** The same, and imports the entry, which is what beginning a call does before all else that it does. */
export function importInto(machine: Machine, program: Program): Thrown | null {
  if (program.imported !== null && machine.resetTo(program.imported)) return null
  const threw = loadInto(machine, program)
  if (threw !== null) return threw
  const begun = machine.ask('begin_call', ANY_FUNCTION, '[]')
  if ('threw' in begun) return begun.threw
  program.imported = machine.takeWritten()
  return null
}

import type { CodeRun } from '../../scoring/sandbox.ts'
import type { Halted } from '../judging/halted.ts'
import type { Written } from '../metering/metered-memory.ts'
import type { Thrown } from './kit-functions.ts'
import type { Machine } from './machine.ts'

/** A learner's program: its files as the kit takes them, the one that tests look into, and what each test may use. */
export interface Program extends Pick<CodeRun, 'entry' | 'limits'> {
  readonly files: string
  /** That loading the files took too long, once it did: the same files do so each time. */
  loadingEnded: Halted | null
  /** What the kit has written to take the files, once it did. */
  loaded: Written | null
}

/**
 * Puts the program into a fresh realm. Every realm begins the same, and the kit takes the same files in the same way:
 * from the second time on what that wrote is written again, for the gas that it took. @returns what it threw, or null
 */
export function loadInto(machine: Machine, program: Program): Thrown | null {
  machine.reset()
  if (program.loaded !== null && machine.write(program.loaded)) return null
  const { gas } = machine
  const threw = machine.ask('load', program.files, program.entry)?.threw ?? null
  if (threw === null && !machine.outOfMemory) program.loaded = machine.takeWritten(gas - machine.gas)
  return threw
}

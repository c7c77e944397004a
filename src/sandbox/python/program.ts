import type { CodeRun } from '../../scoring/sandbox.ts'
import type { Halted } from './halted.ts'
import type { Thrown } from './kit-functions.ts'
import type { Machine } from './machine.ts'

/** A learner's program: its files as the kit takes them, the one that tests look into, and what each test may use. */
export interface Program extends Pick<CodeRun, 'entry' | 'limits'> {
  readonly files: string
  /** How loading the files was ended from outside, once it was: the same files end so each time. */
  loadingEnded: Halted | null
}

/** Puts the program into a fresh realm. @returns what it threw, or null */
export function loadInto(machine: Machine, { files, entry }: Program): Thrown | null {
  machine.reset()
  return machine.ask('load', files, entry)?.threw ?? null
}

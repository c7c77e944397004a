import type { CodeRun } from '../../scoring/sandbox.ts'
import type { Halted } from '../judging/halted.ts'
import type { Thrown } from './kit-functions.ts'
import type { Machine } from './machine.ts'

/** A learner's program: its files as the kit takes them, the one that tests look into, and what each test may use. */
export interface Program extends Pick<CodeRun, 'entry' | 'limits'> {
  readonly files: string
  /** That loading the files took too long, once it did: the same files do so each time. */
  loadingEnded: Halted | null
}

/** Puts the program into a fresh realm. @returns what it threw, or null */
export function loadInto(machine: Machine, { files, entry }: Program): Thrown | null {
  machine.reset()
  return machine.ask('load', files, entry)?.threw ?? null
}

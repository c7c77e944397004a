import type { Data } from '../judging/data.ts'

// What the kit's functions take and answer, as JSON: the other end is kit/main.py.

/** Something that a program threw. */
export interface Thrown {
  readonly kind: 'exception' | 'assertion' | 'memory' | 'stack' | 'output' | 'load'
  /** One line, with the learner's file and line where there is one. */
  readonly message: string
  /** The names of its class and of those that this derives from, the most special first. */
  readonly names: readonly string[]
  readonly expected?: string
  readonly actual?: string
}

/** Whether a function of the entry was found, and its arguments made. */
export type Begun = { readonly ready: true } | { readonly missing: true } | { readonly threw: Thrown }
export type Returned = { readonly returned: Data } | { readonly threw: Thrown }

/** A suite whose file was run: its cases, and how many are skipped. */
export interface Opened {
  readonly cases: readonly string[]
  readonly skipped: number
  /** Whether the file is a test in itself, which has passed by being run. */
  readonly alone: boolean
}
export type CaseEnd = { readonly passed: true } | { readonly skipped: true } | { readonly failed: Thrown }

export interface KitFunctions {
  /**
   * Puts the learner's files (JSON: path → text) where imports find them, and compiles the entry and the probes' inputs,
   * which every realm of the program may need. Nothing of them is run yet.
   */
  load(files: string, entry: string, inputs: readonly string[]): { readonly threw: Thrown } | null
  begin_call(name: string, args: string): Begun
  finish_call(): Returned
  begin_probe(name: string, input: string, size: number): Begun
  run_probe(): { readonly threw: Thrown } | null
  probe_result(): Returned
  open_suite(code: string, entry: string): Opened | { readonly threw: Thrown; readonly load: boolean }
  run_case(index: number): CaseEnd
  /** `aside`: what a thread of the program ended by, which does not end the program. */
  run_io(): { readonly threw?: Thrown; readonly aside?: Thrown } | null
}

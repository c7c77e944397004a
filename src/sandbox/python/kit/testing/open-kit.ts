import type { Returned, Thrown } from '../../kit-functions.ts'
import { Machine } from '../../machine.ts'
import { testImage } from '../../testing/test-image.ts'

const LIMITS = { timeMs: 20_000, memoryMb: 128 }

/** The learner's files, or the text of the only one. */
export type Files = string | Readonly<Record<string, string>>

/** What came of a suite: `passed` or the failure's message for each case; one case `load` where it did not load. */
export type CaseEnds = Readonly<Record<string, string>>

/** The kit in an interpreter that is as new for each question. */
export interface Kit {
  call(files: Files, name: string, ...args: readonly unknown[]): Returned | { readonly missing: true }
  /** Runs a probe, with the input that an author's code makes for a size. */
  probe(files: Files, name: string, input: string, size: number): ReturnType<Kit['call']>
  io(files: Files, stdin?: string): { readonly output: string; readonly threw: Thrown | null }
  suite(files: Files, code: string): CaseEnds
  /** The failures of a suite in full. */
  failures(files: Files, code: string): readonly Thrown[]
}

/** Starts Python once for a test file. */
export function openKit(): Kit {
  const machine = new Machine(testImage())
  const ask: Machine['ask'] = (name, ...args) => machine.ask(name, ...args)
  const load = (files: Files, { entry = 'solution.py', stdin = '', inputs = [] as string[] } = {}) => {
    const given = typeof files === 'string' ? { [entry]: files } : files
    machine.begin({ files: given, limits: LIMITS })
    machine.reset(stdin)
    ask('load', JSON.stringify(given), Object.keys(given)[0] ?? entry, inputs)
  }
  const open = (files: Files, code: string) => {
    load(files)
    return ask('open_suite', code, '')
  }
  const ends = (files: Files, code: string): [string, Thrown | null][] => {
    const opened = open(files, code)
    if ('threw' in opened) return [[opened.load ? 'load' : 'alone', opened.threw]]
    if (opened.alone) return [['alone', null]]
    return opened.cases.flatMap((name, index): [string, Thrown | null][] => {
      const run = machine.attempt(() => ask('run_case', index))
      if ('done' in run)
        return 'skipped' in run.done ? [] : [[name, 'failed' in run.done ? run.done.failed : null]]
      open(files, code)
      return [[name, { kind: 'stack', message: run.ended.message, names: [] }]]
    })
  }
  return {
    call(files, name, ...args) {
      load(files)
      const begun = ask('begin_call', name, JSON.stringify(args))
      return 'ready' in begun ? ask('finish_call') : begun
    },
    probe(files, name, input, size) {
      load(files, { inputs: [input] })
      const begun = ask('begin_probe', name, input, size)
      return 'ready' in begun ? (ask('run_probe') ?? ask('probe_result')) : begun
    },
    io(files, stdin = '') {
      load(files, { stdin })
      const threw = ask('run_io')?.threw ?? null
      return { output: machine.output, threw }
    },
    suite: (files, code) =>
      Object.fromEntries(ends(files, code).map(([name, thrown]) => [name, thrown?.message ?? 'passed'])),
    failures: (files, code) => ends(files, code).flatMap(([, thrown]) => (thrown === null ? [] : [thrown])),
  }
}

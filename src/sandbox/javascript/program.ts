import type { CodeLanguage, TaskLimits } from '../../domain/task.ts'
import type { CodeRun } from '../../scoring/sandbox.ts'
import type { Halted } from '../judging/halted.ts'
import { RealmException, type Value } from './engine/quickjs.ts'
import { LearnerFiles } from './linking/learner-files.ts'
import { LoadFailure } from './linking/load-failure.ts'
import type { Attempted, Loading, Machine } from './machine.ts'
import type { Ended } from './outcome.ts'
import { TypeStripper } from './typescript/strip-types.ts'

/** A learner's program: its files, the one that tests look into, and what each test may use. */
export interface Program {
  readonly files: LearnerFiles
  readonly entry: string
  readonly language: CodeLanguage
  readonly limits: TaskLimits
  /** The code that makes the arguments of its probes. */
  readonly inputs: readonly string[]
  /** How loading the files was ended from outside, once it was: the same files end so each time. */
  loadingEnded: Halted | null
  readonly loading: Loading<LoadedProgram>
}

/** A function that makes the arguments of a probe, or what is wrong with its code. */
type Input = { readonly make: Value } | { readonly ended: Ended }

/** A program as its calls and probes find it in fresh realms. */
export interface LoadedProgram {
  readonly inputs: ReadonlyMap<string, Input>
  /** The entry. */
  readonly imported: Value
}

/** The program of a run, of which nothing is loaded yet. */
export function makeProgram({
  files,
  entry,
  language,
  limits,
  probes,
}: Pick<CodeRun, 'files' | 'entry' | 'language' | 'limits' | 'probes'>): Program {
  return {
    files: new LearnerFiles(files),
    entry,
    language,
    limits,
    inputs: probes.map(({ input }) => input),
    loadingEnded: null,
    loading: { loaded: null },
  }
}

/** Puts the program into fresh realms. */
export function loadProgram(machine: Machine, program: Program): Promise<Attempted<LoadedProgram>> {
  const { files, limits, loading, inputs, entry } = program
  return machine.load(files, limits, loading, () => ({
    // Before the learner's files, which could watch it otherwise.
    inputs: new Map(inputs.map((code) => [code, makeInput(machine, program, code)])),
    imported: machine.importModule(entry),
  }))
}

const INPUT = 'the probe'

/** Probes are written in their task's language. What is wrong with one is no fault of the calls'. */
function makeInput(machine: Machine, { language }: Program, input: string): Input {
  const code = `(${input}\n)`
  try {
    const text = language === 'typescript' ? new TypeStripper().strip(INPUT, code).text : code
    return { make: machine.authorFunction(text, INPUT) }
  } catch (error) {
    if (error instanceof LoadFailure) return { ended: error }
    if (error instanceof RealmException) return { ended: machine.described(error.thrown) }
    throw error
  }
}

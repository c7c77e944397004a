import type { CodeTest } from '../domain/code-test.ts'
import type { FindingCategory } from '../domain/rubric.ts'
import type { CodeLanguage, PerformanceProbe, TaskLimits } from '../domain/task.ts'
import type { FindingSeverity } from '../domain/verdict.ts'

// The port to everything that touches a learner's text. Scoring asks through it and never runs or parses a
// program itself: an adapter does so in processes that can die without harm.

/** Relative path → text. */
export type SourceFiles = Readonly<Record<string, string>>

/** A program, and what to try it with. */
export interface CodeRun {
  readonly language: CodeLanguage
  readonly files: SourceFiles
  /** The file that calls and probes look into. */
  readonly entry: string
  readonly tests: readonly CodeTest[]
  readonly probes: readonly PerformanceProbe[]
  /** Per test, and per size of a probe. */
  readonly limits: TaskLimits
}

/** Why a test case failed: its own check, the program's exception, a bound, or a file that could not be loaded. */
export type FaultKind = 'assertion' | 'exception' | 'time' | 'memory' | 'stack' | 'output' | 'load'

/** How one case ended. Texts are cut at MAX_TEXT_CHARS; expected and actual are there where two values were compared. */
export type CaseOutcome =
  | { readonly name: string; readonly passed: true }
  | {
      readonly name: string
      readonly passed: false
      readonly fault: FaultKind
      readonly message: string
      readonly expected?: string
      readonly actual?: string
      /** Where in a SQL text; a program's places stand in its messages. */
      readonly at?: TextPosition
    }

/** A line and a column, counted from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** A probe's function at one size: `gas` spent by the call alone, and a digest of what it returned. */
export interface ProbePoint {
  readonly size: number
  readonly gas: number
  readonly result: string
}

/** A probe at all its sizes, or up to the size at which it failed. */
export interface ProbeOutcome {
  readonly function: string
  readonly points: readonly ProbePoint[]
  readonly fault: { readonly size: number; readonly fault: FaultKind; readonly message: string } | null
}

/** What came of a run: for each test its cases (a call has one, a suite one for each test inside it), in order. */
export interface CodeRunResult {
  readonly tests: readonly (readonly CaseOutcome[])[]
  readonly probes: readonly ProbeOutcome[]
}

/** One remark of static analysis. Lines and columns count from 1. */
export interface Issue {
  readonly rule: string
  /** What its penalty counts towards. */
  readonly category: FindingCategory
  readonly severity: FindingSeverity
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A function, method or class that a reader may expect words on, and the words it has. */
export interface Definition {
  readonly name: string
  readonly kind: 'function' | 'method' | 'class'
  readonly file: string
  readonly line: number
  readonly column: number
  /** Seen from outside its file. */
  readonly exported: boolean
  /** Lines of its body that hold code. */
  readonly lines: number
  readonly parameters: readonly string[]
  readonly returnsValue: boolean
  readonly throws: boolean
  /** The doc comment's text without its markers, or null. */
  readonly doc: string | null
}

/** A file that could be parsed. */
export interface ReadFile {
  readonly file: string
  /** Lines that hold code. */
  readonly codeLines: number
  /** Those of them that hold nothing but a table's or a text's constants. */
  readonly dataLines: number
  /** Those of them that come again from above. */
  readonly copiedLines: number
  readonly commentLines: number
  /** The file's opening comment. */
  readonly header: string | null
  /** Characters of its code that are seen, and those of them that stand in literals. */
  readonly ink: number
  readonly literalInk: number
  /** Whether it runs text as code. */
  readonly runsText: boolean
}

/** What static analysis found in the files that could be parsed. */
export interface Analysis {
  readonly issues: readonly Issue[]
  readonly definitions: readonly Definition[]
  readonly files: readonly ReadFile[]
  /** Comments that say nothing a reader needs: code that was commented out, words that repeat the next line. */
  readonly idleComments: readonly {
    readonly kind: 'commented-out-code' | 'repeats-code'
    readonly file: string
    readonly line: number
    readonly column: number
  }[]
  readonly unparsable: readonly {
    readonly file: string
    readonly line: number | null
    readonly message: string
  }[]
}

/** A learner's SQL, and what to hold its result sets against. */
export interface SqlRun {
  /** Makes the database that both find. */
  readonly setup: string
  /** The model answer. */
  readonly query: string
  /** Whether the order of the rows counts. */
  readonly ordered: boolean
  readonly answer: string
  readonly limits: TaskLimits
}

/**
 * What came of it: one case for each result set of the model answer, in order; or, because of its author, nothing to
 * hold the answer against.
 */
export type SqlRunResult =
  | { readonly judged: true; readonly cases: readonly CaseOutcome[] }
  | { readonly judged: false; readonly part: 'setup' | 'query'; readonly message: string }

export interface RunOptions {
  /** Kills the processes of this run; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** Called after each test of the run. */
  readonly onTest?: () => void
}

/**
 * Runs and reads programs. What a program does is an outcome; a rejection is a fault of the system (a process
 * that could not start or answer in time), and the job is retried.
 */
export interface Sandbox {
  run(run: CodeRun, options?: RunOptions): Promise<CodeRunResult>
  query(run: SqlRun, options?: RunOptions): Promise<SqlRunResult>
  analyse(language: CodeLanguage, files: SourceFiles, options?: RunOptions): Promise<Analysis>
}

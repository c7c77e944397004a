import type { ChoiceTask, CodeTask, PerformanceProbe, SqlTask, TextTask } from '../domain/task.ts'
import type { Analysis, ProbeOutcome, SourceFiles } from './sandbox.ts'
import type { CodeCase, SqlCase } from './test-cases.ts'
import type { TextJudgement } from './text/judge-text.ts'

/** A performance probe with what the learner's program and the reference did on it. */
export interface ProbeMeasurement {
  readonly probe: PerformanceProbe
  readonly outcome: ProbeOutcome
  /** Null where the task has no reference, or one that fails on this probe. */
  readonly reference: ProbeOutcome | null
}

export interface ExaminedCode {
  readonly kind: 'code'
  readonly task: CodeTask
  readonly answered: boolean
  readonly files: SourceFiles
  readonly cases: readonly CodeCase[]
  readonly analysis: Analysis
  readonly probes: readonly ProbeMeasurement[]
  /** Lines of the model answer that do something; null without one. */
  readonly modelLines: number | null
}

export interface ExaminedSql {
  readonly kind: 'sql'
  readonly task: SqlTask
  readonly answered: boolean
  readonly cases: readonly SqlCase[]
}

export interface ExaminedText {
  readonly kind: 'text'
  readonly task: TextTask
  readonly answered: boolean
  readonly judgement: TextJudgement
}

export interface ExaminedChoice {
  readonly kind: 'choice'
  readonly task: ChoiceTask
  readonly answered: boolean
  readonly choice: readonly string[]
}

/** A task with everything that was found out about its answer; what the criteria are measured on. */
export type ExaminedTask = ExaminedCode | ExaminedSql | ExaminedText | ExaminedChoice

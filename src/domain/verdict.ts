// verdict: what scoring says of one submission: score, breakdown, findings, test results, feedback.

/** How grave a finding is, and so what it costs. */
export type FindingSeverity = 'INFO' | 'WARNING' | 'ERROR'

/** One remark on a learner's work, pointing at the place where there is one. Lines and columns count from 1. */
export interface Finding {
  readonly criterion: string
  readonly severity: FindingSeverity
  readonly taskId: string
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
  readonly rule: string | null
  readonly message: string
}

/** How one test ended, as everyone may see it: a hidden test has no name, message or values of its own here. */
export interface TestResult {
  readonly taskId: string
  readonly name: string
  readonly passed: boolean
  readonly hidden: boolean
  readonly weight: number
  readonly message: string | null
  readonly expected: string | null
  readonly actual: string | null
}

/** A criterion's part in the score. `score` is 0..1, or null where the simulation gives nothing to measure. */
export interface CriterionScore {
  readonly criterion: string
  readonly weight: number
  readonly score: number | null
  readonly rationale: string
}

/** The outcome of scoring. Pure: the same data, simulation version and engine version give an equal verdict. */
export interface Verdict {
  /** 0..100 */
  readonly score: number
  readonly breakdown: readonly CriterionScore[]
  /** Markdown; begins with `Overall Score: N/100`. */
  readonly feedback: string
  readonly findings: readonly Finding[]
  readonly testResults: readonly TestResult[]
  readonly engineVersion: string
}

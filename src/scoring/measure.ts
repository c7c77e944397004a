import { quoted } from '../domain/quoted.ts'
import type { FindingSeverity } from '../domain/verdict.ts'
import type { ExaminedTask } from './examine.ts'
import { passedShare } from './test-cases.ts'
import { faultPlace } from './test-faults.ts'

// measure: what one criterion says of one task. loss: a part of it that was not earned, and how to earn it.

/** A place in the learner's files. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number | null
}

/** A finding before it is known which criterion and task it belongs to. */
export interface Remark {
  readonly severity: FindingSeverity
  readonly place: Place | { readonly file: string; readonly line: null; readonly column: null } | null
  readonly rule: string
  readonly message: string
}

/** A part of a measure that was not earned. `worth` is that part, 0..1; `advice` says what would earn it. */
export interface Loss {
  readonly worth: number
  readonly advice: string
  readonly place: Place | null
}

/**
 * How one task does by one criterion. Texts are plain sentences in which names stand between backticks (`quoted`);
 * a name or text that a learner wrote stands nowhere else.
 */
export interface Measure {
  /** 0..1 */
  readonly score: number
  readonly rationale: string
  /** What deserves to be said as good, or null. */
  readonly praise: string | null
  readonly losses: readonly Loss[]
  readonly remarks: readonly Remark[]
}

/** Measures a task by one criterion; null where the task gives nothing to measure it by. */
export type MeasureTask = (examined: ExaminedTask) => Measure | null

/**
 * Holds a measure against what the answer does at all: without an answer, or without a single test passed, nothing
 * is earned by any criterion, so that an untouched starter earns nothing for being tidy.
 */
export function onlyIfItWorks(measureTask: MeasureTask): MeasureTask {
  return (examined) => {
    const measured = measureTask(examined)
    if (measured === null || (examined.answered && worksAtAll(examined))) return measured
    const rationale = examined.answered ? 'No test passes yet' : 'Not answered'
    return {
      score: 0,
      rationale: `${rationale}, so nothing is earned here.`,
      praise: null,
      losses: [examined.answered ? firstTest(examined) : NOT_ANSWERED],
      remarks: measured.remarks.filter(({ severity }) => severity === 'ERROR'),
    }
  }
}

/** Characters of a failed check's message inside advice. */
export const MAX_WHY_CHARS = 160

const NOT_ANSWERED: Loss = {
  worth: 1,
  advice: 'Answer this task: an answer that passes a single test already earns points in every criterion.',
  place: null,
}

function worksAtAll(examined: ExaminedTask): boolean {
  // A choice earns what it earns by correctness, which alone measures it.
  return examined.kind === 'choice' || passedShare(examined.cases) > 0
}

/** One and the same step in every criterion, so that feedback can add up what it earns. */
function firstTest(examined: ExaminedTask): Loss {
  const shown = examined.kind === 'code' ? examined.cases.find(({ test }) => !test.hidden) : undefined
  const advice = 'Get a first test to pass: until then no criterion counts.'
  if (examined.kind !== 'code' || shown === undefined) return { worth: 1, advice, place: null }
  const { outcome } = shown
  const why = outcome.passed ? '' : `: ${quoted(outcome.message, MAX_WHY_CHARS)}`
  return {
    worth: 1,
    advice: `${advice} Begin with ${quoted(outcome.name)}${why}.`,
    place: faultPlace(examined, shown),
  }
}

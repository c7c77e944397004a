import { quoted } from '../domain/quoted.ts'
import type { FindingSeverity } from '../domain/verdict.ts'
import type { ExaminedSql, ExaminedTask } from './examined.ts'
import type { Analysis } from './sandbox.ts'
import { passedShare } from './test-cases.ts'
import { faultPlace } from './test-faults.ts'

// measure: what one criterion says of one task. loss: a part of it that was not earned, and how to earn it.

/** A place in the learner's files. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number | null
}

/** Where a remark is: in a file or a file as a whole, or in an answer that is one text. */
export type RemarkPlace =
  | Place
  | { readonly file: string; readonly line: null; readonly column: null }
  | { readonly file: null; readonly line: number; readonly column: number }

/** A finding before it is known which criterion and task it belongs to. */
export interface Remark {
  readonly severity: FindingSeverity
  readonly place: RemarkPlace | null
  readonly rule: string
  readonly message: string
}

/** A part of a measure that was not earned. `worth` is that part, 0..1; `advice` says what would earn it. */
export interface Loss {
  readonly worth: number
  readonly advice: string
  readonly place: Place | null
  /** Losses of one task with the same step are the same piece of work, however they word it. */
  readonly step?: string
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
 * is earned by any criterion, so that an untouched starter earns nothing for being tidy. What a first passing test is
 * promised to earn is only what is measured `byTests`: what the rest comes to, nobody knows yet.
 */
export function onlyIfItWorks(
  measureTask: MeasureTask,
  { byTests }: { readonly byTests: boolean },
): MeasureTask {
  return (examined) => {
    const measured = measureTask(examined)
    if (measured === null || (examined.answered && worksAtAll(examined))) return measured
    const rationale = examined.answered ? 'No test passes yet' : 'Not answered'
    return {
      score: 0,
      rationale: `${rationale}, so nothing is earned here.`,
      praise: null,
      losses: [examined.answered ? { ...firstTest(examined), worth: byTests ? 1 : 0 } : NOT_ANSWERED],
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
  // A choice or a text earns what it earns by correctness, which alone measures it.
  if (examined.kind === 'choice' || examined.kind === 'text') return true
  // Where all tests are skipped, none can pass.
  return examined.cases.length === 0 || passedShare(examined.cases) > 0
}

/** One and the same step in every criterion. */
function firstTest(examined: ExaminedTask): Omit<Loss, 'worth'> {
  if (examined.kind === 'sql') return firstResult(examined)
  if (examined.kind !== 'code') return { advice: FIRST_TEST, place: null }
  const [unparsable] = examined.analysis.unparsable
  const unloaded = examined.cases.some(({ outcome }) => !outcome.passed && outcome.fault === 'load')
  if (unparsable !== undefined && unloaded) return readableFile(unparsable)
  const shown = examined.cases.find(({ test }) => !test.hidden)
  if (shown === undefined) return { advice: FIRST_TEST, place: null }
  const { outcome } = shown
  const why = outcome.passed ? '' : `: ${quoted(outcome.message, MAX_WHY_CHARS)}`
  return {
    advice: `${FIRST_TEST} Begin with ${quoted(outcome.name)}${why}.`,
    place: faultPlace(examined, shown),
  }
}

function firstResult({ cases }: ExaminedSql): Omit<Loss, 'worth'> {
  const failed = cases.find(({ outcome }) => !outcome.passed)?.outcome
  const why = failed === undefined || failed.passed ? '' : ` ${quoted(failed.message, MAX_WHY_CHARS)}.`
  return { advice: `Get the query to give the right result.${why}`, place: null }
}

const FIRST_TEST = 'Get a first test to pass: until then no criterion counts.'

/** Nothing passes before the file can be read, whatever the tests say. */
function readableFile({ file, line, message }: Analysis['unparsable'][number]): Omit<Loss, 'worth'> {
  const advice = `${message} Mend this first: until then no test can pass, and no criterion counts.`
  return line === null
    ? { advice: `${quoted(file)}: ${advice}`, place: null }
    : { advice, place: { file, line, column: null } }
}

import { quoted } from '../domain/quoted.ts'
import type { FindingSeverity } from '../domain/verdict.ts'
import type { ExaminedCode, ExaminedTask } from './examined.ts'
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
 * Holds a measure against what the answer does at all: without an answer, or with a program that passes not a single
 * test, nothing is earned by any criterion, so that an untouched starter earns nothing for being tidy. What a first
 * passing test is promised to earn is only what is measured `byTests`: what the rest comes to, nobody knows yet.
 * What is no program is measured by correctness alone, which gives nothing for nothing.
 */
export function onlyIfItWorks(
  measureTask: MeasureTask,
  { byTests }: { readonly byTests: boolean },
): MeasureTask {
  return (examined) => {
    const measured = measureTask(examined)
    if (measured === null) return null
    if (!examined.answered) {
      const loss = { worth: 1, advice: `Answer this task: ${EARNS[examined.kind]}.`, place: null }
      return nothingEarned('Not answered', loss, measured)
    }
    if (examined.kind !== 'code' || worksAtAll(examined)) return measured
    return nothingEarned('No test passes yet', { ...firstTest(examined), worth: byTests ? 1 : 0 }, measured)
  }
}

const EARNS: Readonly<Record<ExaminedTask['kind'], string>> = {
  code: 'an answer that passes a single test already earns points in every criterion',
  sql: 'what your query gets right earns its share',
  text: 'each key point that your text makes earns its share',
  choice: 'choose what you think is right',
}

function nothingEarned(why: string, loss: Loss, { remarks }: Measure): Measure {
  return {
    score: 0,
    rationale: `${why}, so nothing is earned here.`,
    praise: null,
    losses: [loss],
    remarks: remarks.filter(({ severity }) => severity === 'ERROR'),
  }
}

/** Characters of a failed check's message inside advice. */
export const MAX_WHY_CHARS = 160

// Where all tests are skipped, none can pass.
const worksAtAll = ({ cases }: ExaminedCode) => cases.length === 0 || passedShare(cases) > 0

/** One and the same step in every criterion. */
function firstTest(examined: ExaminedCode): Omit<Loss, 'worth'> {
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

const FIRST_TEST = 'Get a first test to pass: until then no criterion counts.'

/** Nothing passes before the file can be read, whatever the tests say. */
function readableFile({ file, line, message }: Analysis['unparsable'][number]): Omit<Loss, 'worth'> {
  const advice = `${message} Mend this first: until then no test can pass, and no criterion counts.`
  return line === null
    ? { advice: `${quoted(file)}: ${advice}`, place: null }
    : { advice, place: { file, line, column: null } }
}

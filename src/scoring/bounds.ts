import { MAX_DETAILED_RESULTS, MAX_VERDICT_BYTES } from '../domain/limits.ts'
import type { CriterionScore, Finding, TestResult, Verdict } from '../domain/verdict.ts'

// Each part of a verdict has its own allowance, so that much of one thing cannot crowd out the others, and so that
// what is kept does not depend on anything but the verdict itself. Together they leave a sixteenth for the frame.
const FEEDBACK_BYTES = MAX_VERDICT_BYTES / 8
const BREAKDOWN_BYTES = MAX_VERDICT_BYTES / 8
const FINDINGS_BYTES = (MAX_VERDICT_BYTES * 5) / 16
const RESULTS_BYTES = (MAX_VERDICT_BYTES * 3) / 8

/** The verdict, cut where it is too large to be sent and kept: see `docs/scoring.md`, "What is cut". */
export function withinBounds(verdict: Verdict): Verdict {
  return {
    ...verdict,
    breakdown: boundedBreakdown(verdict.breakdown),
    feedback: cutToBytes(verdict.feedback, FEEDBACK_BYTES),
    findings: firstThatFit(verdict.findings, FINDINGS_BYTES),
    testResults: boundedResults(verdict.testResults),
  }
}

const bytesOf = (value: string | object) => Buffer.byteLength(JSON.stringify(value), 'utf8')

function boundedBreakdown(breakdown: readonly CriterionScore[]): readonly CriterionScore[] {
  const each = BREAKDOWN_BYTES / Math.max(1, breakdown.length) - 256
  return breakdown.map((criterion) => ({ ...criterion, rationale: cutToBytes(criterion.rationale, each) }))
}

/** The longest beginning of a text whose JSON weighs at most so many bytes. */
function cutToBytes(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text
  let length = 0
  let weight = bytesOf('…')
  for (const char of text) {
    weight += bytesOf(char) - 2
    if (weight > bytes) break
    length += char.length
  }
  return `${text.slice(0, length)}…`
}

/** The items from the first on as far as they fit, each with its comma. */
function firstThatFit<T extends Finding | TestResult>(items: readonly T[], bytes: number): readonly T[] {
  let left = bytes
  const end = items.findIndex((item) => {
    left -= bytesOf(item) + 1
    return left < 0
  })
  return end === -1 ? items : items.slice(0, end)
}

/**
 * Detail for the first so many results that have any. Results that still do not fit are replaced by one for those
 * of a task that passed and one for those that failed, so that number and weight of the tests stay true.
 */
function boundedResults(results: readonly TestResult[]): readonly TestResult[] {
  const detailed = withoutDetailPast(results)
  const kept = firstThatFit(detailed, RESULTS_BYTES)
  if (kept.length === detailed.length) return detailed
  const few = firstThatFit(detailed, RESULTS_BYTES - SUMMARIES_BYTES)
  return [...few, ...summaries(detailed.slice(few.length))]
}

/** Two summaries for each of the 50 tasks that a simulation may have. */
const SUMMARIES_BYTES = RESULTS_BYTES / 4

function withoutDetailPast(results: readonly TestResult[]): readonly TestResult[] {
  let detailed = 0
  return results.map((result) => {
    if (result.message === null && result.expected === null && result.actual === null) return result
    detailed += 1
    if (detailed <= MAX_DETAILED_RESULTS) return result
    return { ...result, message: null, expected: null, actual: null }
  })
}

function summaries(results: readonly TestResult[]): readonly TestResult[] {
  const groups = Map.groupBy(results, ({ taskId, passed }) => `${taskId} ${passed}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const weight = group.reduce((sum, result) => sum + result.weight, 0)
    const name = `${group.length} more tests`
    const { taskId, passed } = first
    return [{ taskId, name, passed, hidden: false, weight, message: null, expected: null, actual: null }]
  })
}

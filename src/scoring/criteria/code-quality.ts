import type { FindingCategory } from '../../domain/rubric.ts'
import type { FindingSeverity } from '../../domain/verdict.ts'
import type { ExaminedCode, ExaminedTask } from '../examined.ts'
import { hiddenNote, judgedShare, withHidden } from '../hidden-code.ts'
import type { Loss, Measure } from '../measure.ts'
import type { Issue } from '../sandbox.ts'
import { parsedShare, unparsableRemarks, unparsedNote, withUnparsed } from '../unparsable.ts'
import { workingLines } from '../working-lines.ts'

/** What one issue costs by its severity, before the cap of its category. */
const PENALTY: Readonly<Record<FindingSeverity, number>> = { ERROR: 0.15, WARNING: 0.06, INFO: 0.02 }

/** The most that a category can cost: one bad habit, however often repeated, is one thing to learn. */
const CAPS: Readonly<Record<FindingCategory, number>> = {
  'error-prone': 0.3,
  complexity: 0.25,
  nesting: 0.2,
  duplication: 0.2,
  'dead-code': 0.2,
  length: 0.15,
  naming: 0.15,
  style: 0.1,
}

/** Lines of code up to which penalties count in full. */
const BASE_LINES = 40
/** Lines that count where no model answer tells how many the task takes. */
const MAX_LINES = 120

/**
 * Code quality: 1 − Σ over categories of min(cap, Σ penalties ÷ size), at least 0, where size = max(1, lines ÷ 40).
 * A penalty per issue with a cap per category is how Artemis grades static analysis. Dividing by the size keeps
 * the cost per line the same for long programs; below 40 lines one issue costs what it costs in 40, because a
 * density over a handful of lines would make a single remark ruinous. Lines count that do something, up to as many as
 * the task takes: others would only dilute. What could not be parsed, or is run as text, earns nothing.
 */
export function measureCodeQuality(
  examined: ExaminedTask,
  categories?: ReadonlySet<FindingCategory>,
): Measure | null {
  if (examined.kind !== 'code') return null
  const { analysis } = examined
  const issues = analysis.issues.filter(({ category }) => categories?.has(category) ?? true)
  const penalties = penaltiesByCategory(issues, sizeOf(examined))
  const sum = penalties.reduce((total, { penalty }) => total + penalty, 0)
  const parsed = parsedShare(analysis)
  const judged = judgedShare(examined)
  const clean = Math.max(0, 1 - sum)
  const losses = penalties.map((category) => categoryLoss(category, sum))
  return {
    score: clean * judged * parsed,
    rationale: `${rationaleOf(penalties)}${hiddenNote(judged)}${unparsedNote(analysis)}`,
    praise: praiseOf(sum, judged * parsed),
    losses: withUnparsed(withHidden(losses, judged, clean), analysis),
    remarks: [...unparsableRemarks(analysis), ...issues.map(remarkOf)],
  }
}

interface CategoryPenalty {
  readonly category: FindingCategory
  readonly penalty: number
  readonly issues: readonly Issue[]
}

function penaltiesByCategory(issues: readonly Issue[], size: number): readonly CategoryPenalty[] {
  return [...Map.groupBy(issues, ({ category }) => category)].map(([category, some]) => {
    const penalties = some.reduce((sum, { severity }) => sum + PENALTY[severity], 0)
    return { category, penalty: Math.min(CAPS[category], penalties / size), issues: some }
  })
}

function sizeOf({ analysis, modelLines }: ExaminedCode): number {
  const lines = Math.min(workingLines(analysis), modelLines ?? MAX_LINES)
  return Math.max(1, lines / BASE_LINES)
}

function rationaleOf(penalties: readonly CategoryPenalty[]): string {
  if (penalties.length === 0) return 'No remarks.'
  const parts = penalties
    .toSorted((a, b) => b.penalty - a.penalty)
    .map(({ category, penalty, issues }) => `${category} −${points(penalty)} (${issues.length})`)
  return `Points lost by category, with the number of remarks: ${parts.join(', ')}.`
}

function praiseOf(sum: number, judged: number): string | null {
  if (judged < 1 || sum > 0.1) return null
  return sum === 0 ? 'The code is clean: nothing to remark on.' : 'The code reads well.'
}

function categoryLoss({ category, penalty, issues }: CategoryPenalty, sum: number): Loss {
  const [first] = issues.toSorted((a, b) => PENALTY[b.severity] - PENALTY[a.severity])
  if (first === undefined) throw new Error('a category has at least one issue')
  const others = issues.length - 1
  const more =
    others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'remark' : 'remarks'} on ${category})`
  return {
    // Past 1 the sum is cut at 0 marks: the categories then share what there was to lose.
    worth: penalty / Math.max(1, sum),
    advice: `${first.message}${more}`,
    place: first,
  }
}

const remarkOf = ({ severity, rule, message, file, line, column }: Issue) => ({
  severity,
  rule,
  message,
  place: { file, line, column },
})

const points = (share: number) => Math.round(share * 100)

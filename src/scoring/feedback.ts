import { byGravity } from './findings.ts'
import { codeSpan, prose } from './markdown.ts'
import type { Place, RemarkPlace } from './measure.ts'
import type { MeasuredCriterion, WeighedMeasure } from './measure-criterion.ts'
import { rationaleOf, type WeighedCriterion } from './rubric.ts'

const TITLES: ReadonlyMap<string, string> = new Map([
  ['codeQuality', 'Code quality'],
  ['correctness', 'Correctness'],
  ['documentation', 'Documentation'],
  ['performance', 'Performance'],
])
const NOTHING_MEASURED =
  'Nothing here could be measured. A practice run tries programs alone, against their visible tests.'
const MAX_STEPS = 3
const MAX_PRAISE = 5
/** Remarks under one criterion; the findings hold them all. */
const MAX_REMARKS = 5

/**
 * What a mentor would write, in Markdown: the score, what is good, the next steps in the order of the points that
 * they would have earned, and then each criterion by itself.
 */
export function writeFeedback(score: number, criteria: readonly WeighedCriterion[]): string {
  const sections = [
    [`Overall Score: ${score}/100`],
    criteria.every((criterion) => criterion.score === null) ? [NOTHING_MEASURED] : [],
    section(
      'What is good',
      praiseOf(criteria).map((line) => `- ${line}`),
    ),
    section(
      'What to do next',
      nextSteps(criteria).map((line, i) => `${i + 1}. ${line}`),
    ),
    section('Details', [criteria.map(detailsOf).join('\n\n')]),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines]
}

const severalTasks = (criteria: readonly MeasuredCriterion[]) =>
  new Set(criteria.flatMap(({ measures }) => measures.map(({ task }) => task.id))).size > 1

function praiseOf(criteria: readonly WeighedCriterion[]): readonly string[] {
  const several = severalTasks(criteria)
  const lines = criteria.flatMap(({ measures }) =>
    measures.flatMap(({ task, measure }) =>
      measure.praise === null ? [] : [`${several ? `${codeSpan(task.id)}: ` : ''}${prose(measure.praise)}`],
    ),
  )
  return [...new Set(lines)].slice(0, MAX_PRAISE)
}

interface Step {
  /** What tells it from the others. */
  readonly key: string
  readonly points: number
  readonly text: string
  readonly place: Place | null
}

function nextSteps(criteria: readonly WeighedCriterion[]): readonly string[] {
  const several = severalTasks(criteria)
  const byKey = Map.groupBy(
    criteria.flatMap((criterion) => stepsOf(criterion, several)),
    ({ key }) => key,
  )
  const steps = [...byKey.values()].flatMap(oneStep).toSorted((a, b) => b.points - a.points)
  const earning = steps.filter(({ points }) => points > 0)
  // Where no criterion is measured by tests, no points can be promised for the first test; it is still the next step.
  return (earning.length > 0 ? earning : steps)
    .slice(0, MAX_STEPS)
    .map(({ points, text, place }) => `${place === null ? '' : `${placeOf(place)}: `}${text}${worth(points)}`)
}

/** One and the same step can earn in several criteria: it is said once, as the one says it that it earns most in. */
function oneStep(steps: readonly Step[]): readonly Step[] {
  const [first] = steps.toSorted((a, b) => b.points - a.points)
  return first === undefined ? [] : [{ ...first, points: steps.reduce((sum, { points }) => sum + points, 0) }]
}

function stepsOf(criterion: WeighedCriterion, several: boolean): readonly Step[] {
  const total = criterion.measures.reduce((sum, { weight }) => sum + weight, 0)
  return criterion.measures.flatMap(({ task, weight, measure }: WeighedMeasure) =>
    measure.losses.map(({ worth, advice, place, step = advice }) => ({
      key: `${task.id} ${step}`,
      points: (100 * criterion.share * weight * worth) / total,
      text: `${several ? `${codeSpan(task.id)}: ` : ''}${prose(advice)}`,
      place,
    })),
  )
}

function worth(points: number): string {
  if (points === 0) return ''
  const whole = Math.round(points)
  if (whole === 0) return ' (less than 1 point)'
  return whole === 1 ? ' (about 1 point)' : ` (about ${whole} points)`
}

function detailsOf(criterion: WeighedCriterion): string {
  const { score, share } = criterion
  const title = TITLES.get(criterion.criterion) ?? prose(criterion.criterion)
  const marks =
    score === null
      ? 'not measured'
      : `${Math.round(score * 100)}/100, ${Math.round(share * 100)}% of the score`
  const remarks = remarksOf(criterion)
  const lines = [
    `### ${title}: ${marks}`,
    '',
    prose(rationaleOf(criterion)),
    ...(remarks.length > 0 ? ['', ...remarks] : []),
  ]
  return lines.join('\n')
}

function remarksOf({ measures }: WeighedCriterion): readonly string[] {
  const remarks = measures.flatMap(({ measure }) => measure.remarks).toSorted(byGravity)
  const shown = remarks
    .slice(0, MAX_REMARKS)
    .map(({ place, message }) => `- ${fileOf(place)}${prose(message)}`)
  const more = remarks.length - shown.length
  if (more > 0) shown.push(`- and ${more} more, listed in the findings`)
  return shown
}

/** A remark on an answer without files names the line itself. */
function fileOf(place: RemarkPlace | null): string {
  if (place === null || place.file === null) return ''
  return `${place.line === null ? codeSpan(place.file) : placeOf(place)}: `
}

const placeOf = ({ file, line }: { readonly file: string; readonly line: number }) =>
  codeSpan(`${file}:${line}`)

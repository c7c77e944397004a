import type { CriterionScore } from '../domain/verdict.ts'
import type { MeasuredCriterion } from './measure-criterion.ts'

/** Decimals that a criterion's score keeps: enough for any rubric, too few for the last bits of an order of addition. */
const SCORE_DECIMALS = 6

const SHARE_DECIMALS = 12

/** A criterion with its part in this job's score. */
export interface WeighedCriterion extends MeasuredCriterion {
  /** As weighed in this job: 0 where nothing measures the criterion, and else a share of the whole 1. */
  readonly share: number
  /** 0..1, or null where nothing measures the criterion. */
  readonly score: number | null
}

/**
 * Shares the weights among the criteria that were measured. Where these weigh nothing in the rubric, they count
 * alike: the rubric then has no opinion on what there is to measure.
 */
export function weigh(criteria: readonly MeasuredCriterion[]): readonly WeighedCriterion[] {
  const scored = criteria.map((criterion) => ({ ...criterion, score: meanScore(criterion) }))
  const measured = scored.filter(({ score }) => score !== null)
  const total = measured.reduce((sum, { weight }) => sum + weight, 0)
  return scored.map((criterion) => {
    if (criterion.score === null) return { ...criterion, share: 0 }
    const share = total > 0 ? criterion.weight / total : 1 / measured.length
    // Rounded so that 0.3 of weights that sum to 1 but for their last bit is 0.3 again.
    return { ...criterion, share: Number(share.toFixed(SHARE_DECIMALS)) }
  })
}

/** The mean over the tasks that measure a criterion, weighted by their weights; null without such a task. */
function meanScore({ measures }: MeasuredCriterion): number | null {
  const total = measures.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  const sum = measures.reduce((acc, { weight, measure }) => acc + weight * measure.score, 0)
  return Number((sum / total).toFixed(SCORE_DECIMALS))
}

/**
 * 100 × Σ share × score, rounded half up to a whole number. The sum is rounded to 9 decimals first, so that
 * 0.845, which binary fractions may add up to 0.8449999…, is 85 and not 84.
 */
export function overallScore(criteria: readonly Pick<WeighedCriterion, 'share' | 'score'>[]): number {
  const sum = criteria.reduce((acc, { share, score }) => acc + share * (score ?? 0), 0)
  // Through whole billionths: 0.285 × 100 would be 28.499… again.
  return Math.round(Math.round(sum * 1e9) / 1e7)
}

/** The criteria as the verdict shows them. */
export function breakdownOf(criteria: readonly WeighedCriterion[]): readonly CriterionScore[] {
  return criteria.map((criterion) => ({
    criterion: criterion.criterion,
    weight: criterion.share,
    score: criterion.score,
    rationale: rationaleOf(criterion),
  }))
}

const NOT_MEASURED =
  'Nothing here measures this criterion; its weight went to the criteria that are measured.'

/** Why a criterion scored as it did; with several tasks, task by task. */
export function rationaleOf({ measures, score }: WeighedCriterion): string {
  if (score === null) return NOT_MEASURED
  const [only, ...others] = measures
  if (only !== undefined && others.length === 0) return only.measure.rationale
  return measures.map(({ task, measure }) => `\`${task.id}\`: ${measure.rationale}`).join(' ')
}

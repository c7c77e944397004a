import { describe, expect, it } from 'vitest'
import type { MeasuredCriterion } from './measure-criterion.ts'
import { breakdownOf, overallScore, weigh } from './rubric.ts'
import { aCodeTask, aSimulation, codeTaskOf } from './testing/simulations.ts'

const task = codeTaskOf(aSimulation(aCodeTask()))

/** A criterion measured on tasks with these scores and weights; on none it is not measured. */
function aCriterion(
  weight: number,
  ...measures: readonly (readonly [score: number, weight: number])[]
): MeasuredCriterion {
  return {
    criterion: 'own',
    weight,
    measures: measures.map(([score, weight]) => ({
      task,
      weight,
      measure: { score, rationale: 'So it is.', praise: null, losses: [], remarks: [] },
    })),
  }
}

const total = (...criteria: readonly MeasuredCriterion[]) => overallScore(weigh(criteria))

describe('the overall score', () => {
  it('is 85 in the contract’s example, which adds up to 84.5', () => {
    expect(
      total(
        aCriterion(0.3, [0.85, 1]),
        aCriterion(0.4, [0.9, 1]),
        aCriterion(0.2, [0.75, 1]),
        aCriterion(0.1, [0.8, 1]),
      ),
    ).toBe(85)
  })

  it.each([
    // As binary fractions these are a little less than a half: 28.499…, 56.499…, 14.499…
    [0.285, 29],
    [0.565, 57],
    [0.145, 15],
    [0.1449999, 14],
    [0.0049999999999, 1],
    [1, 100],
    [0, 0],
  ])('rounds %d half up to %d', (score, expected) => {
    expect(overallScore([{ share: 1, score }])).toBe(expected)
  })

  it('gives the weight of what is not measured to the others', () => {
    const criteria = weigh([aCriterion(0.3, [1, 1]), aCriterion(0.6, [0.5, 1]), aCriterion(0.1)])
    expect(criteria.map(({ share }) => share)).toEqual([0.333333333333, 0.666666666667, 0])
    expect(overallScore(criteria)).toBe(67)
  })

  it('is 0 where nothing is measured', () => {
    expect(total(aCriterion(1))).toBe(0)
  })

  it('counts measured criteria alike where the rubric gives them no weight', () => {
    expect(total(aCriterion(1), aCriterion(0, [1, 1]), aCriterion(0, [0, 1]))).toBe(50)
  })
})

describe('a criterion', () => {
  it('is the mean over its tasks by their weights', () => {
    expect(weigh([aCriterion(1, [1, 3], [0, 1])])[0]?.score).toBe(0.75)
  })

  it('says task by task why, where there are several', () => {
    expect(breakdownOf(weigh([aCriterion(1, [1, 1], [0, 1])]))[0]?.rationale).toBe(
      '`sum`: So it is. `sum`: So it is.',
    )
    expect(breakdownOf(weigh([aCriterion(1, [1, 1])]))[0]?.rationale).toBe('So it is.')
  })
})

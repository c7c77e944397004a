import type { Json } from '../domain/json.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'
import { readAnswers } from '../domain/submission-data.ts'
import type { Verdict } from '../domain/verdict.ts'
import { withinBounds } from './bounds.ts'
import { type ExamineOptions, examineTasks } from './examine.ts'
import { writeFeedback } from './feedback.ts'
import { collectFindings } from './findings.ts'
import { measureCriterion } from './measure-criterion.ts'
import { breakdownOf, overallScore, weigh } from './rubric.ts'
import { testResultsOf } from './test-results.ts'

/** Changes whenever equal work could get another verdict than before. */
export const ENGINE_VERSION = '1.4.0'

/** What is scored: the submission's data, the simulation it answers, and the rubric frozen into that version. */
export interface Work {
  readonly definition: SimulationDefinition
  readonly rubric: Rubric
  readonly data: Json
}

export type ScoreOptions = ExamineOptions

/**
 * Scores one piece of work. Equal work gives an equal verdict: nothing here reads a clock, a random number or the
 * environment. A rejection other than Unscorable is a fault of the system (or the signal's reason).
 * @throws Unscorable when the data does not have the shape that the simulation's tasks ask for
 */
export async function score(work: Work, options: ScoreOptions): Promise<Verdict> {
  const answers = readAnswers(work.definition, work.data)
  const examined = await examineTasks(work.definition, answers, options)
  const criteria = weigh(work.rubric.map((criterion) => measureCriterion(criterion, examined)))
  const overall = overallScore(criteria)
  return withinBounds({
    score: overall,
    breakdown: breakdownOf(criteria),
    feedback: writeFeedback(overall, criteria),
    findings: collectFindings(criteria),
    testResults: testResultsOf(examined),
    engineVersion: ENGINE_VERSION,
  })
}

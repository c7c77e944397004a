import { quoted } from '../domain/quoted.ts'
import type { ExaminedSql } from './examined.ts'
import { type Loss, MAX_WHY_CHARS, type Measure, type Remark } from './measure.ts'
import { passedShare } from './test-cases.ts'

/** The share of the model answer's result sets that the learner's query gives too. */
export function measureResultSets({ answered, cases }: ExaminedSql): Measure {
  const failed = cases.flatMap(({ outcome }) => (outcome.passed ? [] : [outcome]))
  const score = passedShare(cases)
  return {
    score,
    rationale:
      failed.length === 0
        ? 'The result is right.'
        : `${cases.length - failed.length} of ${cases.length} result sets are right. ${failed.map(told).join(' ')}`,
    praise: failed.length === 0 ? 'Your query gives the right result.' : null,
    losses: lossOf(failed, 1 - score),
    remarks: answered ? faultRemarks(failed) : [],
  }
}

type Failed = Extract<ExaminedSql['cases'][number]['outcome'], { passed: false }>

const told = ({ name, message }: Failed) => `${capitalised(name)}: ${quoted(message, MAX_WHY_CHARS)}.`

function lossOf(failed: readonly Failed[], worth: number): readonly Loss[] {
  const [first] = failed
  if (first === undefined) return []
  const more = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`
  const advice = `Make the ${first.name} right${more}: ${quoted(first.message, MAX_WHY_CHARS)}.`
  return [{ worth, advice, place: null }]
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Characters of what the database said inside a remark. */
const MAX_CAUSE_CHARS = 250

/** Why the learner's SQL did not come to its end: one cause, however many result sets are missing for it. */
function faultRemarks(failed: readonly Failed[]): readonly Remark[] {
  const broken = failed.find(({ fault }) => fault !== 'assertion')
  if (broken === undefined) return []
  const { fault, message, at } = broken
  return [
    {
      severity: 'ERROR',
      place: at === undefined ? null : { file: null, ...at },
      rule: `sql/${fault}`,
      message: `Your SQL did not come to its end: ${quoted(message, MAX_CAUSE_CHARS)}.`,
    },
  ]
}

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
    rationale: rationaleOf(failed, cases.length),
    praise: failed.length === 0 ? 'Your query gives the right result.' : null,
    losses: lossOf(failed, 1 - score),
    remarks: answered ? faultRemarks(failed) : [],
  }
}

type Failed = Extract<ExaminedSql['cases'][number]['outcome'], { passed: false }>

function rationaleOf(failed: readonly Failed[], all: number): string {
  if (failed.length === 0) return 'The result is right.'
  const right =
    all === 1 ? 'The result is not right.' : `${all - failed.length} of ${all} result sets are right.`
  return `${right} ${failed.map(told).join(' ')}`
}

const told = ({ name, message }: Failed) => `${capitalised(name)}: ${quoted(message, MAX_WHY_CHARS)}.`

function lossOf(failed: readonly Failed[], worth: number): readonly Loss[] {
  const [first] = failed
  if (first === undefined) return []
  const more = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`
  const step = first.fault === 'assertion' ? `Make the ${first.name} right${more}` : 'Get your SQL to run'
  const advice = `${step}: ${quoted(first.message, MAX_WHY_CHARS)}.`
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

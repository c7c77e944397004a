import { cut, MAX_FINDINGS } from '../domain/limits.ts'
import type { Finding, FindingSeverity } from '../domain/verdict.ts'
import type { MeasuredCriterion } from './measure-criterion.ts'

/** Puts the gravest first. */
export function byGravity(a: { severity: FindingSeverity }, b: { severity: FindingSeverity }): number {
  return GRAVITY[a.severity] - GRAVITY[b.severity]
}

const GRAVITY: Readonly<Record<FindingSeverity, number>> = { ERROR: 0, WARNING: 1, INFO: 2 }

/**
 * The findings of all criteria, the gravest first, and otherwise in the order of the rubric. What several criteria
 * remark on alike (an own criterion may count the same category as codeQuality) is said once.
 */
export function collectFindings(criteria: readonly MeasuredCriterion[]): readonly Finding[] {
  const said = new Set<string>()
  return criteria
    .flatMap(findingsOf)
    .filter(({ criterion: _, ...finding }) => {
      const key = JSON.stringify(finding)
      return !said.has(key) && said.add(key)
    })
    .toSorted(byGravity)
    .slice(0, MAX_FINDINGS)
}

function findingsOf({ criterion, measures }: MeasuredCriterion): readonly Finding[] {
  return measures.flatMap(({ task, measure }) =>
    measure.remarks.map(({ severity, place, rule, message }) => ({
      criterion,
      severity,
      taskId: task.id,
      file: place?.file ?? null,
      line: place?.line ?? null,
      column: place?.column ?? null,
      rule,
      message: cut(message),
    })),
  )
}

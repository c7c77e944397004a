import type { FindingCategory } from '../../../../domain/rubric.ts'
import type { FindingSeverity } from '../../../../domain/verdict.ts'
import type { PythonSource } from '../source.ts'

/** What is made of one of Ruff's rules. */
export interface RuffRule {
  readonly category: FindingCategory
  readonly severity: FindingSeverity
  /** What is wrong and what to do; `{}` stands for the name that Ruff's own message quotes first. */
  readonly message: string
  /** Said once for each name, where it first occurs. */
  readonly oncePerName?: boolean
  /** Whether a remark between two offsets is wrong or petty after all. */
  readonly unless?: (source: PythonSource, start: number, end: number) => boolean
}

/** Rules by Ruff's names for them. */
export type RuffRules = Readonly<Record<string, RuffRule>>

/** Rules of one category: for each severity, messages by Ruff's names for the rules. */
export function rulesOf(
  category: FindingCategory,
  bySeverity: Readonly<Partial<Record<FindingSeverity, Readonly<Record<string, string>>>>>,
): RuffRules {
  const rules = Object.entries(bySeverity).flatMap(([severity, messages]) =>
    Object.entries(messages).map(([name, message]): [string, RuffRule] => [
      name,
      { category, severity: severity as FindingSeverity, message },
    ]),
  )
  return Object.fromEntries(rules)
}

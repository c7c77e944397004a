import type { Analysis, Issue } from '../../scoring/sandbox.ts'
import type { Lines } from './lines.ts'

/** What a rule says of one place. Messages say what is wrong and what to do, in plain words for a learner. */
export type Remark = Pick<Issue, 'rule' | 'category' | 'severity' | 'message'>

/** A file that cannot be looked at, and why. */
export type Unparsable = Analysis['unparsable'][number]

/** A file of any language, as far as places in it go. */
export interface Placed {
  readonly file: string
  readonly lines: Lines
}

/** A remark at a node of the tree, or at an offset of the text. */
export function issueAt(
  { file, lines }: Placed,
  at: { readonly start: number } | number,
  remark: Remark,
): Issue {
  const offset = typeof at === 'number' ? at : at.start
  return { ...remark, file, line: lines.lineOf(offset), column: lines.columnOf(offset) }
}

/** Orders issues as a reader meets them; those at one place by the names of their rules. */
export function byPlace(a: Issue, b: Issue): number {
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
}

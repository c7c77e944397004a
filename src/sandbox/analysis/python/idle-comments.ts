import { type Comment, type IdleComment, judgeComments } from '../idle-comments.ts'
import { speaksToTool } from '../to-tools.ts'
import { isCodeLine } from './commented-out.ts'
import type { PythonSource } from './source.ts'

/** Comments by what they tell: those that say nothing a reader needs, and those that may explain something. */
export interface SortedComments {
  readonly idle: readonly IdleComment[]
  readonly telling: readonly Comment[]
}

/** Finds code that was commented out, and words that repeat the code beside them. */
export function sortComments(source: PythonSource): SortedComments {
  const blocks = judgeComments(source, (block) =>
    block.map(({ value }) => ({ words: value, isCode: isCodeLine(value) })),
  )
  return {
    idle: blocks.flatMap(({ idle }) => idle ?? []),
    telling: blocks
      .flatMap(({ comments, idle }) => (idle === null ? comments : []))
      .filter((comment) => !isToTool(source, comment)),
  }
}

/** Whether a comment speaks to the system or to a tool, not to a reader. */
function isToTool({ lines }: PythonSource, { value, start }: Comment): boolean {
  if (lines.lineOf(start) <= 2 && /^!|coding[:=]/.test(value)) return true
  return speaksToTool(value)
}

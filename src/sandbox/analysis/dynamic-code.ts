import type { Issue, ReadFile } from '../../scoring/sandbox.ts'
import type { Placed, Remark } from './remark.ts'

/** What is said where a program runs text as code. What stands in that text, no rule reads. */
export const RUNS_TEXT: Remark = {
  rule: 'no-eval',
  category: 'error-prone',
  severity: 'ERROR',
  message: 'This runs text as code: anything could be in it. Write the code itself.',
}

/** The characters of a text that are seen. */
export const inkOf = (text: string): number => text.replace(/\s+/g, '').length

type Facts = Omit<ReadFile, 'header' | 'dataLines' | 'copiedLines' | 'literalInk'>

/** What the lines of a file and the remarks on it tell. */
export function readFacts({ file, lines }: Placed, issues: readonly Issue[]): Facts {
  return {
    file,
    codeLines: lines.codeLines,
    commentLines: lines.commentLines,
    ink: lines.code.reduce((sum, line) => sum + inkOf(line), 0),
    runsText: issues.some(({ rule }) => rule === RUNS_TEXT.rule),
  }
}

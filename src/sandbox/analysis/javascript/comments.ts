import type { Comment } from 'oxc-parser'
import { speaksToReader, speaksToTool } from '../to-tools.ts'
import type { Source } from './source.ts'

/** Whether a comment for a reader stands between two offsets. */
export function hasCommentBetween({ comments }: Source, start: number, end: number): boolean {
  for (let i = firstFrom(comments, start); i < comments.length; i++) {
    const comment = comments[i]
    if (comment === undefined || comment.end > end) return false
    if (speaksToReader(comment.value)) return true
  }
  return false
}

/**
 * The comments directly above an offset, in the order of the text: those from which nothing but space and a line
 * end leads down to it. A doc comment (a block that begins with two stars) may have an empty line below it.
 */
export function commentsAbove({ comments, text }: Source, offset: number): readonly Comment[] {
  const above: Comment[] = []
  let below = offset
  for (let i = firstFrom(comments, offset) - 1; i >= 0; i--) {
    const comment = comments[i]
    if (comment === undefined || !leadsDown(text.slice(comment.end, below), isDocComment(comment))) break
    // A comment behind code belongs to that code's line.
    if (/\S/.test(lineUpTo(text, comment.start)) && !endsAtLineStart(comments[i - 1], text, comment.start))
      break
    above.unshift(comment)
    below = comment.start
  }
  return above
}

/** The index of the first comment that starts at or after an offset. */
function firstFrom(comments: readonly Comment[], offset: number): number {
  let low = 0
  let high = comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((comments[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** A block that begins with two stars, which is meant for the definition below it. */
export const isDocComment = ({ type, value }: Comment) => type === 'Block' && value.startsWith('*')

function leadsDown(between: string, mayLeaveLine: boolean): boolean {
  return /^\s*$/.test(between) && between.split('\n').length <= (mayLeaveLine ? 3 : 2)
}

const lineUpTo = (text: string, offset: number) => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)

/** Two block comments may share a line; then the second one does not stand behind code. */
function endsAtLineStart(before: Comment | undefined, text: string, offset: number): boolean {
  return before !== undefined && lineUpTo(text, offset).trim() === text.slice(before.start, before.end)
}

/** What a comment says to a reader, without its stars; empty for one that only speaks to a tool. */
export function wordsOf({ value }: Comment): string {
  return value
    .split('\n')
    .map((line) => line.replace(/^\s*\*+ ?/, '').trimEnd())
    .filter((line) => !speaksToTool(line))
    .join('\n')
    .trim()
}

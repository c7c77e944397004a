import type { Analysis } from '../../scoring/sandbox.ts'
import { echoes } from './echoes.ts'
import type { Placed } from './remark.ts'

export type IdleComment = Analysis['idleComments'][number]

/** Of a line that is longer, its comments are held against the beginning: thousands of them may stand on one. */
const MAX_CODE_CHARS = 1000

/** A comment of any language: `value` is what stands between its signs. */
export interface Comment {
  readonly type: 'Line' | 'Block'
  readonly value: string
  readonly start: number
  readonly end: number
}

/** A line of a comment: its words, and whether they are code. */
export interface CommentLine {
  readonly words: string
  readonly isCode: boolean
}

/** Comments that make one text, and what is idle about it: null where it may explain something. */
export interface CommentBlock {
  readonly comments: readonly Comment[]
  readonly idle: IdleComment | null
}

/** A file with its comments, in the order of the text. */
export interface Commented extends Placed {
  readonly comments: readonly Comment[]
}

/** Judges the comments of a file, block by block: is it code that was commented out, or words that repeat the code? */
export function judgeComments(
  source: Commented,
  linesOf: (block: readonly Comment[]) => readonly CommentLine[],
): readonly CommentBlock[] {
  return blocksOf(source).map((comments) => {
    const lines = linesOf(comments).filter(({ words }) => words.trim() !== '')
    const kind = idleKind(lines, codeBeside(source, comments))
    return {
      comments,
      idle: kind === null ? null : { kind, file: source.file, ...placeOf(source, comments) },
    }
  })
}

/** The comments; those to the end of the line that follow each other on lines of their own stand together. */
function blocksOf({ comments, lines }: Commented): readonly (readonly Comment[])[] {
  const blocks: Comment[][] = []
  let lastLine = -1
  for (const comment of comments) {
    const line = lines.lineOf(comment.start)
    const isAlone = comment.type === 'Line' && !lines.hasCode(line)
    if (isAlone && line === lastLine + 1) blocks.at(-1)?.push(comment)
    else blocks.push([comment])
    lastLine = isAlone ? line : -1
  }
  return blocks
}

function idleKind(lines: readonly CommentLine[], code: string): IdleComment['kind'] | null {
  if (lines.filter(({ isCode }) => isCode).length * 2 > lines.length) return 'commented-out-code'
  const words = lines.map((line) => line.words).join(' ')
  return echoes(words, code) ? 'repeats-code' : null
}

/** The code that comments are about: on the line where they end, or else on the next one. */
function codeBeside({ lines }: Placed, comments: readonly Comment[]): string {
  const line = lines.lineOf(comments.at(-1)?.end ?? 0)
  const code = lines.code[lines.hasCode(line) ? line - 1 : line] ?? ''
  return code.slice(0, MAX_CODE_CHARS)
}

function placeOf({ lines }: Placed, [first]: readonly Comment[]) {
  const start = first?.start ?? 0
  return { line: lines.lineOf(start), column: lines.columnOf(start) }
}

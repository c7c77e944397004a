import type { Comment } from 'oxc-parser'
import type { Analysis } from '../../../scoring/sandbox.ts'
import { echoes } from '../echoes.ts'
import { isCodeLine } from './commented-out.ts'
import type { PythonSource } from './source.ts'

type IdleComment = Analysis['idleComments'][number]

/** Comments by what they tell: those that say nothing a reader needs, and those that may explain something. */
export interface SortedComments {
  readonly idle: readonly IdleComment[]
  readonly telling: readonly Comment[]
}

/** Finds code that was commented out, and words that repeat the code beside them. */
export function sortComments(source: PythonSource): SortedComments {
  const idle: IdleComment[] = []
  const telling: Comment[] = []
  for (const block of blocksOf(source)) {
    const kind = idleKind(source, block)
    if (kind === null) telling.push(...block.filter((comment) => !isToTool(source, comment)))
    else idle.push({ kind, file: source.file, ...placeOf(source, block) })
  }
  return { idle, telling }
}

/** The comments, those that follow each other on lines of their own together: they make one text. */
function blocksOf(source: PythonSource): readonly (readonly Comment[])[] {
  const blocks: Comment[][] = []
  let lastLine = -1
  for (const comment of source.comments) {
    const line = source.lines.lineOf(comment.start)
    const isAlone = (source.lines.code[line - 1] ?? '').trim() === ''
    if (isAlone && line === lastLine + 1) blocks.at(-1)?.push(comment)
    else blocks.push([comment])
    lastLine = isAlone ? line : -1
  }
  return blocks
}

function idleKind(source: PythonSource, block: readonly Comment[]): IdleComment['kind'] | null {
  const lines = block.map(({ value }) => value).filter((line) => line.trim() !== '')
  if (lines.filter(isCodeLine).length * 2 > lines.length) return 'commented-out-code'
  return echoes(lines.join(' '), codeBeside(source, block)) ? 'repeats-code' : null
}

/** The code that comments are about: on their own line, or else on the next one. */
function codeBeside({ lines }: PythonSource, block: readonly Comment[]): string {
  const line = lines.lineOf(block.at(-1)?.start ?? 0)
  const own = lines.code[line - 1] ?? ''
  return own.trim() === '' ? (lines.code[line] ?? '') : own
}

function placeOf({ lines }: PythonSource, [first]: readonly Comment[]) {
  const start = first?.start ?? 0
  return { line: lines.lineOf(start), column: lines.columnOf(start) }
}

/** Whether a comment speaks to the system or to a tool, not to a reader. */
function isToTool({ lines }: PythonSource, { value, start }: Comment): boolean {
  if (lines.lineOf(start) <= 2 && /^!|coding[:=]/.test(value)) return true
  return /^\s*(type:|noqa|ruff:|flake8:|isort:|fmt:|pylint:|pyright:|mypy:|pragma:)/.test(value)
}

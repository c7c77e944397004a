import type { Comment } from './idle-comments.ts'

/** Where in a text an offset lies, and what its lines hold. Lines and columns count from 1. */
export class Lines {
  readonly #starts: readonly number[]
  /** For each line, how many lines up to and with it hold code; before the first none does. */
  readonly #codeUpTo: readonly number[]
  /** The text with its comments blanked out, every offset as it was. */
  readonly uncommented: string
  /** The same, line by line. */
  readonly code: readonly string[]
  readonly commentLines: number

  constructor(text: string, comments: readonly Comment[]) {
    this.#starts = lineStarts(text)
    this.uncommented = withoutComments(text, comments)
    this.code = this.uncommented.split(LINE_END)
    this.#codeUpTo = runningCount(this.code)
    const commented = new Set<number>()
    for (const { start, end } of comments) {
      for (let line = this.lineOf(start); line <= this.lineOf(end); line++) commented.add(line)
    }
    this.commentLines = commented.size
  }

  lineOf(offset: number): number {
    let low = 0
    let high = this.#starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }

  columnOf(offset: number): number {
    return offset - (this.#starts[this.lineOf(offset) - 1] ?? 0) + 1
  }

  /** How many lines between two offsets hold code. */
  codeLinesBetween(start: number, end: number): number {
    return (this.#codeUpTo[this.lineOf(end)] ?? 0) - (this.#codeUpTo[this.lineOf(start) - 1] ?? 0)
  }

  /** Whether a line holds code. */
  hasCode(line: number): boolean {
    return this.#codeUpTo[line] !== undefined && this.#codeUpTo[line] !== this.#codeUpTo[line - 1]
  }

  get codeLines(): number {
    return this.#codeUpTo.at(-1) ?? 0
  }
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/

function runningCount(lines: readonly string[]): readonly number[] {
  let count = 0
  return [0, ...lines.map((line) => (line.trim() === '' ? count : ++count))]
}

function lineStarts(text: string): readonly number[] {
  const ends = [...text.matchAll(new RegExp(LINE_END, 'g'))]
  return [0, ...ends.map((end) => end.index + end[0].length)]
}

/** The text with spaces for its comments; line ends inside them stay, and so does every offset. */
function withoutComments(text: string, comments: readonly Comment[]): string {
  let at = 0
  const parts: string[] = []
  for (const { start, end } of comments) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, ' '))
    at = end
  }
  parts.push(text.slice(at))
  return parts.join('')
}

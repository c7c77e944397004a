import type { Issue } from '../../../scoring/sandbox.ts'
import { issueAt, type Placed, type Remark } from '../remark.ts'

const MAX_LINE_CHARS = 120

/** A remark on style, which never costs much. */
export function styleRemark(rule: string, message: string): Remark {
  return { rule, category: 'style', severity: 'INFO', message }
}

/** What can be written in two ways: where it stands, and which of the two was taken. */
export interface Written {
  readonly start: number
  readonly way: boolean
}

/** Two ways of writing one thing within a file, said once, where the rarer way first occurs. */
export function rarerWay(source: Placed, written: readonly Written[], said: Remark): readonly Issue[] {
  const one = written.filter(({ way }) => way)
  const other = written.filter(({ way }) => !way)
  const [first] = one.length < other.length ? one : other
  return one.length === 0 || first === undefined ? [] : [issueAt(source, first.start, said)]
}

export const MIXED_QUOTES = styleRemark(
  'mixed-quotes',
  'Strings have single quotes here and double quotes there: keep to one kind.',
)
export const MIXED_INDENTATION = styleRemark(
  'mixed-indentation',
  'Some lines are indented with tabs and some with spaces: keep to one of them.',
)

/** A line of a file, and where it begins. */
export interface Line {
  readonly line: string
  readonly start: number
  readonly number: number
}

/** Lines with their places in a text where each ends in one sign. */
export function numbered(lines: readonly string[]): readonly Line[] {
  let offset = 0
  return lines.map((line, i) => {
    const start = offset
    offset += line.length + 1
    return { line, start, number: i + 1 }
  })
}

/** An address, which nobody can break. */
const ADDRESS = /\bhttps?:\/\/[^\s'"`]+/g

/**
 * Lines of code that do not fit on a screen; said once, at the first. Comments do not count, nor does what no line can
 * be broken in: addresses, and the `whole` stretches of the text.
 */
export function longLines(
  source: Placed,
  lines: readonly Line[],
  whole: readonly { readonly start: number; readonly end: number }[] = [],
): readonly Issue[] {
  const long = lines.filter(({ line, start }) => {
    const code = line.trimEnd()
    if (code.length <= MAX_LINE_CHARS) return false
    const within = whole.filter((part) => part.start >= start && part.end <= start + line.length)
    const unbreakable = [...within.map((part) => part.end - part.start), ...addressesIn(code)]
    return code.length - unbreakable.reduce((sum, length) => sum + length, 0) > MAX_LINE_CHARS
  })
  const [first] = long
  if (first === undefined) return []
  const [count, broken] = long.length === 1 ? ['One line is', 'it'] : [`${long.length} lines are`, 'them']
  const message = `${count} longer than ${MAX_LINE_CHARS} characters: break ${broken} where a thought ends.`
  return [issueAt(source, first.start, styleRemark('line-length', message))]
}

const addressesIn = (line: string) => [...line.matchAll(ADDRESS)].map(([address]) => address.length)

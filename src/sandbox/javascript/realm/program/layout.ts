// How Node lays out what `console.log` shows of a value: on one line where that is short and shallow, numbers and words
// in columns, else a line for each entry. The rules are those of `lib/internal/util/inspect.js`.

const BREAK_LENGTH = 80
const MAX_INNER_LEVELS = 3
const MAX_COLUMNS = 15
const GROUP_FROM = 6
const CHAR_HEIGHT = 2.5
const SEPARATOR = 2

/** Where in the whole a value stands. */
export interface Position {
  /** By how many spaces its lines are indented. */
  indentation: number
  /** The level of the value that was shown last. */
  deepest: number
}

export interface Parts {
  /** What stands before the brace: a class, a function. */
  readonly base: string
  readonly braces: readonly [string, string]
  readonly entries: readonly string[]
  /** The list whose items the entries are, for columns; `more` when the last entry tells of more items. */
  readonly list: ArrayLike<unknown> | null
  readonly more: boolean
}

/** The text of a value whose parts are written. */
export function laidOut(
  { base, braces, entries, list, more }: Parts,
  level: number,
  { indentation, deepest }: Position,
): string {
  const prefix = base === '' ? '' : `${base} `
  const grouped =
    list !== null && entries.length > GROUP_FROM ? inColumns(entries, list, more, indentation) : entries
  if (deepest - level < MAX_INNER_LEVELS && grouped.length === entries.length) {
    const start = grouped.length + indentation + braces[0].length + base.length + 10
    const joined = grouped.join(', ')
    const length = grouped.reduce((sum, entry) => sum + entry.length, grouped.length + start)
    if (length <= BREAK_LENGTH && !base.includes('\n') && !joined.includes('\n'))
      return `${prefix}${braces[0]} ${joined} ${braces[1]}`
  }
  const lineEnd = `\n${' '.repeat(indentation)}`
  return `${prefix}${braces[0]}${lineEnd}  ${grouped.join(`,${lineEnd}  `)}${lineEnd}${braces[1]}`
}

/** The entries of a list of more than six, several to a line, where they are of similar length. */
function inColumns(
  entries: readonly string[],
  list: ArrayLike<unknown>,
  more: boolean,
  indentation: number,
): readonly string[] {
  const items = more ? entries.slice(0, -1) : entries
  const total = items.reduce((sum, { length }) => sum + length + SEPARATOR, 0)
  const longest = Math.max(...items.map(({ length }) => length))
  const width = longest + SEPARATOR
  if (width * 3 + indentation >= BREAK_LENGTH || (total / width <= 5 && longest > 6)) return entries
  const biased = Math.max(width - 3 - Math.sqrt(width - total / entries.length), 1)
  const columns = Math.min(
    Math.round(Math.sqrt(CHAR_HEIGHT * biased * items.length) / biased),
    Math.floor((BREAK_LENGTH - indentation) / width),
    MAX_INNER_LEVELS * 4,
    MAX_COLUMNS,
  )
  if (columns <= 1) return entries
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...items.filter((_item, i) => i % columns === column).map(({ length }) => length)),
  )
  const alignRight = entries.every((_entry, i) => typeof list[i] === 'number' || typeof list[i] === 'bigint')
  const rows: string[] = []
  for (let i = 0; i < items.length; i += columns)
    rows.push(row(items.slice(i, i + columns), widths, alignRight))
  return [...rows, ...entries.slice(items.length)]
}

function row(items: readonly string[], widths: readonly number[], alignRight: boolean): string {
  return items
    .map((item, column) => {
      const last = column === items.length - 1
      const width = widths[column] ?? 0
      if (alignRight) return last ? item.padStart(width) : `${item}, `.padStart(width + SEPARATOR)
      return last ? item : `${item}, `.padEnd(width + SEPARATOR)
    })
    .join('')
}

import { inspect } from './inspect.ts'

/** The box that `console.table` draws of a list or an object of rows; null for what is no such thing. */
export function table(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null
  const rows = Object.entries(data)
  const columns: string[] = []
  let hasValues = false
  for (const [, row] of rows) {
    if (typeof row !== 'object' || row === null) hasValues = true
    else for (const key of Object.keys(row)) if (!columns.includes(key)) columns.push(key)
  }
  const header = ['(index)', ...columns, ...(hasValues ? ['Values'] : [])]
  const cells = rows.map(([index, row]) => {
    const isRow = typeof row === 'object' && row !== null
    const held = columns.map((key) => (isRow && Object.hasOwn(row, key) ? cell(Reflect.get(row, key)) : ''))
    return [index, ...held, ...(hasValues ? [isRow ? '' : cell(row)] : [])]
  })
  return drawn([header, ...cells])
}

const cell = (value: unknown) => inspect(value, { depth: 0 })

function drawn(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows
  const widths = header.map((_name, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)) + 2)
  const border = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right
  const line = (row: readonly string[]) =>
    `│${row.map((text, i) => ` ${text}`.padEnd(widths[i] ?? 0)).join('│')}│`
  return [
    border('┌', '┬', '┐'),
    line(header),
    border('├', '┼', '┤'),
    ...body.map(line),
    border('└', '┴', '┘'),
  ].join('\n')
}

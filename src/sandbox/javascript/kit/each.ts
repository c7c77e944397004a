/** Rows of `test.each`, each as the arguments of the test and as a title made of the template. */
export interface Row {
  readonly args: readonly unknown[]
  readonly title: (template: string) => string
}

type Print = (value: unknown) => string

/** The rows of a table: a list of lists, a list of values, or a tagged template with its headings. */
export function rowsOf(table: unknown, values: readonly unknown[], print: Print): Row[] {
  const rows = isTemplate(table) ? templateRows(table, values) : listRows(table)
  return rows.map((args, index) => ({ args, title: (template) => titled(template, args, index, print) }))
}

function isTemplate(table: unknown): table is TemplateStringsArray {
  return Array.isArray(table) && Array.isArray(Reflect.get(table, 'raw'))
}

function listRows(table: unknown): (readonly unknown[])[] {
  return Array.from(table as Iterable<unknown>, (row) => (Array.isArray(row) ? Array.from(row) : [row]))
}

function templateRows(table: TemplateStringsArray, values: readonly unknown[]): (readonly unknown[])[] {
  const headings = (table[0] ?? '').split('|').map((heading) => heading.trim())
  const rows: Record<string, unknown>[][] = []
  for (let at = 0; at + headings.length <= values.length; at += headings.length) {
    rows.push([Object.fromEntries(headings.map((heading, i) => [heading, values[at + i]]))])
  }
  return rows
}

function titled(template: string, args: readonly unknown[], index: number, print: Print): string {
  let next = 0
  const formatted = template.replace(/%([sdifjoOpc#$%])/g, (whole, code: string) => {
    if (code === '%') return '%'
    if (code === '#') return String(index)
    if (code === '$') return String(index + 1)
    if (next >= args.length) return whole
    const value = args[next]
    next += 1
    return formattedAs(code, value, print)
  })
  const [first] = args
  return formatted.replace(/\$([\w.]+)/g, (whole, path: string) => {
    const value = /^\d+$/.test(path) ? args[Number(path)] : memberAt(first, path.split('.'))
    return value === undefined ? whole : typeof value === 'string' ? value : print(value)
  })
}

function formattedAs(code: string, value: unknown, print: Print): string {
  switch (code) {
    case 'd':
      return typeof value === 'bigint' ? `${value}n` : String(Number(value))
    case 'i':
      return String(Math.trunc(Number(value)))
    case 'f':
      return String(Number.parseFloat(String(value)))
    case 's':
      return typeof value === 'object' && value !== null ? print(value) : String(value)
    default:
      return print(value)
  }
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (held: unknown, key) => (typeof held === 'object' && held !== null ? Reflect.get(held, key) : undefined),
    value,
  )
}

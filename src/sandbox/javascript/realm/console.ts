const SILENT = [
  'assert',
  'clear',
  'count',
  'countReset',
  'group',
  'groupCollapsed',
  'groupEnd',
  'time',
  'timeEnd',
  'timeLog',
]
const PRINTING = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table']

/** A console whose every line goes to `print`. */
export function makeConsole(print: (text: string) => void): Record<string, (...args: unknown[]) => void> {
  const methods: Record<string, (...args: unknown[]) => void> = {}
  for (const name of SILENT) methods[name] = () => {}
  for (const name of PRINTING) methods[name] = (...args) => print(`${args.map(shown).join(' ')}\n`)
  return methods
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null) {
    if (Error.isError(value)) return `${value.name}: ${value.message}`
    try {
      return JSON.stringify(value) ?? '{}'
    } catch {
      return '[object]'
    }
  }
  return String(value)
}

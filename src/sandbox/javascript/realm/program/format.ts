import { inspect } from './inspect.ts'

/** The text of `console.log`'s arguments: a first one with placeholders takes those after it. */
export function format(...args: readonly unknown[]): string {
  const [first, ...others] = args
  if (typeof first !== 'string' || others.length === 0) return args.map(shown).join(' ')
  let used = 0
  const text = first.replace(/%[sdifjoOc%]/g, (placeholder) => {
    if (placeholder === '%%') return '%'
    if (used >= others.length) return placeholder
    used += 1
    return filled(placeholder, others[used - 1])
  })
  return [text, ...others.slice(used).map(shown)].join(' ')
}

const shown = (value: unknown) => (typeof value === 'string' ? value : inspect(value))

function filled(placeholder: string, value: unknown): string {
  switch (placeholder) {
    case '%s':
      return asText(value)
    case '%d':
      return typeof value === 'object' && value !== null ? 'NaN' : numeric(value, Number)
    case '%i':
      return typeof value === 'object' && value !== null
        ? 'NaN'
        : numeric(value, (text) => Number.parseInt(String(text), 10))
    case '%f':
      return typeof value === 'symbol' ? 'NaN' : inspect(Number.parseFloat(String(value)))
    case '%j':
      return JSON.stringify(value) ?? 'undefined'
    case '%c':
      return ''
    default:
      return inspect(value, { depth: placeholder === '%o' ? 4 : 2 })
  }
}

function numeric(value: unknown, convert: (value: unknown) => number): string {
  if (typeof value === 'bigint') return `${value}n`
  return typeof value === 'symbol' ? 'NaN' : inspect(convert(value))
}

function asText(value: unknown): string {
  if (typeof value === 'bigint' || Object.is(value, -0)) return inspect(value)
  if (typeof value !== 'object' || value === null) return String(value)
  return Error.isError(value) ? `${value.name}: ${value.message}` : inspect(value, { depth: 0 })
}

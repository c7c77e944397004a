const MAX_STRING_CHARS = 10_000
const MIN_LINE_CHARS = 16
const BREAK_LENGTH = 80

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
}

/** Control characters, backslashes and surrogates that stand alone. */
const ESCAPED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped
  /[\u0000-\u001f\u007f-\u009f\\]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A text in quotes as Node shows it: in single ones, unless it holds some and no others. */
export function quoted(text: string): string {
  const quote = !text.includes("'") ? "'" : !text.includes('"') ? '"' : /[`]|\$\{/.test(text) ? "'" : '`'
  const escaped = text.replace(ESCAPED, escapeOf)
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}

function escapeOf(char: string): string {
  const code = char.charCodeAt(0)
  const hex = code.toString(16).toUpperCase()
  return NAMED_ESCAPES[char] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex}`)
}

/** A value that is no object, inside another: `-0`, `12n`, `'text'`. */
export function primitive(value: unknown, indentation: number): string {
  if (typeof value === 'string') return quotedLines(value, indentation)
  if (typeof value === 'bigint') return `${value}n`
  if (Object.is(value, -0)) return '-0'
  return String(value)
}

/** A long text of several lines is shown as a sum of lines. */
function quotedLines(value: string, indentation: number): string {
  const text = value.slice(0, MAX_STRING_CHARS)
  const rest = value.length - text.length
  const tail = rest > 0 ? `... ${rest} more character${rest > 1 ? 's' : ''}` : ''
  const isLong = text.length > MIN_LINE_CHARS && text.length > BREAK_LENGTH - indentation - 4
  const lines = isLong ? text.split(/(?<=\n)/) : [text]
  return lines.map(quoted).join(` +\n${' '.repeat(indentation + 2)}`) + tail
}

import { joined, type Notation } from './notation.ts'

/** Numbers that JSON cannot say, as Python writes them. */
const NUMBERS: Readonly<Record<string, string>> = {
  NaN: 'nan',
  Infinity: 'inf',
  '-Infinity': '-inf',
  '-0': '-0.0',
}

/** Values as Python's `repr` writes them; all sequences stand as lists. */
export const PYTHON: Notation = {
  scalar(value) {
    if (value === null) return 'None'
    if (value === true) return 'True'
    if (value === false) return 'False'
    return typeof value === 'number' ? String(value) : quoted(value)
  },
  record: (entries) => `{${entries.map(([key, value]) => `${quoted(key)}: ${value}`).join(', ')}}`,
  tagged(kind, content, write) {
    const list = Array.isArray(content) ? content : []
    switch (kind) {
      case 'set':
        return list.length === 0 ? 'set()' : `{${list.map(write).join(', ')}}`
      case 'map':
        return `{${list.map((pair) => joined(pair, ': ', write)).join(', ')}}`
      case 'error':
        return `${list[0]}(${quoted(String(list[1]))})`
      case 'number':
        return NUMBERS[String(content)] ?? String(content)
      case 'function':
        return content === '' ? 'a function' : `function ${content}`
      case 'undefined':
        return 'None'
      case 'cycle':
        return '[...]'
      case 'object':
        return `{'$': ${write(content)}}`
      default:
        return String(content)
    }
  },
  step: (key) => (typeof key === 'number' ? `[${key}]` : `[${quoted(key)}]`),
}

/** A text in single quotes, or in double quotes where it holds single ones only. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\\p{C}]/gu, escapedChar).replaceAll(quote, `\\${quote}`)
  return `${quote}${escaped}${quote}`
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escapedChar(char: string): string {
  const code = char.codePointAt(0) ?? 0
  const [letter, digits] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8]
  return ESCAPES[char] ?? `\\${letter}${code.toString(16).padStart(Number(digits), '0')}`
}

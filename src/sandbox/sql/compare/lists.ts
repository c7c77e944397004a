/** An array's elements in order, and how they are nested. */
export interface List {
  readonly shape: string
  readonly elements: readonly (string | null)[]
}

/** An element, as it is written, up to a place. */
interface Element {
  readonly value: string | null
  readonly end: number
}

/**
 * Reads the text of an array: https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO
 * Null where it is none. No pattern reads it: learners make these texts, of any length.
 */
export function parseList(text: string): List | null {
  const start = text.indexOf('{')
  if (start < 0) return null
  const elements: (string | null)[] = []
  // An array whose bounds do not begin at 1 has them before the brace.
  const shape = [text.slice(0, start)]
  for (let at = start; at < text.length; ) {
    const character = text.charAt(at)
    if (character === '{' || character === '}' || character === ',') {
      shape.push(character)
      at += 1
      continue
    }
    const { value, end } = character === '"' ? quotedElement(text, at) : bareElement(text, at)
    elements.push(value)
    shape.push('.')
    at = end
  }
  return { shape: shape.join(''), elements }
}

function quotedElement(text: string, start: number): Element {
  const characters: string[] = []
  let at = start + 1
  for (; at < text.length && text.charAt(at) !== '"'; at += 1) {
    if (text.charAt(at) === '\\') at += 1
    characters.push(text.charAt(at))
  }
  return { value: characters.join(''), end: at + 1 }
}

function bareElement(text: string, start: number): Element {
  let end = start
  while (end < text.length && !'{},'.includes(text.charAt(end))) end += 1
  const value = text.slice(start, end)
  return { value: value === 'NULL' ? null : value, end }
}

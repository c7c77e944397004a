/** An array's elements in order, and how they are nested. */
export interface List {
  readonly shape: string
  readonly elements: readonly (string | null)[]
}

/** One token of an array's text: a brace, a comma, a quoted element, or one without quotes. */
const TOKEN = /[{},]|"((?:[^"\\]|\\.)*)"|([^{},"]+)/gsy

/**
 * Reads the text of an array: https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO
 * Null where it is none.
 */
export function parseList(text: string): List | null {
  const elements: (string | null)[] = []
  let shape = ''
  // An array whose bounds do not begin at 1 has them before it.
  let at = text.indexOf('{')
  if (at < 0) return null
  shape += text.slice(0, at)
  while (at < text.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)
    if (token === null) return null
    const [whole, quoted, bare] = token
    at = TOKEN.lastIndex
    if (quoted !== undefined) elements.push(quoted.replace(/\\(.)/gs, '$1'))
    else if (bare !== undefined) elements.push(bare === 'NULL' ? null : bare)
    shape += quoted === undefined && bare === undefined ? whole : '.'
  }
  return { shape, elements }
}

import { parse, YAMLParseError } from 'yaml'

/** What a definition's file holds, or why it is no YAML. Merge keys (`<<: *base`) are taken as YAML 1.1 has them. */
export function readYaml(text: string): { readonly ok: unknown } | { readonly fault: string } {
  try {
    const ok: unknown = parse(text, { merge: true })
    return holdsItself(ok)
      ? { fault: 'An alias stands within what it names: that would have no end' }
      : { ok }
  } catch (error) {
    if (error instanceof YAMLParseError && error.code === 'MULTIPLE_DOCS') return { fault: SEVERAL }
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/** The parser's own words are for programmers. */
const SEVERAL =
  'It holds more than one document: leave out the line `---`, and give each simulation a file of its own'

/** YAML can say it (`&a [*a]`), JSON cannot: whoever walks through such a value comes to no end. */
function holdsItself(value: unknown, around: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false
  return (
    around.includes(value) || Object.values(value).some((inner) => holdsItself(inner, [...around, value]))
  )
}

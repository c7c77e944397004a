import { type ParseResult, parseSync } from 'oxc-parser'
import type { Analysis } from '../../scoring/sandbox.ts'
import { TOO_DEEP, TOO_LARGE } from './joined.ts'
import { Lines } from './lines.ts'
import { flatten, type Source } from './source.ts'

export type Unparsable = Analysis['unparsable'][number]

/** Characters of a file that is looked at: some ten times what a person writes by hand. */
const MAX_CHARS = 200_000
/** Brackets inside each other, wherever they stand in the text. */
const MAX_BRACKETS = 300

/** Reads a JavaScript file; a file that cannot be read is an outcome that says why, not an exception. */
export function parseJavaScript(file: string, text: string): Source | Unparsable {
  const refusal = text.length > MAX_CHARS ? TOO_LARGE : bracketDepth(text) > MAX_BRACKETS ? TOO_DEEP : null
  if (refusal !== null) return { file, line: null, message: refusal }
  const parsed = parse(file, text)
  const [error] = parsed.errors
  if (error !== undefined) {
    const start = error.labels[0]?.start
    const line = start === undefined ? null : new Lines(text, []).lineOf(start)
    return {
      file,
      line,
      message: `This file cannot be read as JavaScript: ${error.message.replace(/\.$/, '')}.`,
    }
  }
  const source = flatten(file, text, parsed.program, parsed.comments)
  return typeof source === 'string' ? { file, line: null, message: source } : source
}

/** As a module or a script, whichever it is; a script may return at its top, as it can where it is run. */
function parse(file: string, text: string): ParseResult {
  const options = { lang: 'js', preserveParens: false } as const
  const parsed = parseSync(file, text, { ...options, sourceType: 'unambiguous' })
  if (parsed.errors.length === 0 || parsed.module.hasModuleSyntax) return parsed
  const script = parseSync(file, text, { ...options, sourceType: 'commonjs' })
  return script.errors.length === 0 ? script : parsed
}

/**
 * How deep brackets stand inside each other, those in strings and comments included: a cheap upper bound, taken
 * before the parser sees the text, because the parser's process dies on thousands of them.
 */
function bracketDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [bracket] of text.matchAll(/[([{}\])]/g)) {
    depth = '([{'.includes(bracket) ? depth + 1 : Math.max(0, depth - 1)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

import { type ParseResult, parseSync } from 'oxc-parser'
import { refusalOf, TOO_DEEP } from '../bounds.ts'
import { Lines } from '../lines.ts'
import type { Unparsable } from '../remark.ts'
import { flatten, type Source } from './source.ts'

/** Brackets inside each other, wherever they stand in the text: the parser's process dies on thousands of them. */
const MAX_BRACKETS = 300
/** Questions before an opening bracket: each may begin an arrow function's types, and the parser tries them all. */
const MAX_QUESTIONS = 500

/** Reads a JavaScript or TypeScript file, by its ending; a file that cannot be read is an outcome that says why, not an exception. */
export function parseJavaScript(file: string, text: string): Source | Unparsable {
  const language = languageOf(file)
  const refusal = refusalOf(text, MAX_BRACKETS) ?? (hasTooManyQuestions(text, language) ? TOO_DEEP : null)
  if (refusal !== null) return { file, line: null, message: refusal }
  const parsed = parse(file, text, language)
  const [error] = parsed.errors
  if (error !== undefined) {
    const start = error.labels[0]?.start
    const line = start === undefined ? null : new Lines(text, []).lineOf(start)
    return {
      file,
      line,
      message: `This file cannot be read as ${language.name}: ${error.message.replace(/\.$/, '')}.`,
    }
  }
  // A first line for the shell is among the comments, and says nothing to a reader.
  const comments = parsed.comments.filter(({ start }) => start > 0 || !text.startsWith('#!'))
  const source = flatten(file, text, parsed.program, comments)
  return typeof source === 'string' ? { file, line: null, message: source } : source
}

interface Language {
  readonly name: 'JavaScript' | 'TypeScript'
  readonly lang: 'js' | 'ts' | 'tsx' | 'dts'
}

/** The language of a file, by its ending. */
export function languageOf(file: string): Language {
  if (/\.d\.[cm]?ts$/.test(file)) return { name: 'TypeScript', lang: 'dts' }
  if (/\.[cm]?ts$/.test(file)) return { name: 'TypeScript', lang: 'ts' }
  return file.endsWith('.tsx') ? { name: 'TypeScript', lang: 'tsx' } : { name: 'JavaScript', lang: 'js' }
}

/** Whether a text of TypeScript would take the parser too long. */
function hasTooManyQuestions(text: string, { name }: Language): boolean {
  return name === 'TypeScript' && [...text.matchAll(/\?\s*\(/g)].length > MAX_QUESTIONS
}

/** As a module or a script, whichever it is; a script may return at its top, as it can where it is run. */
function parse(file: string, text: string, { lang }: Language): ParseResult {
  const options = { lang, preserveParens: false } as const
  const parsed = parseSync(file, text, { ...options, sourceType: 'unambiguous' })
  if (parsed.errors.length === 0 || parsed.module.hasModuleSyntax) return parsed
  const script = parseSync(file, text, { ...options, sourceType: 'commonjs' })
  return script.errors.length === 0 ? script : parsed
}

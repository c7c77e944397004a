import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { issueAt, type Unparsable } from '../../remark.ts'
import type { PythonSource } from '../source.ts'
import { RUFF_RULES } from './rules.ts'
import { diagnose, findSyntaxError, type Location } from './workspace.ts'

/**
 * Ruff's remarks on a file, or its first error of syntax.
 * @throws RuffCrash
 */
export function checkWithRuff(source: PythonSource): readonly Issue[] | Unparsable {
  const diagnostics = diagnose(withoutWords(source))
  const error = findSyntaxError(source.text, diagnostics)
  if (error !== null) return { file: source.file, ...error }
  const starts = lineStarts(source.text)
  const offsetOf = ({ row, column }: Location) => (starts[row - 1] ?? 0) + column - 1
  const named = new Set<string>()
  return diagnostics.flatMap((diagnostic) => {
    const { code, message, start_location, end_location } = diagnostic
    const rule = RUFF_RULES[code ?? '']
    const start = offsetOf(start_location)
    if (rule === undefined || rule.unless?.(source, start, offsetOf(end_location))) return []
    const key = `${code} ${message}`
    if (rule.oncePerName && named.has(key)) return []
    named.add(key)
    const { category, severity } = rule
    return [
      issueAt(source, start, {
        rule: code ?? '',
        category,
        severity,
        message: worded(rule.message, message),
      }),
    ]
  })
}

/**
 * The text without what only a reader looks at: some comments would switch rules off, and a wrong escape in a
 * docstring is wrong in no program. Every offset stays.
 */
function withoutWords({ text, comments, texts }: PythonSource): string {
  const blank = (length: number) => ' '.repeat(length)
  const parts = [
    ...comments.map(({ start, end }) => ({ start, end, shown: blank(end - start) })),
    ...texts.map(({ start, end }) => ({ start, end, shown: withoutEscapes(text.slice(start, end)) })),
  ].toSorted((a, b) => a.start - b.start)
  let at = 0
  const shown = parts.map((part) => {
    const before = text.slice(at, part.start)
    at = part.end
    return before + part.shown
  })
  return shown.join('') + text.slice(at)
}

const withoutEscapes = (string: string) => string.replace(/\\[^\n]/gu, (pair) => '_'.repeat(pair.length))

const lineStarts = (text: string) => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]

function worded(wording: string, said: string): string {
  const name = /`([^`]+)`/.exec(said)?.[1] ?? ''
  return wording.replaceAll('{}', () => quoted(name))
}

import type { Issue } from '../../../../scoring/sandbox.ts'
import type { Remark } from '../../rule.ts'
import { ancestorsOf, eachNode, issueAt, type PythonRule, type PythonSource, textOf } from '../source.ts'

const MAX_LINE_CHARS = 120

function remark(rule: string, message: string): Remark {
  return { rule, category: 'style', severity: 'INFO', message }
}

/** Two ways of writing one thing within a file. Each is said once, where the rarer way first occurs. */
export function consistency(source: PythonSource): readonly Issue[] {
  return [...mixedQuotes(source), ...mixedIndentation(source)]
}

function mixedQuotes(source: PythonSource): readonly Issue[] {
  const texts = new Set(source.texts)
  const strings = source.nodes.flatMap((node) => {
    if ((node.type !== 'String' && node.type !== 'FormatString') || texts.has(node)) return []
    // A string that holds one kind of quote, or stands in an f-string, is rightly written with the other.
    if (ancestorsOf(node).some(({ type }) => type === 'FormatString')) return []
    const quotes = /^[a-z]*(['"])(?!\1\1)([^'"]*)\1$/is.exec(textOf(source, node))
    return quotes === null ? [] : [{ start: node.start, way: quotes[1] === '"' }]
  })
  const message = 'Strings have single quotes here and double quotes there: keep to one kind.'
  return rarerWay(source, strings, remark('mixed-quotes', message))
}

function mixedIndentation(source: PythonSource): readonly Issue[] {
  const within = linesWithin(source)
  const lines = codeLines(source).flatMap(({ line, start, number }) => {
    const indentation = /^[ \t]+(?=\S)/.exec(line)?.[0]
    return indentation === undefined || within.has(number)
      ? []
      : [{ start, way: indentation.startsWith('\t') }]
  })
  const message = 'Some lines are indented with tabs and some with spaces: keep to one of them.'
  return rarerWay(source, lines, remark('mixed-indentation', message))
}

/** Lines that begin inside a string, and are indented as its text wants. */
function linesWithin({ nodes, lines }: PythonSource): ReadonlySet<number> {
  const within = new Set<number>()
  for (const { type, start, end } of nodes) {
    if (type !== 'String' && type !== 'FormatString') continue
    for (let line = lines.lineOf(start) + 1; line <= lines.lineOf(end); line++) within.add(line)
  }
  return within
}

interface Written {
  readonly start: number
  readonly way: boolean
}

function rarerWay(source: PythonSource, written: readonly Written[], said: Remark): readonly Issue[] {
  const one = written.filter(({ way }) => way)
  const other = written.filter(({ way }) => !way)
  const [first] = one.length < other.length ? one : other
  return one.length === 0 || first === undefined ? [] : [issueAt(source, first.start, said)]
}

/** Lines of code that do not fit on a screen; said once, at the first. */
export function lineLength(source: PythonSource): readonly Issue[] {
  const long = codeLines(source).filter(({ line }) => line.trimEnd().length > MAX_LINE_CHARS)
  const [first] = long
  if (first === undefined) return []
  const lines = long.length === 1 ? 'One line is' : `${long.length} lines are`
  const message = `${lines} longer than ${MAX_LINE_CHARS} characters: break them where a thought ends.`
  return [issueAt(source, first.start, remark('line-length', message))]
}

interface CodeLine {
  readonly line: string
  readonly start: number
  readonly number: number
}

/** The lines without their comments and docstrings. */
function codeLines({ lines }: PythonSource): readonly CodeLine[] {
  let offset = 0
  return lines.code.map((line, i) => {
    const start = offset
    offset += line.length + 1
    return { line, start, number: i + 1 }
  })
}

/** `[x for x in xs]`. Ruff knows it too, but takes seconds over a few that stand inside each other. */
export const copyingComprehension: PythonRule = eachNode((node, source) => {
  if (node.type !== 'ArrayComprehensionExpression' && node.type !== 'SetComprehensionExpression') return null
  const [, item, word, variable, , , end] = node.children
  const copies = item?.type === 'VariableName' && word?.type === 'for' && variable?.type === 'VariableName'
  if (!copies || textOf(source, item) !== textOf(source, variable) || !/^[\]}]$/.test(end?.type ?? ''))
    return null
  return remark('unnecessary-comprehension', 'This comprehension only copies: use `list(…)` or `set(…)`.')
})

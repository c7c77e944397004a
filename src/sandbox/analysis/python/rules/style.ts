import type { Issue } from '../../../../scoring/sandbox.ts'
import {
  longLines,
  MIXED_INDENTATION,
  MIXED_QUOTES,
  numbered,
  rarerWay,
  styleRemark,
} from '../../measures/style.ts'
import { ancestorsOf, eachNode, type PythonRule, type PythonSource, textOf } from '../source.ts'

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
  return rarerWay(source, strings, MIXED_QUOTES)
}

function mixedIndentation(source: PythonSource): readonly Issue[] {
  const within = linesWithin(source)
  const lines = codeLines(source).flatMap(({ line, start, number }) => {
    const indentation = /^[ \t]+(?=\S)/.exec(line)?.[0]
    return indentation === undefined || within.has(number)
      ? []
      : [{ start, way: indentation.startsWith('\t') }]
  })
  return rarerWay(source, lines, MIXED_INDENTATION)
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

/** Lines of code that do not fit on a screen. */
export function lineLength(source: PythonSource): readonly Issue[] {
  return longLines(source, codeLines(source))
}

/** The lines without their comments and docstrings. */
const codeLines = ({ lines }: PythonSource) => numbered(lines.code)

/** `[x for x in xs]`. Ruff knows it too, but takes seconds over a few that stand inside each other. */
export const copyingComprehension: PythonRule = eachNode((node, source) => {
  if (node.type !== 'ArrayComprehensionExpression' && node.type !== 'SetComprehensionExpression') return null
  const [, item, word, variable, , , end] = node.children
  const copies = item?.type === 'VariableName' && word?.type === 'for' && variable?.type === 'VariableName'
  if (!copies || textOf(source, item) !== textOf(source, variable) || !/^[\]}]$/.test(end?.type ?? ''))
    return null
  return styleRemark(
    'unnecessary-comprehension',
    'This comprehension only copies: use `list(…)` or `set(…)`.',
  )
})

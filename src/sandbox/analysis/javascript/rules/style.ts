import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import {
  longLines,
  MIXED_INDENTATION,
  MIXED_QUOTES,
  numbered,
  rarerWay,
  styleRemark,
} from '../../measures/style.ts'
import { issueAt } from '../../remark.ts'
import type { Program } from '../rule.ts'
import type { Source } from '../source.ts'

/** Two ways of writing one thing within a file. Each is said once, where the rarer way first occurs. */
export function consistency({ source }: Program): readonly Issue[] {
  return [mixedQuotes(source), mixedSemicolons(source), mixedIndentation(source)].flat()
}

function mixedQuotes(source: Source): readonly Issue[] {
  const strings = source.nodes.flatMap((node) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return []
    // A string that holds one kind of quote is rightly written with the other.
    return /['"]/.test(node.value) ? [] : [{ start: node.start, way: source.text[node.start] === '"' }]
  })
  return rarerWay(source, strings, MIXED_QUOTES)
}

const ENDING = new Set([
  'ExpressionStatement',
  'ReturnStatement',
  'ThrowStatement',
  'VariableDeclaration',
  'BreakStatement',
  'ContinueStatement',
  'ImportDeclaration',
])

function mixedSemicolons(source: Source): readonly Issue[] {
  const statements = source.nodes.flatMap((node) => {
    if (!ENDING.has(node.type)) return []
    const parent = source.parentOf(node)
    if (parent?.type.startsWith('For') && 'body' in parent && parent.body !== node) return []
    // Only where the line ends: `{ return 1 }` on one line is written either way.
    if (!/^[ \t]*(\r?\n|$|\/\/)/.test(source.text.slice(node.end, node.end + 200))) return []
    return [{ start: node.start, way: source.text[node.end - 1] === ';' }]
  })
  const message = 'Some statements end with a semicolon and some do not: keep to one way.'
  return rarerWay(source, statements, styleRemark('mixed-semicolons', message))
}

function mixedIndentation(source: Source): readonly Issue[] {
  const ofText = linesOfText(source)
  const lines = linesOf(source).flatMap(({ line, start, number }) => {
    const indentation = /^(\t+| {2,})(?=[^\s*])/.exec(line)?.[1]
    return indentation === undefined || ofText.has(number)
      ? []
      : [{ start, way: indentation.startsWith('\t') }]
  })
  return rarerWay(source, lines, MIXED_INDENTATION)
}

/** Lines that begin inside a template or a comment, and are indented as their text wants. */
function linesOfText({ nodes, comments, lines }: Source): ReadonlySet<number> {
  const within = new Set<number>()
  for (const { start, end } of [...nodes.filter(({ type }) => type === 'TemplateElement'), ...comments]) {
    for (let line = lines.lineOf(start) + 1; line <= lines.lineOf(end); line++) within.add(line)
  }
  return within
}

/** Lines of code that do not fit on a screen. */
export function lineLength({ source }: Program): readonly Issue[] {
  const expressions = source.nodes.filter((node) => node.type === 'Literal' && 'regex' in node)
  return longLines(source, numbered(source.lines.uncommented.split('\n')), expressions)
}

const linesOf = ({ text }: Source) => numbered(text.split('\n'))

/** `if (x) return true; else return false`, which says no more than `return x`. */
export function returnTheCondition({ source }: Program): readonly Issue[] {
  return source.nodes.flatMap((node) => {
    if (node.type !== 'IfStatement' || node.alternate === null) return []
    const [yes, no] = [node.consequent, node.alternate].map((branch) => returnedBoolean(source, branch))
    if (yes === null || no === null || yes === no) return []
    const condition = quoted(source.text.slice(node.test.start, node.test.end))
    return [
      issueAt(
        source,
        node,
        styleRemark(
          'return-condition',
          `Return the condition ${condition} itself instead of true and false.`,
        ),
      ),
    ]
  })
}

function returnedBoolean({ text }: Source, { start, end }: { start: number; end: number }): string | null {
  return /^\{?\s*return (true|false);?\s*\}?$/.exec(text.slice(start, end))?.[1] ?? null
}

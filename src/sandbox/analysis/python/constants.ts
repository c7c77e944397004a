import { inkOf } from '../dynamic-code.ts'
import { lastTokenEnd } from './functions.ts'
import { type PythonNode, type PythonSource, textOf } from './source.ts'

const LITERALS = new Set(['String', 'ContinuedString', 'Number', 'Boolean', 'None'])
const TABLES = new Set(['ArrayExpression', 'DictionaryExpression', 'TupleExpression', 'SetExpression'])

/** The lines of a file that hold nothing but a table's or a text's constants; the line where one begins is code. */
export function dataLines(source: PythonSource): number {
  const constant = new Set<PythonNode>()
  // From the inside out: a list is constant where all that it holds is.
  for (const node of source.nodes.toReversed()) if (isConstant(node, constant)) constant.add(node)
  const texts = new Set(source.texts)
  const outermost = [...constant].filter(
    (node) => (node.parent === null || !constant.has(node.parent)) && !texts.has(node),
  )
  return outermost.reduce((sum, node) => {
    return sum + source.lines.codeLinesBetween(node.start, lastTokenEnd(source, node)) - 1
  }, 0)
}

function isConstant({ type, children }: PythonNode, constant: ReadonlySet<PythonNode>): boolean {
  if (LITERALS.has(type)) return true
  if (type === 'UnaryExpression') return children.at(-1)?.type === 'Number'
  return (
    TABLES.has(type) &&
    children.every((child) =>
      child.children.length === 0 ? isSign(child) || constant.has(child) : constant.has(child),
    )
  )
}

const isSign = ({ type }: PythonNode) => /^[^\p{L}]+$/u.test(type)

/** The characters of a file's code that stand in its literals. */
export function literalInk(source: PythonSource): number {
  const texts = new Set(source.texts)
  let after = 0
  let sum = 0
  for (const node of source.nodes) {
    if (node.start < after || texts.has(node) || !(LITERALS.has(node.type) || node.type === 'FormatString'))
      continue
    after = node.end
    sum += inkOf(textOf(source, node))
  }
  return sum
}

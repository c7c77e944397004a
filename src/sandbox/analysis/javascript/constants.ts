import type { Node } from 'oxc-parser'
import { inkOf } from '../dynamic-code.ts'
import type { Source } from './source.ts'

/** The lines of a file that hold nothing but a table's or a text's constants; the line where one begins is code. */
export function dataLines({ nodes, lines, parentOf }: Source): number {
  const constant = new Set<Node>()
  // From the inside out: a list is constant where all that it holds is.
  for (const node of nodes.toReversed()) if (isConstant(node, constant)) constant.add(node)
  const outermost = [...constant].filter(
    (node) => !constant.has(parentOf(node) ?? node) && HOLDS_LINES.has(node.type),
  )
  return outermost.reduce((sum, { start, end }) => sum + lines.codeLinesBetween(start, end) - 1, 0)
}

const HOLDS_LINES = new Set(['ArrayExpression', 'ObjectExpression', 'TemplateLiteral', 'Literal'])

function isConstant(node: Node, constant: ReadonlySet<Node>): boolean {
  switch (node.type) {
    case 'Literal':
      return true
    case 'TemplateLiteral':
      return node.expressions.length === 0
    case 'UnaryExpression':
      return constant.has(node.argument)
    case 'Property':
      return !node.computed && constant.has(node.value)
    case 'ArrayExpression':
      return node.elements.every((element) => element === null || constant.has(element))
    case 'ObjectExpression':
      return node.properties.every((property) => constant.has(property))
    default:
      return false
  }
}

/** The characters of a file's code that stand in its literals. */
export function literalInk({ nodes, text }: Source): number {
  const literals = nodes.filter(({ type }) => type === 'Literal' || type === 'TemplateElement')
  return literals.reduce((sum, { start, end }) => sum + inkOf(text.slice(start, end)), 0)
}

import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { type Context, complexities, complexityRemark } from '../../measures/complexity.ts'
import { issueAt } from '../../remark.ts'
import { isFunction, nameOf } from '../functions.ts'
import type { PythonNode, PythonSource } from '../source.ts'

/** Functions that are hard to follow. */
export function cognitiveComplexity(source: PythonSource): readonly Issue[] {
  const sums = complexities<PythonNode>(source.root, source.nodes, {
    parentOf: ({ parent }) => parent,
    contextOf,
    costOf,
  })
  return [...sums].flatMap(([node, complexity]) => {
    const name = isFunction(node) ? `The function ${quoted(nameOf(source, node))}` : 'The file’s top'
    const remark = complexityRemark(name, complexity)
    return remark === null ? [] : [issueAt(source, node, remark)]
  })
}

function contextOf(node: PythonNode, parent: PythonNode, above: Context<PythonNode>): Context<PythonNode> {
  // A named function is read by itself, a lambda as a part of the function around it, one level deeper.
  if (isFunction(node)) return { owner: node, nesting: 0 }
  const isDeeper = node.type === 'LambdaExpression' || nests(node, parent)
  return isDeeper ? { ...above, nesting: above.nesting + 1 } : above
}

/** Whether a node is the part of a structure that stands one level deeper than the structure itself. */
function nests(node: PythonNode, parent: PythonNode): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ForStatement':
    case 'WhileStatement':
      return node.type === 'Body'
    case 'TryStatement':
      return node.type === 'Body' && isHandler(parent, node)
    case 'MatchStatement':
      return node.type === 'MatchBody'
    case 'ConditionalExpression':
      return parent.children[2] !== node
    default:
      return false
  }
}

/** Whether a body of a `try` is what an `except` does. */
function isHandler({ children }: PythonNode, body: PythonNode): boolean {
  const words = children.slice(0, children.indexOf(body)).filter(({ type }) => PARTS_OF_TRY.has(type))
  return words.at(-1)?.type === 'except'
}

const PARTS_OF_TRY = new Set(['try', 'except', 'else', 'finally'])

function costOf(node: PythonNode, _parent: PythonNode, nesting: number): number {
  switch (node.type) {
    case 'IfStatement':
    case 'ForStatement':
    case 'WhileStatement':
      return 1 + nesting + count(node, 'elif') + count(node, 'else')
    case 'TryStatement':
      return count(node, 'except') * (1 + nesting)
    case 'MatchStatement':
    case 'ConditionalExpression':
      return 1 + nesting
    case 'BinaryExpression':
      return beginsLogicalRun(node) ? 1 : 0
    default:
      return 0
  }
}

const count = ({ children }: PythonNode, type: string) =>
  children.filter((child) => child.type === type).length

/** Whether a node is an `and` or `or` that is no operand of the same operator. */
function beginsLogicalRun(node: PythonNode): boolean {
  const operator = logicalOperator(node)
  let { parent } = node
  while (parent?.type === 'ParenthesizedExpression') parent = parent.parent
  return operator !== null && (parent === null || logicalOperator(parent) !== operator)
}

function logicalOperator({ type, children }: PythonNode): string | null {
  const operator = type === 'BinaryExpression' ? children[1]?.type : undefined
  return operator === 'and' || operator === 'or' ? operator : null
}

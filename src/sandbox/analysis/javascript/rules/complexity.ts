import type { Node } from 'oxc-parser'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { type Context, complexities, complexityRemark } from '../../measures/complexity.ts'
import { issueAt } from '../../remark.ts'
import { called, type FunctionNode, isFunction, nameOf } from '../functions.ts'
import type { Program } from '../rule.ts'
import type { Source } from '../source.ts'

/** Functions that are hard to follow. */
export function cognitiveComplexity({ source }: Program): readonly Issue[] {
  const sums = complexities<Node>(source.program, source.nodes, {
    parentOf: source.parentOf,
    contextOf: (node, parent, above) => contextOf(source, node, parent, above),
    costOf,
  })
  return [...sums].flatMap(([node, complexity]) => {
    const name = isFunction(node) ? called(source, node) : 'The file’s top'
    const remark = complexityRemark(name, complexity)
    return remark === null ? [] : [issueAt(source, node, remark)]
  })
}

function contextOf(source: Source, node: Node, parent: Node, above: Context<Node>): Context<Node> {
  if (isFunction(node)) {
    // A callback is read as a part of the function around it, one level deeper; a named function by itself.
    return isCallback(source, node) ? { ...above, nesting: above.nesting + 1 } : { owner: node, nesting: 0 }
  }
  return nests(node, parent) ? { ...above, nesting: above.nesting + 1 } : above
}

const isCallback = (source: Source, node: FunctionNode) => nameOf(source, node) === null

/** Whether a node is the part of a structure that stands one level deeper than the structure itself. */
function nests(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
      return parent.consequent === node || (parent.alternate === node && node.type !== 'IfStatement')
    case 'ConditionalExpression':
      return parent.test !== node
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'CatchClause':
      return parent.body === node
    case 'SwitchStatement':
      return parent.discriminant !== node
    default:
      return false
  }
}

function costOf(node: Node, parent: Node, nesting: number): number {
  switch (node.type) {
    case 'IfStatement': {
      const own = isElseIf(node, parent) ? 1 : 1 + nesting
      const hasElse = node.alternate !== null && node.alternate.type !== 'IfStatement'
      return own + (hasElse ? 1 : 0)
    }
    case 'SwitchStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'CatchClause':
    case 'ConditionalExpression':
      return 1 + nesting
    case 'LogicalExpression':
      return node.operator === '??' ||
        (parent.type === 'LogicalExpression' && parent.operator === node.operator)
        ? 0
        : 1
    case 'BreakStatement':
    case 'ContinueStatement':
      return node.label === null ? 0 : 1
    default:
      return 0
  }
}

const isElseIf = (node: Node, parent: Node) => parent.type === 'IfStatement' && parent.alternate === node

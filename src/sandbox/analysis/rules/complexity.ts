import type { Node } from 'oxc-parser'
import { quoted } from '../../../domain/quoted.ts'
import type { Issue } from '../../../scoring/sandbox.ts'
import { type FunctionNode, isFunction, nameOf } from '../functions.ts'
import { issueAt, type Program } from '../rule.ts'
import type { Source } from '../source.ts'

const THRESHOLD = 15

/**
 * Cognitive complexity by SonarSource's public definition (G. Ann Campbell, "Cognitive Complexity", threshold 15):
 * one for each break in the flow, and one more for each level that it is nested; `else` and `else if` cost one,
 * a run of like logical operators one, a jump to a label one. Recursion is not counted: it is often the clear way.
 */
export function cognitiveComplexity({ source }: Program): readonly Issue[] {
  return [...complexities(source)].flatMap(([node, complexity]) => {
    if (complexity <= THRESHOLD) return []
    const name = isFunction(node)
      ? `The function ${quoted(nameOf(source, node) ?? 'without a name')}`
      : 'The file’s top'
    return [
      issueAt(source, node, {
        rule: 'cognitive-complexity',
        category: 'complexity',
        severity: complexity > 2 * THRESHOLD ? 'ERROR' : 'WARNING',
        message: `${name} is hard to follow (cognitive complexity ${complexity}, at most ${THRESHOLD} is good): move parts of it into functions with telling names, and leave early instead of nesting.`,
      }),
    ]
  })
}

/** What a node's increments count towards, and how deep it is nested in it. */
interface Context {
  readonly owner: Node
  readonly nesting: number
}

/** The complexity of each function that has a name, and of the program outside of them. */
export function complexities(source: Source): ReadonlyMap<Node, number> {
  const sums = new Map<Node, number>([[source.program, 0]])
  const contexts = new Map<Node, Context>([[source.program, { owner: source.program, nesting: 0 }]])
  for (const node of source.nodes) {
    const parent = source.parentOf(node)
    if (parent === null) continue
    const context = contextOf(
      source,
      node,
      parent,
      contexts.get(parent) ?? { owner: source.program, nesting: 0 },
    )
    contexts.set(node, context)
    const cost = costOf(node, parent, context.nesting)
    if (cost > 0) sums.set(context.owner, (sums.get(context.owner) ?? 0) + cost)
  }
  return sums
}

function contextOf(source: Source, node: Node, parent: Node, above: Context): Context {
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

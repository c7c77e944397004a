import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { isFunction, nameOf } from '../functions.ts'
import { issueAt, type PythonNode, type PythonSource } from '../source.ts'

const THRESHOLD = 15

/**
 * Cognitive complexity by SonarSource's public definition (G. Ann Campbell, "Cognitive Complexity", threshold 15):
 * one for each break in the flow, and one more for each level that it is nested; `elif` and `else` cost one, a run
 * of like logical operators one. Recursion is not counted, as for JavaScript: it is often the clear way.
 */
export function cognitiveComplexity(source: PythonSource): readonly Issue[] {
  return [...complexities(source)].flatMap(([node, complexity]) => {
    if (complexity <= THRESHOLD) return []
    const name = isFunction(node) ? `The function ${quoted(nameOf(source, node))}` : 'The file’s top'
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
  readonly owner: PythonNode
  readonly nesting: number
}

/** The complexity of each function, and of the file outside of them. */
function complexities({ root, nodes }: PythonSource): ReadonlyMap<PythonNode, number> {
  const sums = new Map<PythonNode, number>([[root, 0]])
  const contexts = new Map<PythonNode, Context>([[root, { owner: root, nesting: 0 }]])
  for (const node of nodes) {
    if (node.parent === null) continue
    const context = contextOf(node, node.parent, contexts.get(node.parent) ?? { owner: root, nesting: 0 })
    contexts.set(node, context)
    const cost = costOf(node, context.nesting)
    if (cost > 0) sums.set(context.owner, (sums.get(context.owner) ?? 0) + cost)
  }
  return sums
}

function contextOf(node: PythonNode, parent: PythonNode, above: Context): Context {
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

function costOf(node: PythonNode, nesting: number): number {
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

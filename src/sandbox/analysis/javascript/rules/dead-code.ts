import type { BlockStatement, IfStatement, Node, Statement } from 'oxc-parser'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { EMPTY_BLOCK, UNREACHABLE, USELESS_EXPRESSION } from '../../measures/dead-code.ts'
import { issueAt } from '../../remark.ts'
import { hasCommentBetween } from '../comments.ts'
import { isFunction } from '../functions.ts'
import { eachNode, type Program, type Rule } from '../rule.ts'
import type { Source } from '../source.ts'

/** Statements that follow one which always leaves. */
export function unreachable({ source }: Program): readonly Issue[] {
  return source.nodes.flatMap((node) => {
    const statements = statementsOf(node)
    const last = statements.findIndex(leaves)
    // Functions are declared before anything runs, and `var x` and `;` do nothing.
    const dead = last === -1 ? undefined : statements.slice(last + 1).find(doesSomething)
    return dead === undefined ? [] : [issueAt(source, dead, UNREACHABLE)]
  })
}

function statementsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return node.body
    case 'SwitchCase':
      return node.consequent
    default:
      return []
  }
}

/** Whether a statement never lets the one after it run. */
export function leaves(statement: Statement | Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true
    case 'BlockStatement':
    case 'IfStatement':
      return alwaysLeaves(statement)
    default:
      return false
  }
}

const leaving = new WeakMap<Node, boolean>()

/** Asked by each of the blocks around, it is looked through once. */
function alwaysLeaves(statement: BlockStatement | IfStatement): boolean {
  const known = leaving.get(statement)
  if (known !== undefined) return known
  const found =
    statement.type === 'BlockStatement'
      ? statement.body.some(leaves)
      : statement.alternate !== null && leaves(statement.consequent) && leaves(statement.alternate)
  leaving.set(statement, found)
  return found
}

const doesSomething = ({ type }: Node) => type !== 'FunctionDeclaration' && type !== 'EmptyStatement'

/** Blocks with nothing in them, not even a comment that says why. */
export const emptyBlock: Rule = eachNode((node, { source }) => {
  if (node.type !== 'BlockStatement' || node.body.length > 0) return null
  const parent = source.parentOf(node)
  // An empty catch is an error-prone thing of its own; an empty callback is a value like any other.
  if (parent?.type === 'CatchClause') return null
  if (parent !== null && isLoopByHead(source, parent)) return null
  if (parent !== null && isFunction(parent) && parent.type !== 'FunctionDeclaration') return null
  return hasCommentBetween(source, node.start, node.end) ? null : EMPTY_BLOCK
})

/** `while (items[i++] !== last) {}`: a loop whose head does all that is to be done. */
function isLoopByHead({ nodes }: Source, loop: Node): boolean {
  const head = loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement' ? loop.test : null
  const parts = loop.type === 'ForStatement' ? [loop.test, loop.update] : [head]
  return parts.some(
    (part) =>
      part !== null &&
      nodes.some(({ type, start, end }) => DOES.has(type) && start >= part.start && end <= part.end),
  )
}

const DOES = new Set(['UpdateExpression', 'AssignmentExpression', 'CallExpression', 'AwaitExpression'])

/** A statement that computes a value and drops it. */
export const uselessExpression: Rule = eachNode((node, { source }) => {
  if (node.type !== 'ExpressionStatement' || !isPure(node.expression)) return null
  const isDirective = source.text.slice(node.start, node.end).match(/^(['"]).*\1;?$/) !== null
  return isDirective ? null : USELESS_EXPRESSION
})

function isPure({ type }: Node): boolean {
  return (
    type === 'Identifier' ||
    type === 'Literal' ||
    type === 'BinaryExpression' ||
    type === 'MemberExpression' ||
    type === 'ArrowFunctionExpression'
  )
}

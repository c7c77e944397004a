import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { CONSTANT_CONDITION, EMPTY_BLOCK, UNREACHABLE, USELESS_EXPRESSION } from '../../measures/dead-code.ts'
import { issueAt } from '../../remark.ts'
import { isFunction } from '../functions.ts'
import {
  eachNode,
  hasCommentBetween,
  type PythonNode,
  type PythonRule,
  type PythonSource,
  statementsOf,
  textOf,
} from '../source.ts'

/** Statements that follow one which always leaves. */
export function unreachable(source: PythonSource): readonly Issue[] {
  const leaving = leavingStatements(source)
  return source.nodes.flatMap((node) => {
    if (node.type !== 'Body' && node.type !== 'Script') return []
    const statements = statementsOf(node)
    const last = statements.findIndex((statement) => leaving.has(statement))
    const dead = last === -1 ? undefined : statements[last + 1]
    // A `yield` that is never reached makes the function a generator.
    if (dead === undefined || dead.type === 'YieldStatement') return []
    return [issueAt(source, dead, UNREACHABLE)]
  })
}

const LEAVING = new Set(['ReturnStatement', 'RaiseStatement', 'BreakStatement', 'ContinueStatement'])

/** The statements that never let the one after them run. */
function leavingStatements({ nodes }: PythonSource): ReadonlySet<PythonNode> {
  const leaving = new Set<PythonNode>()
  // From the inside out: whether an `if` leaves depends on what its branches do.
  for (const node of nodes.toReversed()) {
    if (LEAVING.has(node.type) || (node.type === 'IfStatement' && leavesEitherWay(node, leaving))) {
      leaving.add(node)
    }
  }
  return leaving
}

function leavesEitherWay({ children }: PythonNode, leaving: ReadonlySet<PythonNode>): boolean {
  const branches = children.filter(({ type }) => type === 'Body')
  return (
    children.some(({ type }) => type === 'else') &&
    branches.every((branch) => statementsOf(branch).some((statement) => leaving.has(statement)))
  )
}

/** Branches and functions with nothing in them, not even a comment that says why. An empty loop may use up a generator. */
export const emptyBlock: PythonRule = eachNode((node, source) => {
  const { parent } = node
  if (node.type !== 'Body' || parent === null || hasCommentBetween(source, node.start, node.end)) return null
  // What a method, or a function under a decorator, leaves empty is often for others to fill.
  const isPlainFunction = isFunction(parent) && parent.parent?.type === 'Script'
  if (parent.type !== 'IfStatement' && !isPlainFunction) return null
  const isEmpty = statementsOf(node).every(({ type }) => type === 'PassStatement')
  return isEmpty ? EMPTY_BLOCK : null
})

/** Sums and products that nothing gets. Ruff leaves them alone, since an operator may be anyone's own. */
export const droppedArithmetic: PythonRule = eachNode((node) => {
  const [value] = node.type === 'ExpressionStatement' ? node.children : []
  return value?.type === 'BinaryExpression' && value.children[1]?.type === 'ArithOp'
    ? USELESS_EXPRESSION
    : null
})

/** `x = x`. Ruff knows it too, but takes forever over a long chain of assignments. */
export const selfAssignment: PythonRule = eachNode((node, source) => {
  const [target, , value, ...more] = node.type === 'AssignStatement' ? node.children : []
  if (target?.type !== 'VariableName' || value?.type !== 'VariableName' || more.length > 0) return null
  if (textOf(source, target) !== textOf(source, value)) return null
  const name = quoted(textOf(source, target))
  const message = `The variable ${name} is set to itself: remove the line, or set it to what was meant.`
  return { rule: 'self-assignment', category: 'dead-code', severity: 'WARNING', message }
})

/** Conditions that are always true or always false. An endless `while True` is a common way to write one. */
export const constantCondition: PythonRule = eachNode((node, source) => {
  const test = node.type === 'ConditionalExpression' ? node.children[2] : node.children[1]
  if ((node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') || test === undefined)
    return null
  return CONSTANTS.has(test.type) && textOf(source, test) !== '' ? CONSTANT_CONDITION : null
})

const CONSTANTS = new Set(['Boolean', 'Number', 'String', 'None', 'ArrayExpression', 'DictionaryExpression'])

import type { Node } from 'oxc-parser'
import { CONSTANT_CONDITION } from '../../measures/dead-code.ts'
import type { Remark } from '../../remark.ts'
import { eachNode, type Rule } from '../rule.ts'
import type { Source } from '../source.ts'

const ERROR_PRONE = { category: 'error-prone' } as const

/**
 * `==` and `!=`, but for the comparison with null that means "null or undefined", and that of a `typeof` with a text, where
 * nothing is converted.
 */
export const looseEquality: Rule = eachNode((node) => {
  if (node.type !== 'BinaryExpression' || (node.operator !== '==' && node.operator !== '!=')) return null
  if (isNull(node.left) || isNull(node.right) || comparesType(node.left, node.right)) return null
  return {
    ...ERROR_PRONE,
    rule: 'strict-equality',
    severity: 'WARNING',
    message: `\`${node.operator}\` converts its operands before it compares them: use \`${node.operator}=\`.`,
  }
})

const isNull = (node: Node) => node.type === 'Literal' && node.value === null && node.raw === 'null'

const comparesType = (one: Node, other: Node) =>
  (isTypeof(one) && isText(other)) || (isTypeof(other) && isText(one))
const isTypeof = (node: Node) => node.type === 'UnaryExpression' && node.operator === 'typeof'
const isText = (node: Node) => node.type === 'Literal' && typeof node.value === 'string'

const COMPARING = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>='])

/** Comparisons whose outcome is known beforehand. */
export const pointlessComparison: Rule = eachNode((node, { source }) => {
  if (node.type !== 'BinaryExpression' || !COMPARING.has(node.operator)) return null
  if (isNaNLiteral(node.left) || isNaNLiteral(node.right)) {
    const message = 'Nothing equals `NaN`, not even `NaN` itself: use `Number.isNaN(…)`.'
    return { ...ERROR_PRONE, rule: 'compare-nan', severity: 'ERROR', message }
  }
  if (textOf(source, node.left) !== textOf(source, node.right)) return null
  const message =
    'Both sides of this comparison are the same: compare with something else, or use `Number.isNaN(…)`.'
  return { ...ERROR_PRONE, rule: 'compare-self', severity: 'ERROR', message }
})

const isNaNLiteral = (node: Node) =>
  (node.type === 'Identifier' && node.name === 'NaN') ||
  (node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'NaN')

const textOf = ({ text }: Source, { start, end }: Node) => text.slice(start, end)

/** Conditions that assign, or that are always true or always false. */
export const suspiciousCondition: Rule = eachNode((node, { source }) => {
  const test = testOf(node)
  if (test === null) return null
  if (test.type === 'AssignmentExpression' && !isInOwnParentheses(source, node, test)) return ASSIGNMENT
  // A loop without end that is left by `break` or `return` is a common way to write one.
  const isEndlessLoop = LOOPS.has(node.type) && test.type === 'Literal' && Boolean(test.value)
  return isConstant(test) && !isEndlessLoop ? CONSTANT_CONDITION : null
})

const ASSIGNMENT: Remark = {
  ...ERROR_PRONE,
  rule: 'assignment-in-condition',
  severity: 'ERROR',
  message: 'This condition assigns with `=`: compare with `===`, or assign before the condition.',
}

function testOf(node: Node): Node | null {
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ConditionalExpression':
      return node.test
    default:
      return null
  }
}

const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement'])

/** `while ((match = next()))`: parentheses that the statement does not need say that the assignment is meant. */
function isInOwnParentheses({ text }: Source, { type }: Node, { start }: Node): boolean {
  const needed = type === 'ForStatement' || type === 'ConditionalExpression' ? /\(\s*$/ : /\(\s*\(\s*$/
  return needed.test(text.slice(Math.max(0, start - 20), start))
}

function isConstant(test: Node): boolean {
  switch (test.type) {
    case 'Literal':
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true
    case 'UnaryExpression':
      return test.operator === '!' && isConstant(test.argument)
    case 'TemplateLiteral':
      return test.expressions.length === 0
    default:
      return false
  }
}

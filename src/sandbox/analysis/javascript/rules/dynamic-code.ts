import type { Node } from 'oxc-parser'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { RUNS_TEXT } from '../../dynamic-code.ts'
import { issueAt } from '../../remark.ts'
import { isFunction, keyName } from '../functions.ts'
import type { Identifier } from '../identifiers.ts'
import type { Program } from '../rule.ts'
import type { Source } from '../source.ts'

/** Text that is run as code: by `eval` and `Function`, by whatever way and under whatever name they are reached. */
export function dynamicCode({ source, scopes }: Program): readonly Issue[] {
  const named = scopes.undeclared.reads.filter((identifier) => isMaker(source, identifier))
  const reached = source.nodes.filter((node) => reachesMaker(source, node))
  const starts = new Set([...named, ...reached].map((node) => usedAt(source, node).start))
  return [...starts].map((start) => issueAt(source, start, RUNS_TEXT))
}

/** The call of a node, or else the node. */
function usedAt(source: Source, node: Node): Node {
  const parent = source.parentOf(node)
  const isCalled = parent?.type === 'CallExpression' || parent?.type === 'NewExpression'
  return isCalled && parent.callee === node ? parent : node
}

/** Whether an identifier is `eval`, or `Function` where it is not only compared with or asked what it is. */
function isMaker(source: Source, identifier: Identifier): boolean {
  if (identifier.name === 'eval') return true
  if (identifier.name !== 'Function') return false
  const parent = source.parentOf(identifier)
  switch (parent?.type) {
    case 'BinaryExpression':
      return false
    case 'UnaryExpression':
      return parent.operator !== 'typeof'
    case 'MemberExpression':
      return !['prototype', 'name', 'length'].includes(nameOfKey(parent) ?? '')
    case 'CallExpression':
      return !(parent.callee.type === 'MemberExpression' && nameOfKey(parent.callee) === 'any')
    default:
      return true
  }
}

const GLOBALS = new Set(['globalThis', 'window', 'self', 'global'])

function reachesMaker(source: Source, node: Node): boolean {
  if (node.type === 'Property' && source.parentOf(node)?.type === 'ObjectPattern') {
    return ['eval', 'Function', 'constructor'].includes(keyName(node.key, node.computed) ?? '')
  }
  if (node.type !== 'MemberExpression') return false
  const key = nameOfKey(node)
  if (key === 'eval' || key === 'Function') {
    return node.object.type === 'Identifier' && GLOBALS.has(node.object.name)
  }
  return key === 'constructor' && (isOfFunction(node.object) || makesFunction(source, node))
}

/** Whether what `constructor` is asked of is a function: its constructor is `Function`. */
function isOfFunction(object: Node): boolean {
  if (isFunction(object) || object.type === 'ClassExpression') return true
  if (object.type === 'MemberExpression') return nameOfKey(object) === 'constructor'
  return (
    object.type === 'CallExpression' && object.arguments.some(isFunction) && isPrototypeCall(object.callee)
  )
}

const isPrototypeCall = (callee: Node) =>
  callee.type === 'MemberExpression' && nameOfKey(callee) === 'getPrototypeOf'

/** Whether a constructor is called as no class can be, or with text. `new this.constructor(items)` makes one's like. */
function makesFunction(source: Source, node: Extract<Node, { type: 'MemberExpression' }>): boolean {
  const parent = source.parentOf(node)
  if (parent?.type === 'CallExpression') return parent.callee === node
  if (parent?.type !== 'NewExpression' || parent.callee !== node) return false
  return node.object.type !== 'ThisExpression' && parent.arguments.some(isText)
}

/** The name of the property that is asked for, also where its text is put together from constants. */
function nameOfKey({ property, computed }: Extract<Node, { type: 'MemberExpression' }>): string | null {
  return computed ? constantText(property) : keyName(property, computed)
}

function constantText(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type === 'TemplateLiteral')
    return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? null) : null
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return null
  const [left, right] = [constantText(node.left), constantText(node.right)]
  return left === null || right === null ? null : left + right
}

function isText(node: Node): boolean {
  if (node.type === 'BinaryExpression')
    return node.operator === '+' && (isText(node.left) || isText(node.right))
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}

import type { AnyNode, Program } from 'acorn'
import { hasAsyncFunction, identifiersOf, topLevelNames, walk } from './syntax.ts'

/** An assertion of a test file that is a statement of its own, and where that stands. */
export interface Check {
  readonly name: string
  readonly start: number
  readonly end: number
}

const ASSERT_MODULE = /^((node:)?assert(\/strict)?|@codewars\/test-compat)$/
const MAX_CHECKS = 200
const MAX_NAME_CHARS = 100

/**
 * The assertions of a script of assertions, in their order; none where there are too many to tell of each. What a
 * function of the file's own asserts that is called in several places is part of those calls.
 */
export function checksOf(program: Program, text: string): readonly Check[] {
  const names = assertingNames(program)
  const helpers = helpersOf(program, names)
  const checks: Check[] = []
  walk(program, (node) => {
    if (helpers.has(declaredName(node))) return false
    if (saysNothing(node) || (!isAssertion(node, names) && !helpers.has(calledBy(node)))) return true
    const { start, end } = node
    const name = text.slice(start, end).replace(/\s+/g, ' ').replace(/;$/, '').slice(0, MAX_NAME_CHARS)
    checks.push({ name, start, end })
    return false
  })
  return checks.length > MAX_CHECKS ? [] : checks.sort((a, b) => a.start - b.start)
}

/** The file's text with each check tried, and told of; no line changes its number. */
export function withChecksTried(text: string, checks: readonly Check[], held: string, fell: string): string {
  let tried = ''
  let at = 0
  checks.forEach(({ start, end }, i) => {
    tried += `${text.slice(at, start)}try { ${text.slice(start, end)}; ${held}(${i}) } catch (e) { ${fell}(${i}, e) }`
    at = end
  })
  return tried + text.slice(at)
}

/** What the file has of `node:assert`, under its own names, and what it has without importing it. */
function assertingNames(program: Program): ReadonlySet<string> {
  const names = new Set(['assert', 'expect', 'Test'])
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration' && ASSERT_MODULE.test(String(statement.source.value))) {
      for (const { local } of statement.specifiers) names.add(local.name)
    }
    const required = statement.type === 'VariableDeclaration' && REQUIRES_ASSERT.test(initOf(statement))
    if (required) for (const name of topLevelNames({ ...program, body: [statement] })) names.add(name)
  }
  return names
}

const REQUIRES_ASSERT = /^((node:)?assert|@codewars\/test-compat$)/

/** The module that a declaration's first variable is made of by `require`, or nothing. */
function initOf({ declarations: [first] }: Extract<AnyNode, { type: 'VariableDeclaration' }>): string {
  const init = first?.init
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require')
    return ''
  const [module] = init.arguments
  return module?.type === 'Literal' ? String(module.value) : ''
}

/** Functions of the file's own that assert, and are called in several places. */
function helpersOf(program: Program, names: ReadonlySet<string>): ReadonlySet<string> {
  const calls = new Map<string, number>()
  const asserting = new Set<string>()
  walk(program, (node) => {
    const called = calledBy(node)
    calls.set(called, (calls.get(called) ?? 0) + 1)
    const declared = declaredName(node)
    if (declared !== '' && canFail(node, names)) asserting.add(declared)
    return true
  })
  return new Set([...asserting].filter((name) => (calls.get(name) ?? 0) > 1))
}

function canFail(declaration: AnyNode, names: ReadonlySet<string>): boolean {
  let found = false
  walk(declaration, (node) => {
    found ||= node.type === 'ThrowStatement' || isAssertion(node, names)
    return !found
  })
  return found
}

function declaredName(node: AnyNode): string {
  if (node.type === 'FunctionDeclaration') return node.id?.name ?? ''
  const isFunction = node.type === 'VariableDeclarator' && /Function/.test(node.init?.type ?? '')
  return isFunction && node.id.type === 'Identifier' ? node.id.name : ''
}

/** The name of the function that a statement calls and does nothing else, or nothing. */
function calledBy(node: AnyNode): string {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'CallExpression') return ''
  const { callee } = node.expression
  return callee.type === 'Identifier' ? callee.name : ''
}

/** `assert(true)`, which says nothing of the answer; unlike `expect(…).toBe(true)`. */
function saysNothing(node: AnyNode): boolean {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'CallExpression') return false
  const { callee, arguments: given } = node.expression
  const [first] = given
  const direct =
    callee.type === 'Identifier' ||
    (callee.type === 'MemberExpression' && callee.object.type === 'Identifier')
  return (
    direct &&
    first?.type === 'Literal' &&
    first.value === true &&
    given.every(({ type }) => type === 'Literal')
  )
}

/** `assert(…)`, `assert.equal(…)`, `expect(…).toBe(…)`, `console.assert(…)`, as a statement. */
function isAssertion(node: AnyNode, names: ReadonlySet<string>): boolean {
  if (node.type !== 'ExpressionStatement') return false
  let above: AnyNode | null = null
  let at: AnyNode = node.expression
  while (at.type === 'CallExpression' || at.type === 'MemberExpression' || at.type === 'AwaitExpression') {
    above = at
    at = at.type === 'CallExpression' ? at.callee : at.type === 'MemberExpression' ? at.object : at.argument
  }
  if (at.type !== 'Identifier' || above === null) return false
  const member =
    above.type === 'MemberExpression' && above.property.type === 'Identifier' ? above.property : null
  return names.has(at.name) || (at.name === 'console' && member?.name === 'assert')
}

/** Names by which a suite registers what is to run later. */
const REGISTERING = /^[fx]?(describe|it)$|^(suite|context|x?test|specify|mock)$/
const LATER = new Set(['then', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'])

/**
 * Whether a file is a test in itself, as scripts of assertions are: it registers nothing, and all that it does is
 * done, or has failed, when it is loaded.
 */
export function standsAlone(program: Program): boolean {
  // A function of the file's own that is called `test` registers nothing.
  const own = program.body.map((statement) => statement.type === 'FunctionDeclaration' && statement.id.name)
  const names = [...identifiersOf(program)].filter((name) => !own.includes(name))
  return (
    program.body.some(({ type }) => /Statement$/.test(type)) &&
    !names.some((name) => REGISTERING.test(name) || LATER.has(name)) &&
    !hasAsyncFunction(program)
  )
}

import type { Node } from 'oxc-parser'
import { quoted } from '../../../domain/quoted.ts'
import type { Issue } from '../../../scoring/sandbox.ts'
import { type FunctionNode, isFunction, nameOf } from '../functions.ts'
import { eachNode, issueAt, type Program, type Rule } from '../rule.ts'
import { ancestorsOf, type Source } from '../source.ts'
import { isTypeOnly } from '../types.ts'

const MAX_LINES = 50
const MAX_PARAMETERS = 5
const MAX_NESTING = 3

const called = (source: Source, node: FunctionNode) => quoted(nameOf(source, node) ?? 'without a name')

/** A function longer than a screen; twice as long is grave. */
export const functionLength: Rule = eachNode((node, { source }) => {
  if (!isFunction(node)) return null
  const lines = source.lines.codeLinesBetween(node.start, node.end)
  if (lines <= MAX_LINES) return null
  return {
    rule: 'function-length',
    category: 'length',
    severity: lines > 2 * MAX_LINES ? 'ERROR' : 'WARNING',
    message: `The function ${called(source, node)} is ${lines} lines long (at most ${MAX_LINES} is good): give each of its steps a function of its own.`,
  }
})

/** More parameters than a caller can keep in mind. */
export const parameterCount: Rule = eachNode((node, { source }) => {
  if (!isFunction(node)) return null
  // TypeScript's `this` is none of them.
  const count = node.params.filter((param) => !isTypeOnly(param)).length
  if (count <= MAX_PARAMETERS) return null
  return {
    rule: 'parameter-count',
    category: 'complexity',
    severity: 'WARNING',
    message: `The function ${called(source, node)} takes ${count} parameters (at most ${MAX_PARAMETERS} is good): put those that belong together into an object.`,
  }
})

/** Control structures inside each other; what goes too deep inside one that is too deep is said there. */
export function nestingDepth({ source }: Program): readonly Issue[] {
  const deepest = new Map<Node, number>()
  for (const node of source.nodes) {
    if (!isNesting(node)) continue
    const levels = levelsOf(source, node)
    const tooDeep = levels[levels.length - 1 - MAX_NESTING]
    if (tooDeep !== undefined) deepest.set(tooDeep, Math.max(levels.length, deepest.get(tooDeep) ?? 0))
  }
  return [...deepest].map(([node, depth]) =>
    issueAt(source, node, {
      rule: 'nesting-depth',
      category: 'nesting',
      severity: depth > MAX_NESTING + 1 ? 'ERROR' : 'WARNING',
      message: `This is nested ${depth} levels deep (at most ${MAX_NESTING} is good): return early, or move the inner part into a function.`,
    }),
  )
}

const NESTING = new Set([
  'IfStatement',
  'SwitchStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'TryStatement',
])

const isNesting = (node: Node) => NESTING.has(node.type)

/** The structures that a structure stands in within its function, from itself outwards; `else if` is one with its `if`. */
function levelsOf(source: Source, node: Node): readonly Node[] {
  const levels: Node[] = []
  let below = node
  for (const above of [node, ...ancestorsOf(source, node)]) {
    if (isFunction(above)) break
    const isElseIf = above.type === 'IfStatement' && above.alternate === below && below.type === 'IfStatement'
    if (isElseIf) levels.pop()
    if (isNesting(above)) levels.push(above)
    below = above
  }
  return levels
}

import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { givenParametersOf, isFunction, lastTokenEnd, nameOf } from '../functions.ts'
import {
  ancestorsOf,
  eachNode,
  issueAt,
  type PythonNode,
  type PythonRule,
  type PythonSource,
} from '../source.ts'

const MAX_LINES = 50
const MAX_PARAMETERS = 5
const MAX_NESTING = 3

/** A function longer than a screen; twice as long is grave. Its comments and its docstring do not count. */
export const functionLength: PythonRule = eachNode((node, source) => {
  if (!isFunction(node)) return null
  const lines = source.lines.codeLinesBetween(node.start, lastTokenEnd(source, node))
  if (lines <= MAX_LINES) return null
  return {
    rule: 'function-length',
    category: 'length',
    severity: lines > 2 * MAX_LINES ? 'ERROR' : 'WARNING',
    message: `The function ${quoted(nameOf(source, node))} is ${lines} lines long (at most ${MAX_LINES} is good): give each of its steps a function of its own.`,
  }
})

/** More parameters than a caller can keep in mind. Those that are given by name say what they are. */
export const parameterCount: PythonRule = eachNode((node, source) => {
  if (!isFunction(node)) return null
  const count = givenParametersOf(source, node).filter(({ kind }) => kind === 'positional').length
  if (count <= MAX_PARAMETERS) return null
  return {
    rule: 'parameter-count',
    category: 'complexity',
    severity: 'WARNING',
    message: `The function ${quoted(nameOf(source, node))} takes ${count} parameters (at most ${MAX_PARAMETERS} is good): put those that belong together into an object, or have them given by name.`,
  }
})

/** Control structures inside each other; what goes too deep inside one that is too deep is said there. */
export function nestingDepth(source: PythonSource): readonly Issue[] {
  const deepest = new Map<PythonNode, number>()
  for (const node of source.nodes) {
    if (!NESTING.has(node.type)) continue
    const levels = levelsOf(node)
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

const NESTING = new Set(['IfStatement', 'ForStatement', 'WhileStatement', 'TryStatement', 'MatchStatement'])

/** The structures that a structure stands in within its function, from itself outwards; `elif` is one with its `if`. */
function levelsOf(node: PythonNode): readonly PythonNode[] {
  const levels = [node]
  for (const above of ancestorsOf(node)) {
    if (isFunction(above)) break
    if (NESTING.has(above.type)) levels.push(above)
  }
  return levels
}

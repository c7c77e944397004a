import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { lengthRemark, nestingIssues, parametersRemark } from '../../measures/size.ts'
import { givenParametersOf, isFunction, lastTokenEnd, nameOf } from '../functions.ts'
import { ancestorsOf, eachNode, type PythonNode, type PythonRule, type PythonSource } from '../source.ts'

const called = (source: PythonSource, node: PythonNode) => `The function ${quoted(nameOf(source, node))}`

/** A function longer than a screen. Its comments and its docstring do not count. */
export const functionLength: PythonRule = eachNode((node, source) => {
  if (!isFunction(node)) return null
  const lines = source.lines.codeLinesBetween(node.start, lastTokenEnd(source, node))
  return lengthRemark(called(source, node), lines)
})

/** More parameters than a caller can keep in mind. Those that are given by name say what they are. */
export const parameterCount: PythonRule = eachNode((node, source) => {
  if (!isFunction(node)) return null
  const count = givenParametersOf(source, node).filter(({ kind }) => kind === 'positional').length
  const advice = 'put those that belong together into an object, or have them given by name'
  return parametersRemark(called(source, node), count, advice)
})

/** Control structures inside each other. */
export function nestingDepth(source: PythonSource): readonly Issue[] {
  return nestingIssues(source, source.nodes.filter(({ type }) => NESTING.has(type)).map(levelsOf))
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

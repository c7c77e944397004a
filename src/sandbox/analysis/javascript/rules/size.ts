import type { Node } from 'oxc-parser'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { lengthRemark, nestingIssues, parametersRemark } from '../../measures/size.ts'
import { called, isFunction } from '../functions.ts'
import { eachNode, type Program, type Rule } from '../rule.ts'
import { ancestorsOf, type Source } from '../source.ts'
import { isTypeOnly } from '../types.ts'

/** A function longer than a screen. */
export const functionLength: Rule = eachNode((node, { source }) => {
  if (!isFunction(node)) return null
  return lengthRemark(called(source, node), source.lines.codeLinesBetween(node.start, node.end))
})

/** More parameters than a caller can keep in mind. */
export const parameterCount: Rule = eachNode((node, { source }) => {
  if (!isFunction(node)) return null
  // TypeScript's `this` is none of them.
  const count = node.params.filter((param) => !isTypeOnly(param)).length
  return parametersRemark(called(source, node), count, 'put those that belong together into an object')
})

/** Control structures inside each other. */
export function nestingDepth({ source }: Program): readonly Issue[] {
  return nestingIssues(
    source,
    source.nodes.filter(isNesting).map((node) => levelsOf(source, node)),
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

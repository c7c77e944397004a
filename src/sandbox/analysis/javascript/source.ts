import { type Comment, type Node, type Program, visitorKeys } from 'oxc-parser'
import { MAX_DEPTH, MAX_NODES, TOO_DEEP, TOO_LARGE } from '../bounds.ts'
import { Lines } from '../lines.ts'
import type { Placed } from '../remark.ts'
import { isTypeOnly } from './types.ts'

/** A parsed file as flat lists, so that no rule recurses and none can run out of stack on a learner's text. */
export interface Source extends Placed {
  readonly text: string
  readonly program: Program
  readonly comments: readonly Comment[]
  /** Every node of what runs, a parent before its children, in the order of the text. */
  readonly nodes: readonly Node[]
  /** The same of what is there for TypeScript's checker. */
  readonly typeNodes: readonly Node[]
  /** The node above; null for the program. */
  parentOf(node: Node): Node | null
}

/** The flat lists of a tree, or why it is not looked at. */
export function flatten(
  file: string,
  text: string,
  program: Program,
  comments: readonly Comment[],
): Source | string {
  const parents = new Map<Node, Node>()
  const nodes: Node[] = []
  const typeNodes: Node[] = []
  const waiting = [{ node: program as Node, depth: 0, list: nodes }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth, list } = next
    if (depth > MAX_DEPTH) return TOO_DEEP
    if (nodes.length + typeNodes.length >= MAX_NODES) return TOO_LARGE
    list.push(node)
    for (const child of childrenOf(node).toReversed()) {
      parents.set(child, node)
      waiting.push({ node: child, depth: depth + 1, list: isTypeOnly(child) ? typeNodes : list })
    }
  }
  const lines = new Lines(text, comments)
  const parentOf = (node: Node) => parents.get(node) ?? null
  return { file, text, program, comments, lines, nodes, typeNodes, parentOf }
}

/** The nodes directly below one, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  // `{ a }` in an object has one and the same text as key and value: it counts as the value alone.
  const keys = node.type === 'Property' && node.shorthand ? ['value'] : (visitorKeys[node.type] ?? [])
  return keys.flatMap((key) => {
    const below = Reflect.get(node, key) as Node | readonly (Node | null)[] | null | undefined
    const all = Array.isArray(below)
      ? (below as readonly (Node | null)[])
      : [below as Node | null | undefined]
    return all.filter((child) => child !== null && child !== undefined)
  })
}

/** The nodes above one, from the nearest on. */
export function* ancestorsOf(source: Source, node: Node): Generator<Node> {
  for (let above = source.parentOf(node); above !== null; above = source.parentOf(above)) yield above
}

import type { Remark } from '../remark.ts'

const THRESHOLD = 15

/** What the increments of a node count towards, and how deep it is nested in it. */
export interface Context<N> {
  readonly owner: N
  readonly nesting: number
}

/** How a language's tree adds to the complexity. */
export interface Flow<N> {
  parentOf(node: N): N | null
  /** The context of a node by that of the node above it. */
  contextOf(node: N, parent: N, above: Context<N>): Context<N>
  costOf(node: N, parent: N, nesting: number): number
}

/**
 * Cognitive complexity by SonarSource's public definition (G. Ann Campbell, "Cognitive Complexity", threshold 15), of
 * each function that has a name, and of the file outside of them: one for each break in the flow, and one more for
 * each level that it is nested; `else` and `else if` cost one, a run of like logical operators one, a jump to a label
 * one. Recursion is not counted: it is often the clear way. `nodes` has a parent before its children.
 */
export function complexities<N>(root: N, nodes: readonly N[], flow: Flow<N>): ReadonlyMap<N, number> {
  const sums = new Map<N, number>([[root, 0]])
  const top: Context<N> = { owner: root, nesting: 0 }
  const contexts = new Map<N, Context<N>>([[root, top]])
  for (const node of nodes) {
    const parent = flow.parentOf(node)
    if (parent === null) continue
    const context = flow.contextOf(node, parent, contexts.get(parent) ?? top)
    contexts.set(node, context)
    const cost = flow.costOf(node, parent, context.nesting)
    if (cost > 0) sums.set(context.owner, (sums.get(context.owner) ?? 0) + cost)
  }
  return sums
}

/** What is said of a function, or of the file's top, that is hard to follow; null for one that is not. */
export function complexityRemark(what: string, complexity: number): Remark | null {
  if (complexity <= THRESHOLD) return null
  return {
    rule: 'cognitive-complexity',
    category: 'complexity',
    severity: complexity > 2 * THRESHOLD ? 'ERROR' : 'WARNING',
    message: `${what} is hard to follow (cognitive complexity ${complexity}, at most ${THRESHOLD} is good): move parts of it into functions with telling names, and leave early instead of nesting.`,
  }
}

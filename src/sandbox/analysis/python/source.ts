import type { Issue } from '../../../scoring/sandbox.ts'
import type { Comment, Commented } from '../idle-comments.ts'
import { issueAt, type Remark } from '../remark.ts'
import { speaksToReader } from '../to-tools.ts'

/** A node of the syntax tree, named as the grammar of @lezer/python names it; a token is a node without children. */
export interface PythonNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly parent: PythonNode | null
  /** Without comments. */
  readonly children: readonly PythonNode[]
}

/**
 * A parsed file as flat lists, so that no rule recurses and none can run out of stack on a learner's text. In `lines`
 * both comments and `texts` count as comment.
 */
export interface PythonSource extends Commented {
  /** The file's text without a byte order mark, its lines ended by \n alone. */
  readonly text: string
  readonly root: PythonNode
  /** Whether the tree holds no guess at something that the grammar does not know. */
  readonly whole: boolean
  /** Every node of the tree, a parent before its children, in the order of the text. */
  readonly nodes: readonly PythonNode[]
  /** The comments by their lines: one ends its line. */
  readonly commentOn: ReadonlyMap<number, Comment>
  /** Strings that stand as statements: docstrings, and others that are there to be read alone. */
  readonly texts: readonly PythonNode[]
}

/** One kind of remark, or a small family of them. */
export type PythonRule = (source: PythonSource) => readonly Issue[]

/** A rule that looks at each node by itself. */
export function eachNode(look: (node: PythonNode, source: PythonSource) => Remark | null): PythonRule {
  return (source) =>
    source.nodes.flatMap((node) => {
      const remark = look(node, source)
      return remark === null ? [] : [issueAt(source, node, remark)]
    })
}

/** The text of a node. */
export function textOf({ text }: PythonSource, { start, end }: PythonNode): string {
  return text.slice(start, end)
}

/** The first of a node's children that has this type, or null. */
export function childOf(node: PythonNode, type: string): PythonNode | null {
  return node.children.find((child) => child.type === type) ?? null
}

/** The nodes above one, from the nearest on. */
export function* ancestorsOf(node: PythonNode): Generator<PythonNode> {
  for (let above = node.parent; above !== null; above = above.parent) yield above
}

/** The statements of a file or of a body, those that share a line one by one. */
export function statementsOf(block: PythonNode): readonly PythonNode[] {
  const parts = block.children.filter(({ type }) => type !== ':' && type !== ';')
  return parts.flatMap((part) => (part.type === 'StatementGroup' ? statementsOf(part) : [part]))
}

/** The string that a statement is, or null. */
export function bareString(statement: PythonNode): PythonNode | null {
  const [value, ...more] = statement.type === 'ExpressionStatement' ? statement.children : []
  if (value === undefined || more.length > 0) return null
  const parts = value.type === 'ContinuedString' ? value.children : [value]
  return parts.every(({ type }) => type === 'String') ? value : null
}

/** Whether a comment for a reader stands on one of the lines from one offset to another. */
export function hasCommentBetween({ commentOn, lines }: PythonSource, start: number, end: number): boolean {
  const last = lines.lineOf(end)
  for (let line = lines.lineOf(start); line <= last; line++) {
    if (speaksToReader(commentOn.get(line)?.value ?? '')) return true
  }
  return false
}

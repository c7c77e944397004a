import type { Tree, TreeCursor } from '@lezer/common'
import { parser } from '@lezer/python'
import { MAX_DEPTH, MAX_NODES, refusalOf, TOO_DEEP, TOO_LARGE } from '../bounds.ts'
import type { Comment } from '../idle-comments.ts'
import { Lines } from '../lines.ts'
import type { Unparsable } from '../remark.ts'
import { findSyntaxError } from './ruff/workspace.ts'
import { bareString, type PythonNode, type PythonSource } from './source.ts'

/** Brackets inside each other, wherever they stand in the text; Python itself takes 200. */
const MAX_BRACKETS = 200

/**
 * The syntax tree of a Python file, or why it is not looked at.
 * @throws RuffCrash
 */
export function parsePython(file: string, written: string): PythonSource | Unparsable {
  const refusal = refusalOf(written, MAX_BRACKETS)
  if (refusal !== null) return { file, line: null, message: refusal }
  const text = written.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const flat = readTree(text)
  return 'tree' in flat ? asSource(file, text, flat) : { file, ...flat }
}

type Refusal = Omit<Unparsable, 'file'>

const strictParser = parser.configure({ strict: true })

/**
 * The tree of a text, or why it is not looked at. Lezer could go on after an error, but slowly, and for nothing where
 * Ruff finds an error too; where Ruff finds none, the text holds something that Lezer's grammar does not know.
 */
function readTree(text: string): Flat | Refusal {
  const known = inKnownWords(text)
  const parse = strictParser.startParse(known)
  try {
    let tree = parse.advance()
    while (tree === null) tree = parse.advance()
    return flatten(known, tree)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const before = flatten(known, parser.parse(known.slice(0, parse.parsedPos)))
  if (!('tree' in before)) return before
  return findSyntaxError(text) ?? flatten(known, parser.parse(known))
}

/** The text with some things that the grammar does not know put in words of the same length that it does. */
function inKnownWords(text: string): string {
  return text
    .replace(/^\f(?=\n)/gm, ' ')
    .replace(/\b(t|tr|rt)(?=["'])/gi, (prefix) => prefix.replace(/t/i, 'f'))
    .replace(/(?<![\w.])(\d+)\.(?![\w.])/g, '$1_')
}

function asSource(file: string, text: string, { tree, comments }: Flat): PythonSource {
  const [root] = tree
  if (root === undefined) throw new Error('a tree has a root')
  const texts = tree.map(bareString).filter((string) => string !== null)
  const read = [...comments, ...texts.map((string) => asComment(text, string))]
  // Other line ends than \n are none to Python.
  const lines = new Lines(
    text.replace(/[\u2028\u2029]/g, ' '),
    read.toSorted((a, b) => a.start - b.start),
  )
  const commentOn = new Map(comments.map((comment) => [lines.lineOf(comment.start), comment]))
  const whole = tree.every(({ type }) => type !== '⚠')
  return { file, text, root, whole, nodes: tree, comments, commentOn, texts, lines }
}

interface Flat {
  readonly tree: readonly PythonNode[]
  readonly comments: readonly Comment[]
}

interface GrowingNode extends PythonNode {
  readonly children: PythonNode[]
}

/** The flat lists of a tree, or why it is not looked at. */
function flatten(text: string, root: Tree): Flat | Refusal {
  const tree: GrowingNode[] = []
  const comments: Comment[] = []
  const open: GrowingNode[] = []
  const cursor = root.cursor()
  do {
    const above = open.at(-1)
    const node = nodeAt(cursor, above ?? null)
    if (node.type === 'Comment') comments.push(asComment(text, node))
    else {
      above?.children.push(node)
      tree.push(node)
    }
    if (tree.length > MAX_NODES) return { line: null, message: TOO_LARGE }
    if (cursor.firstChild()) open.push(node)
    else {
      while (!cursor.nextSibling() && cursor.parent()) open.pop()
    }
    if (open.length > MAX_DEPTH) return { line: null, message: TOO_DEEP }
  } while (open.length > 0)
  return { tree, comments }
}

function nodeAt({ name, from, to }: TreeCursor, parent: GrowingNode | null): GrowingNode {
  return { type: name, start: from, end: to, parent, children: [] }
}

function asComment(text: string, { start, end }: PythonNode): Comment {
  return { type: 'Line', value: text.slice(start, end).replace(/^#/, ''), start, end }
}

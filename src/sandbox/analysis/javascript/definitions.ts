import type { Class, Node } from 'oxc-parser'
import type { Definition } from '../../../scoring/sandbox.ts'
import type { Comment } from '../idle-comments.ts'
import { commentsAbove, wordsOf } from './comments.ts'
import { boundNames, type FunctionNode, isFunction, keyName, nameOf } from './functions.ts'
import type { Program } from './rule.ts'
import type { Source } from './source.ts'
import { isTypeOnly } from './types.ts'

/** A definition, and the comments that its words come from. */
export interface Documented {
  readonly definition: Definition
  readonly comments: readonly Comment[]
}

/**
 * The functions, methods and classes that have a name; callbacks and constructors are parts of something else.
 * `telling` are the comments that may explain one of them.
 */
export function findDefinitions(program: Program, telling: ReadonlySet<Comment>): readonly Documented[] {
  const { source } = program
  const flows = findFlows(source)
  return source.nodes.flatMap((node) => {
    const traits = isFunction(node)
      ? functionTraits(program, node, flows)
      : isClass(node)
        ? classTraits(program, node)
        : null
    return traits === null ? [] : [documented(source, node, traits, telling)]
  })
}

type Traits = Omit<Definition, 'file' | 'line' | 'column' | 'doc'>

function functionTraits(program: Program, node: FunctionNode, flows: Flows): Traits | null {
  const { source } = program
  const name = nameOf(source, node)
  if (name === null || isConstructor(source, node)) return null
  const method = methodAround(source, node)
  return {
    name,
    kind: method === null ? 'function' : 'method',
    exported:
      method === null ? isExported(program, node) : isExported(program, method) && !isPrivate(source, node),
    lines: source.lines.codeLinesBetween(node.body?.start ?? node.start, node.end),
    parameters: node.params.flatMap(boundNames),
    returnsValue: flows.returning.has(node) || (node.type === 'ArrowFunctionExpression' && node.expression),
    throws: flows.throwing.has(node),
  }
}

function classTraits(program: Program, node: Class): Traits | null {
  const { source } = program
  const parent = source.parentOf(node)
  const name =
    node.id?.name ??
    (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : null)
  if (name === null) return null
  const lines = source.lines.codeLinesBetween(node.body.start, node.end)
  const exported = isExported(program, node)
  return { name, kind: 'class', exported, lines, parameters: [], returnsValue: false, throws: false }
}

const isClass = (node: Node): node is Class =>
  node.type === 'ClassDeclaration' || node.type === 'ClassExpression'

function documented(source: Source, node: Node, traits: Traits, telling: ReadonlySet<Comment>): Documented {
  const { file, lines } = source
  const anchor = anchorOf(source, node)
  const comments = [...overloadsOf(source, anchor, traits.name), anchor]
    .flatMap(({ start }) => commentsAbove(source, start))
    .filter((comment) => telling.has(comment))
  const doc = comments.map(wordsOf).join('\n').trim()
  const place = { file, line: lines.lineOf(anchor.start), column: lines.columnOf(anchor.start) }
  return { definition: { ...traits, ...place, doc: doc === '' ? null : doc }, comments }
}

/** The statement or member that a definition's comment stands above. */
function anchorOf(source: Source, node: Node): Node {
  let anchor = node
  for (
    let above = source.parentOf(node);
    above !== null && BELONGS.has(above.type);
    above = source.parentOf(above)
  ) {
    // Of `const a = …, b = …` the comment above is the first one's.
    if (above.type === 'VariableDeclaration' && above.declarations[0] !== anchor) break
    anchor = above
    if (MEMBERS.has(above.type)) break
  }
  return anchor
}

/** The overloads of a function or method, which stand above it: its words may be theirs. */
function overloadsOf(source: Source, anchor: Node, name: string): readonly Node[] {
  const around = source.parentOf(anchor)
  const siblings: readonly Node[] =
    around !== null && 'body' in around && Array.isArray(around.body) ? around.body : []
  const end = placesOf(siblings).get(anchor) ?? 0
  let start = end
  while (start > 0 && overloadName(siblings[start - 1]) === name) start -= 1
  return siblings.slice(start, end)
}

const places = new WeakMap<readonly Node[], ReadonlyMap<Node, number>>()

/** Where each of some nodes stands among them: a class may have thousands of methods. */
function placesOf(siblings: readonly Node[]): ReadonlyMap<Node, number> {
  const known = places.get(siblings) ?? new Map(siblings.map((sibling, i) => [sibling, i]))
  places.set(siblings, known)
  return known
}

function overloadName(node: Node | undefined): string | null {
  if (node === undefined) return null
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration')
    return node.declaration === null ? null : overloadName(node.declaration)
  if (!isTypeOnly(node)) return null
  if (node.type === 'MethodDefinition') return keyName(node.key, node.computed)
  return 'id' in node && node.id?.type === 'Identifier' ? node.id.name : null
}

const MEMBERS = new Set(['MethodDefinition', 'PropertyDefinition', 'AccessorProperty', 'Property'])
const BELONGS = new Set([
  ...MEMBERS,
  'VariableDeclarator',
  'VariableDeclaration',
  'AssignmentExpression',
  'ExpressionStatement',
  'ExportNamedDeclaration',
  'ExportDefaultDeclaration',
])

/** The class or object that a function is a method of, or null. */
function methodAround(source: Source, node: FunctionNode): Node | null {
  const member = source.parentOf(node)
  if (member === null || !MEMBERS.has(member.type)) return null
  const body = source.parentOf(member)
  // What an exported object holds is exported as what it is: `module.exports = { sum: (a, b) => a + b }`.
  return body?.type === 'ClassBody' ? source.parentOf(body) : body
}

/** Whether a method is for its own class, or in TypeScript for that and those that derive from it. */
function isPrivate(source: Source, node: FunctionNode): boolean {
  const member = source.parentOf(node)
  if (member?.type !== 'MethodDefinition' && member?.type !== 'PropertyDefinition') return false
  const { accessibility } = member
  return (
    member.key.type === 'PrivateIdentifier' || accessibility === 'private' || accessibility === 'protected'
  )
}

const isConstructor = (source: Source, node: FunctionNode) => {
  const member = source.parentOf(node)
  return (
    member?.type === 'MethodDefinition' &&
    (member.kind === 'constructor' || keyName(member.key, member.computed) === null)
  )
}

/** Whether a function, class or object can be reached from outside its file. */
function isExported({ source, scopes, exports }: Program, node: Node): boolean {
  const parent = source.parentOf(node)
  if (exports.values.has(node) || parent?.type === 'ExportDefaultDeclaration') return true
  const declaration = parent?.type === 'VariableDeclarator' ? parent : node
  const name =
    declaration.type === 'VariableDeclarator' || isFunction(declaration) || isClass(declaration)
      ? declaration.id
      : null
  const variable = name?.type === 'Identifier' ? scopes.top.variables.get(name.name) : undefined
  return variable?.declaration === declaration && exports.variables.has(variable)
}

interface Flows {
  readonly returning: ReadonlySet<Node>
  readonly throwing: ReadonlySet<Node>
}

/** Which functions return a value, and which throw, in their own body. */
function findFlows(source: Source): Flows {
  const around = new Map<Node, Node>()
  const returning = new Set<Node>()
  const throwing = new Set<Node>()
  for (const node of source.nodes) {
    const parent = source.parentOf(node)
    const own = parent === null ? undefined : isFunction(parent) ? parent : around.get(parent)
    if (own === undefined) continue
    around.set(node, own)
    if (node.type === 'ReturnStatement' && node.argument !== null) returning.add(own)
    if (node.type === 'ThrowStatement') throwing.add(own)
  }
  return { returning, throwing }
}

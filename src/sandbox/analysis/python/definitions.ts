import type { Definition } from '../../../scoring/sandbox.ts'
import type { Comment } from '../idle-comments.ts'
import {
  classAround,
  decoratorsOf,
  docstringOf,
  docstringText,
  givenParametersOf,
  isFunction,
  isOverload,
  lastTokenEnd,
  nameOf,
} from './functions.ts'
import { ancestorsOf, childOf, type PythonNode, type PythonSource, textOf } from './source.ts'

/** A definition, and the comments above it that its words come from. */
export interface Documented {
  readonly definition: Definition
  readonly comments: readonly Comment[]
}

/** The functions, methods and classes of a file. `telling` are the comments that may explain one of them. */
export function findDefinitions(source: PythonSource, telling: readonly Comment[]): readonly Documented[] {
  const flows = findFlows(source)
  const byLine = new Map(telling.map((comment) => [source.lines.lineOf(comment.start), comment]))
  return source.nodes.flatMap((node) => {
    const traits = traitsOf(source, node, flows)
    return traits === null ? [] : [documented(source, node, traits, commentsAbove(source, byLine, node))]
  })
}

type Traits = Pick<Definition, 'kind' | 'parameters' | 'returnsValue' | 'throws'>

function traitsOf(source: PythonSource, node: PythonNode, flows: Flows): Traits | null {
  if (node.type === 'ClassDefinition') {
    return { kind: 'class', parameters: [], returnsValue: false, throws: false }
  }
  if (!isFunction(node) || !needsWords(source, node)) return null
  return {
    kind: classAround(node) === null ? 'function' : 'method',
    parameters: givenParametersOf(source, node).map(({ name }) => name),
    returnsValue: flows.returning.has(node),
    throws: flows.raising.has(node),
  }
}

/** Special methods are known by their names, and an overload or a property's setter by what it belongs to. */
function needsWords(source: PythonSource, node: PythonNode): boolean {
  const name = nameOf(source, node)
  if (name === '__init__') return givenParametersOf(source, node).length > 0
  const isSpecial = /^__.+__$/.test(name)
  return (
    !isSpecial &&
    !isOverload(source, node) &&
    !decoratorsOf(source, node).some((word) => /(^|\.)(setter|deleter)$/.test(word))
  )
}

function documented(
  source: PythonSource,
  node: PythonNode,
  traits: Traits,
  comments: readonly Comment[],
): Documented {
  const { lines, file } = source
  const definition = {
    ...traits,
    name: nameOf(source, node),
    file,
    line: lines.lineOf(node.start),
    column: lines.columnOf(node.start),
    exported: isExported(source, node),
    lines: lines.codeLinesBetween(childOf(node, 'Body')?.start ?? node.start, lastTokenEnd(source, node)),
    doc: docOf(source, node, comments),
  }
  return { definition, comments }
}

/** All that is said of it: above it, by the class for its `__init__`, and in its docstring. None replaces another. */
function docOf(source: PythonSource, node: PythonNode, comments: readonly Comment[]): string | null {
  const around = nameOf(source, node) === '__init__' ? classAround(node) : null
  const docstrings = [around, node].map((each) => (each === null ? null : docstringOf(each)))
  const said = docstrings.map((string) => (string === null ? '' : docstringText(source, string)))
  const above = comments.map(({ value }) => value.trim())
  return [...above, ...said].join('\n').trim() || null
}

/** The comments on the lines directly above a definition and its decorators. */
function commentsAbove(
  { lines }: PythonSource,
  byLine: ReadonlyMap<number, Comment>,
  node: PythonNode,
): readonly Comment[] {
  const top = node.parent?.type === 'DecoratedStatement' ? node.parent : node
  const above: Comment[] = []
  for (let line = lines.lineOf(top.start) - 1; lines.code[line - 1]?.trim() === ''; line--) {
    const comment = byLine.get(line)
    if (comment === undefined) break
    above.unshift(comment)
  }
  return above
}

/** Whether a definition can be reached from outside: at the top or in a class that can, under a name for everyone. */
function isExported(source: PythonSource, node: PythonNode): boolean {
  if (isPrivate(source, node)) return false
  for (const above of ancestorsOf(node)) {
    if (isFunction(above) || (above.type === 'ClassDefinition' && isPrivate(source, above))) return false
  }
  return true
}

const isPrivate = (source: PythonSource, node: PythonNode) => /^_(?!_init__$)/.test(nameOf(source, node))

interface Flows {
  readonly returning: ReadonlySet<PythonNode>
  readonly raising: ReadonlySet<PythonNode>
}

/** Which functions return or yield a value, and which raise an error, in their own body. */
function findFlows(source: PythonSource): Flows {
  const returning = new Set<PythonNode>()
  const raising = new Set<PythonNode>()
  for (const node of source.nodes) {
    const set = returnsValue(source, node) ? returning : raises(source, node) ? raising : null
    const around = set === null ? undefined : ancestorsOf(node).find(isFunctionOrLambda)
    if (around !== undefined) set?.add(around)
  }
  return { returning, raising }
}

const isFunctionOrLambda = (node: PythonNode) => isFunction(node) || node.type === 'LambdaExpression'

function returnsValue(source: PythonSource, node: PythonNode): boolean {
  if (node.type === 'YieldStatement' || node.type === 'YieldExpression') return true
  const value = node.type === 'ReturnStatement' ? node.children[1] : undefined
  return value !== undefined && textOf(source, value) !== 'None'
}

/** `raise NotImplementedError` marks what a subclass has to write; no caller needs to know. */
function raises(source: PythonSource, node: PythonNode): boolean {
  return node.type === 'RaiseStatement' && !/^raise\s+NotImplementedError\b/.test(textOf(source, node))
}

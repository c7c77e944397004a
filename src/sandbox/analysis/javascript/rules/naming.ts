import type { Node } from 'oxc-parser'
import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { issueAt, type Remark } from '../../remark.ts'
import { isFunction } from '../functions.ts'
import { languageOf } from '../parse.ts'
import type { Program } from '../rule.ts'
import type { Variable } from '../scopes.ts'
import { ancestorsOf, type Source } from '../source.ts'

/** Lines of a function in which a reader sees at a glance what a one-letter name stands for. */
const SHORT_FUNCTION_LINES = 5

/** Letters that stand side by side for two of a kind: what is compared, added, divided. */
const PAIR = ['a', 'b'] as const

/** Letters that have one meaning everywhere: places in a list, a count, coordinates. */
const CUSTOMARY = new Set([...'ijknxyz', '_', '$'])

/** Names that tell too little, or something else than what they name. */
export function naming({ source, scopes }: Program): readonly Issue[] {
  const constructors = functionsWithThis(source)
  const ofVariables = scopes.variables.flatMap((variable) => {
    if (variable.kind === 'import') return []
    const remark = remarkOn(source, variable, constructors)
    return remark === null ? [] : [issueAt(source, variable.identifier, remark)]
  })
  const types = [...source.nodes, ...source.typeNodes]
  return [...ofVariables, ...types.flatMap((node) => typeNaming(source, node))]
}

/** Names of types, which in TypeScript are written as classes are. */
function typeNaming(source: Source, node: Node): readonly Issue[] {
  const isType =
    node.type === 'TSInterfaceDeclaration' ||
    node.type === 'TSTypeAliasDeclaration' ||
    node.type === 'TSEnumDeclaration'
  if (!isType || /^_*\p{Lu}/u.test(node.id.name)) return []
  return [
    issueAt(source, node.id, misleading('type-name', node.id.name, 'types begin with a capital letter')),
  ]
}

function remarkOn(source: Source, variable: Variable, constructors: ReadonlySet<Node>): Remark | null {
  const { name, kind } = variable
  if (name.length === 1 && !CUSTOMARY.has(name)) return oneLetter(source, variable)
  if (kind === 'class') {
    return /^_*\p{Lu}/u.test(name)
      ? null
      : misleading('class-name', name, 'classes begin with a capital letter')
  }
  if (/^\p{Lu}.*\p{Ll}/u.test(name) && isPlainFunction(source, variable, constructors)) {
    return misleading('function-name', name, 'only what is called with `new` begins with a capital letter')
  }
  if (/[^_]_+[^_]/.test(name) && name !== name.toUpperCase()) {
    return {
      ...misleading('camel-case', name, `names are written in camelCase in ${languageOf(source.file).name}`),
      severity: 'INFO',
    }
  }
  return null
}

function misleading(rule: string, name: string, why: string): Remark {
  return { rule, category: 'naming', severity: 'WARNING', message: `Rename ${quoted(name)}: ${why}.` }
}

function oneLetter(source: Source, variable: Variable): Remark | null {
  if (variable.kind === 'catch' || isLoopVariable(source, variable) || isInShortFunction(source, variable))
    return null
  if (isOfPair(variable)) return null
  return {
    rule: 'one-letter-name',
    category: 'naming',
    severity: 'INFO',
    message: `${quoted(variable.name)} does not say what it holds: give it a name that does.`,
  }
}

/** One of two parameters of a function that go by the customary pair of letters. */
function isOfPair({ name, scope: { variables } }: Variable): boolean {
  return (
    PAIR.some((letter) => letter === name) &&
    PAIR.every((letter) => variables.get(letter)?.kind === 'parameter')
  )
}

function isLoopVariable(source: Source, { declaration }: Variable): boolean {
  const list = source.parentOf(declaration)
  const loop = list === null ? null : source.parentOf(list)
  return (
    (loop?.type === 'ForStatement' && loop.init === list) ||
    ((loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && loop.left === list)
  )
}

function isInShortFunction(source: Source, { identifier }: Variable): boolean {
  for (const above of ancestorsOf(source, identifier)) {
    if (isFunction(above) && above.id !== identifier) {
      return source.lines.codeLinesBetween(above.start, above.end) <= SHORT_FUNCTION_LINES
    }
  }
  return false
}

/** A function that is no constructor, as far as neither it uses `this` nor anything uses it as one. */
function isPlainFunction(source: Source, variable: Variable, constructors: ReadonlySet<Node>): boolean {
  const { kind, declaration, reads } = variable
  if (kind === 'parameter' || reads.some((read) => isUseOfConstructor(source, read))) return false
  const node = declaration.type === 'VariableDeclarator' ? declaration.init : declaration
  return node !== null && isFunction(node) && !constructors.has(node)
}

/** `new Part()`, `Part.prototype`, `part instanceof Part`. */
function isUseOfConstructor(source: Source, read: Node): boolean {
  const parent = source.parentOf(read)
  switch (parent?.type) {
    case 'NewExpression':
      return parent.callee === read
    case 'MemberExpression':
      return (
        parent.object === read &&
        parent.property.type === 'Identifier' &&
        parent.property.name === 'prototype'
      )
    case 'BinaryExpression':
      return parent.operator === 'instanceof' && parent.right === read
    default:
      return false
  }
}

/** The functions that use `this`, themselves or in a function inside them. */
function functionsWithThis(source: Source): ReadonlySet<Node> {
  const uses = source.nodes.filter(({ type }) => type === 'ThisExpression')
  return new Set(uses.flatMap((node) => [...ancestorsOf(source, node)].filter(isFunction)))
}

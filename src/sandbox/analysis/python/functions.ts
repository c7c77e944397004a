import { speaksToTool } from '../to-tools.ts'
import {
  ancestorsOf,
  bareString,
  childOf,
  type PythonNode,
  type PythonSource,
  statementsOf,
  textOf,
} from './source.ts'

/** Whether a node is a `def`; a lambda has no name and is a part of what it stands in. */
export function isFunction({ type }: PythonNode): boolean {
  return type === 'FunctionDefinition'
}

/** The name of a function or class. */
export function nameOf(source: PythonSource, node: PythonNode): string {
  const name = childOf(node, 'VariableName')
  return name === null ? '' : textOf(source, name)
}

/** How a parameter can be given: in its place, by its name alone, or as one of any number. */
export type ParameterKind = 'positional' | 'keyword' | 'rest'

export interface Parameter {
  readonly name: string
  readonly kind: ParameterKind
}

/** The parameters of a function, in their order. */
export function parametersOf(source: PythonSource, node: PythonNode): readonly Parameter[] {
  const parts = childOf(node, 'ParamList')?.children ?? []
  const firstStar = parts.findIndex(({ type }) => type === '*')
  return parts.flatMap((part, i): readonly Parameter[] => {
    const before = parts[i - 1]?.type ?? ''
    if (part.type !== 'VariableName' || !BEFORE_NAMES.has(before)) return []
    const kind = before.startsWith('*')
      ? 'rest'
      : firstStar !== -1 && firstStar < i
        ? 'keyword'
        : 'positional'
    return [{ name: textOf(source, part), kind }]
  })
}

const BEFORE_NAMES = new Set(['(', ',', '*', '**'])

/** The parameters that a caller gives: without the `self` or `cls` of a method. */
export function givenParametersOf(source: PythonSource, node: PythonNode): readonly Parameter[] {
  const parameters = parametersOf(source, node)
  const isBound = classAround(node) !== null && !decoratorsOf(source, node).includes('staticmethod')
  return isBound && parameters[0]?.kind === 'positional' ? parameters.slice(1) : parameters
}

/** What stands behind the `@` above a function or class, without arguments. */
export function decoratorsOf(source: PythonSource, node: PythonNode): readonly string[] {
  const { parent } = node
  if (parent?.type !== 'DecoratedStatement') return []
  const decorators = parent.children.filter(({ type }) => type === 'Decorator')
  return decorators.map((decorator) =>
    textOf(source, decorator)
      .replace(/^@\s*|\(.*$/gs, '')
      .trim(),
  )
}

/** Whether a function only tells the types of one of the ways to call the function of its name that follows. */
export function isOverload(source: PythonSource, node: PythonNode): boolean {
  return decoratorsOf(source, node).some((word) => /(^|\.)overload$/.test(word))
}

/** The class that a function is a method of, or null. */
export function classAround(node: PythonNode): PythonNode | null {
  for (const above of ancestorsOf(node)) {
    if (above.type === 'ClassDefinition') return above
    if (isFunction(above)) return null
  }
  return null
}

/** Where the last token of a node ends: some end with the line breaks that follow them. */
export function lastTokenEnd({ text }: PythonSource, { start, end }: PythonNode): number {
  return start + text.slice(start, end).trimEnd().length
}

/** The string that a file, a class or a function opens with, or null. */
export function docstringOf(node: PythonNode): PythonNode | null {
  const block = node.type === 'Script' ? node : childOf(node, 'Body')
  const [first] = block === null ? [] : statementsOf(block)
  return first === undefined ? null : bareString(first)
}

/** What a docstring says, without its quotes and its indentation. */
export function docstringText(source: PythonSource, string: PythonNode): string {
  const parts = string.type === 'ContinuedString' ? string.children : [string]
  const texts = parts.map((part) => textOf(source, part).replace(QUOTES, '$2'))
  return texts
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !speaksToTool(line))
    .join('\n')
    .trim()
}

const QUOTES = /^[a-z]*("""|'''|"|')(.*)\1$/is

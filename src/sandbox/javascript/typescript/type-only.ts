import type { AnyNode, ExportNamedDeclaration, ImportDeclaration, Program } from 'acorn'
import { topLevelNames, walk } from '../linking/syntax.ts'

// Types that a file imports and exports without the word `type` are still named in its import and export lists when
// all other types have been taken out. TypeScript leaves out what the file uses as a type only; so does this.

type List = ImportDeclaration | ExportNamedDeclaration
type Specifier = List['specifiers'][number]

/** Leaves out imports that no expression of the file uses, and exports of names that it does not declare. */
export function withoutTypeNames(text: string, program: Program, source: string): string {
  const used = usedNames(program)
  const declared = topLevelNames(program)
  const withoutLists = keepSpecifiers(text, program, (list, specifier) => {
    if (list.type === 'ImportDeclaration') return used.has(nameIn(specifier))
    return list.source != null || declared.has(nameIn(specifier))
  })
  return withoutTypeDefault(withoutLists, program, { declared, source })
}

/** The text with the import and export lists cut down to what `keep` keeps. Its lines keep their numbers. */
export function keepSpecifiers(
  text: string,
  program: Program,
  keep: (list: List, specifier: Specifier) => boolean,
): string {
  let result = text
  // From the end, so that the places of those before still hold.
  for (const statement of program.body.toReversed()) {
    if (statement.type !== 'ImportDeclaration' && statement.type !== 'ExportNamedDeclaration') continue
    const specifiers: readonly Specifier[] = statement.specifiers
    const kept = specifiers.filter((specifier) => keep(statement, specifier))
    if (kept.length === specifiers.length) continue
    const written = kept.length === 0 ? emptied(statement) : rewritten(statement, kept, text)
    result = replaced(result, statement, written)
  }
  return result
}

/** The local name behind an export specifier, which may be a text where it hands on from another module. */
function nameIn({ local }: Specifier): string {
  return 'name' in local ? local.name : String(local.value)
}

/** An empty statement, because a line end in its place could join its neighbours; a module stays one. */
function emptied({ type }: List): string {
  return type === 'ImportDeclaration' ? ';' : 'export {};'
}

function rewritten(list: List, kept: readonly Specifier[], text: string): string {
  const slice = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
  const isNamed = ({ type }: Specifier) => type === 'ImportSpecifier' || type === 'ExportSpecifier'
  const named = kept.filter(isNamed).map(slice)
  const others = kept.filter((specifier) => !isNamed(specifier)).map(slice)
  const names = [...others, ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : [])].join(', ')
  const from = list.source == null ? ';' : ` from ${text.slice(list.source.start, list.end)}`
  return `${list.type === 'ImportDeclaration' ? 'import' : 'export'} ${names}${from}`
}

/** `export default Shape` where Shape is an interface or a type of the file. */
function withoutTypeDefault(
  text: string,
  program: Program,
  { declared, source }: { readonly declared: ReadonlySet<string>; readonly source: string },
): string {
  const statement = program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
  if (statement?.type !== 'ExportDefaultDeclaration' || statement.declaration.type !== 'Identifier')
    return text
  const { name } = statement.declaration
  const isType =
    !declared.has(name) && new RegExp(`\\b(interface|type)\\s+${RegExp.escape(name)}\\b`).test(source)
  // The lists before it have kept their length in lines, not in characters: it is looked up by its own text.
  const written = /export\s+default\s+(?<name>[\p{ID_Continue}$]+)\s*;?/gu
  return isType ? text.replaceAll(written, (all, found) => (found === name ? 'export {};' : all)) : text
}

function replaced(text: string, { start, end }: { start: number; end: number }, by: string): string {
  const lost = text.slice(start, end).split('\n').length - by.split('\n').length
  return `${text.slice(0, start)}${by}${'\n'.repeat(Math.max(0, lost))}${text.slice(end)}`
}

/** The names that expressions of a program use, or that its export lists hand on. */
function usedNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  const spelled = new Set<AnyNode>()
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return false
    if (node.type === 'ExportNamedDeclaration' && node.source != null) return false
    const label = labelIn(node)
    if (label !== null) spelled.add(label)
    if (node.type === 'Identifier' && !spelled.has(node)) names.add(node.name)
    return true
  })
  return names
}

/** The part of a node that is spelled like a variable and is none: a property's name. */
function labelIn(node: AnyNode): AnyNode | null {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? null : node.property
    case 'Property':
      return node.computed || node.shorthand ? null : node.key
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return node.computed ? null : node.key
    case 'ExportSpecifier':
      return node.exported === node.local ? null : node.exported
    default:
      return null
  }
}

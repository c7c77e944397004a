import type { Node } from 'oxc-parser'
import { isFunction } from './functions.ts'
import type { Source } from './source.ts'

export type Identifier = Extract<Node, { type: 'Identifier' }>

/**
 * What an identifier does where it stands: `declares` a variable, uses one (`reads`, `writes`, or both), or is
 * only a `name` (of a property, a label, an import elsewhere).
 */
export type IdentifierRole = 'declares' | 'reads' | 'writes' | 'updates' | 'name'

/** Tells what an identifier does, from the nodes above it. */
export function roleOf(source: Source, identifier: Identifier): IdentifierRole {
  const { node, parent } = aroundPattern(source, identifier)
  if (parent === null) return 'reads'
  if (declares(node, parent)) return 'declares'
  switch (parent.type) {
    case 'MemberExpression':
      return parent.property === node && !parent.computed ? 'name' : 'reads'
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.key === node && !parent.computed && node === identifier ? 'name' : 'reads'
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportSpecifier':
    case 'ExportAllDeclaration':
    case 'TSModuleDeclaration':
      return 'name'
    case 'TSEnumDeclaration':
    case 'TSEnumMember':
      return parent.id === node ? 'name' : 'reads'
    case 'ExportSpecifier':
      return parent.local === node && !comesFromElsewhere(source, parent) ? 'reads' : 'name'
    case 'AssignmentExpression':
      if (parent.left !== node) return 'reads'
      return parent.operator === '=' ? 'writes' : valueIsUsed(source, parent) ? 'updates' : 'writes'
    case 'UpdateExpression':
      return valueIsUsed(source, parent) ? 'updates' : 'writes'
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === node ? 'writes' : 'reads'
    default:
      return 'reads'
  }
}

/** An identifier inside `[a, { b: c = 1 }]` plays the part of the whole pattern. */
function aroundPattern(
  source: Source,
  identifier: Node,
): { readonly node: Node; readonly parent: Node | null } {
  let node = identifier
  let parent = source.parentOf(node)
  while (parent !== null && isPartOfPattern(source, node, parent)) {
    node = parent
    parent = source.parentOf(node)
  }
  return { node, parent }
}

function isPartOfPattern(source: Source, node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'ArrayPattern':
    case 'ObjectPattern':
    case 'RestElement':
    case 'TSParameterProperty':
      return true
    case 'AssignmentPattern':
      return parent.left === node
    case 'Property':
      return parent.value === node && source.parentOf(parent)?.type === 'ObjectPattern'
    default:
      return false
  }
}

function declares(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'VariableDeclarator':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'TSImportEqualsDeclaration':
      return parent.id === node
    case 'CatchClause':
      return parent.param === node
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return parent.local === node
    default:
      // Its name or a parameter, of which there may be thousands.
      return isFunction(parent) && node !== parent.body
  }
}

function comesFromElsewhere(source: Source, specifier: Node): boolean {
  const declaration = source.parentOf(specifier)
  return declaration?.type === 'ExportNamedDeclaration' && declaration.source !== null
}

/** `count++` alone on its line changes a variable without anyone reading it. */
function valueIsUsed(source: Source, node: Node): boolean {
  return source.parentOf(node)?.type !== 'ExpressionStatement'
}

import type { Node } from 'oxc-parser'
import { boundNames, isFunction, keyName } from './functions.ts'
import type { Scopes, Variable } from './scopes.ts'
import type { Source } from './source.ts'
import { isTypeOnly, withoutCasts } from './types.ts'

/** What a file shows to the outside. */
export interface Exports {
  /** Variables that are exported, under whatever name. */
  readonly variables: ReadonlySet<Variable>
  /** Functions, classes and objects that are exported without being a variable: `module.exports = …`. */
  readonly values: ReadonlySet<Node>
}

/**
 * Finds what a file exports, as a module or by `module.exports` and `exports`. Of a file that exports nothing in so
 * many words, the functions, classes and constants at its top count as exported.
 */
export function findExports(source: Source, { top, variables }: Scopes): Exports {
  const exported = exportedNodes(source)
  const ofNamespaces = variables.filter((variable) => isExportOfNamespace(source, variable))
  const atTop = [...top.variables.values()]
  if (exported.length === 0) {
    return { variables: new Set([...atTop.filter(isUsable), ...ofNamespaces]), values: new Set() }
  }
  const names = new Set(exported.flatMap(namesOf))
  const named = atTop.filter(({ name }) => names.has(name))
  return {
    variables: new Set([...named, ...ofNamespaces]),
    values: new Set(exported.flatMap(valuesOf)),
  }
}

function isExportOfNamespace(source: Source, { declaration }: Variable): boolean {
  const parent = source.parentOf(declaration)
  const statement = parent?.type === 'VariableDeclaration' ? source.parentOf(parent) : parent
  return statement?.type === 'ExportNamedDeclaration' && source.parentOf(statement)?.type === 'TSModuleBlock'
}

/** Whether a variable at the top of a script is there for others: a plain counter is not. */
function isUsable({ kind, declaration }: Variable): boolean {
  if (kind === 'function' || kind === 'class' || kind === 'const') return true
  const value = declaration.type === 'VariableDeclarator' ? declaration.init : null
  return (
    value !== null &&
    (isFunction(value) || value.type === 'ObjectExpression' || value.type === 'ClassExpression')
  )
}

/** The declarations, identifiers and values that the export statements and assignments name. */
function exportedNodes(source: Source): readonly Node[] {
  return source.nodes.flatMap((node): readonly Node[] => {
    // What a namespace exports is its own.
    if (source.parentOf(node)?.type === 'TSModuleBlock') return []
    switch (node.type) {
      case 'ExportNamedDeclaration':
        // What exports types alone leaves all that runs as it is.
        if (node.exportKind === 'type' || (node.declaration && isTypeOnly(node.declaration))) return []
        if (node.declaration !== null) return [node.declaration]
        return node.source === null ? node.specifiers.map(({ local }) => local) : [node]
      case 'ExportDefaultDeclaration':
        return isTypeOnly(node.declaration) ? [] : [withoutCasts(node.declaration)]
      case 'TSExportAssignment':
        return [withoutCasts(node.expression)]
      case 'ExportAllDeclaration':
        return [node]
      case 'AssignmentExpression':
        return isCommonJsExport(node.left) ? [withoutCasts(node.right)] : []
      default:
        return []
    }
  })
}

/** `module.exports`, `module.exports.name` or `exports.name`. */
function isCommonJsExport(left: Node): boolean {
  if (left.type !== 'MemberExpression') return false
  const { object, property, computed } = left
  if (object.type === 'Identifier' && object.name === 'exports') return true
  if (object.type === 'Identifier')
    return object.name === 'module' && keyName(property, computed) === 'exports'
  return isCommonJsExport(object)
}

function namesOf(node: Node): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name]
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id === null ? [] : [node.id.name]
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => boundNames(id))
    case 'ObjectExpression':
      return node.properties.flatMap((property) =>
        property.type === 'Property' ? namesOf(property.value) : [],
      )
    default:
      return []
  }
}

function valuesOf(node: Node): readonly Node[] {
  if (node.type !== 'ObjectExpression') return [node]
  return [
    node,
    ...node.properties.flatMap((property) => (property.type === 'Property' ? [property.value] : [])),
  ]
}

import type {
  ArrowFunctionExpression,
  BindingPattern,
  Function as FunctionLike,
  Node,
  ParamPattern,
  PropertyKey,
} from 'oxc-parser'
import { quoted } from '../../../domain/quoted.ts'
import type { Source } from './source.ts'

export type FunctionNode = FunctionLike | ArrowFunctionExpression

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  )
}

/**
 * What a function is called where it is written: by its own name, or by the variable, property or method that it
 * is the value of. Null for a function that is only handed on (a callback).
 */
export function nameOf(source: Source, node: FunctionNode): string | null {
  if (node.id !== null) return node.id.name
  const parent = source.parentOf(node)
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : null
    case 'AssignmentExpression':
      return assignedName(parent.left)
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return keyName(parent.key, parent.computed)
    case 'ExportDefaultDeclaration':
      return 'default'
    default:
      return null
  }
}

/** How a sentence on a function begins: with its name, as far as it has one. */
export function called(source: Source, node: FunctionNode): string {
  const name = nameOf(source, node)
  return name === null ? 'This function' : `The function ${quoted(name)}`
}

function assignedName(left: Node): string | null {
  if (left.type === 'Identifier') return left.name
  return left.type === 'MemberExpression' ? keyName(left.property, left.computed) : null
}

/** The name of a property, as far as the text tells it. */
export function keyName(key: PropertyKey | Node, computed: boolean): string | null {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'Identifier') return computed ? null : key.name
  return key.type === 'Literal' && key.value !== null ? String(key.value) : null
}

/** Every name that a parameter or a declaration binds. */
export function boundNames(pattern: ParamPattern | BindingPattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      // TypeScript's parameter `this` is none.
      return pattern.name === 'this' ? [] : [pattern.name]
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'RestElement':
      return boundNames(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property : property.value),
      )
    case 'TSParameterProperty':
      return boundNames(pattern.parameter)
  }
}

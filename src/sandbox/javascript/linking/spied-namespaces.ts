import type { AnyNode, ImportDeclaration, Program } from 'acorn'
import { walk } from './syntax.ts'

const SPYING = new Set(['spyOn', 'replaceProperty'])

/** The namespaces that a program imports and then replaces members of: `spyOn(api, 'load')`, `api.load = jest.fn()`. */
export function namespacesSpiedOn(
  program: Program,
): { readonly local: string; readonly specifier: string }[] {
  const changed = new Set<string>()
  walk(program, (node) => {
    const changes = changedBy(node)
    if (changes?.type === 'Identifier') changed.add(changes.name)
    return true
  })
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration') return []
    const local = namespaceOf(statement)
    return local !== null && changed.has(local) ? [{ local, specifier: String(statement.source.value) }] : []
  })
}

function changedBy(node: AnyNode): AnyNode | undefined {
  if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') return node.left.object
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { property } = node.callee
  return property.type === 'Identifier' && SPYING.has(property.name) ? node.arguments[0] : undefined
}

/** The name of an import of all that a module exports, where it imports nothing else. */
export function namespaceOf({ specifiers: [only, ...others] }: ImportDeclaration): string | null {
  return only?.type === 'ImportNamespaceSpecifier' && others.length === 0 ? only.local.name : null
}

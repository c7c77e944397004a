import type { MethodDefinition, Node } from 'oxc-parser'

// TypeScript says two things in one text: what runs, and what is only checked. Rules look at what runs, and so are the
// same for both languages; of the rest they are told which names it uses.

/** TypeScript's nodes that stand for something that runs. */
const RUNS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSExternalModuleReference',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
])

/**
 * Whether a node is there for the type checker: annotations, interfaces, overloads, `declare`. What stands in enums and
 * namespaces runs.
 */
export function isTypeOnly(node: Node): boolean {
  if ('declare' in node && node.declare === true) return true
  if (node.type.startsWith('TS')) return !RUNS.has(node.type)
  if (node.type === 'MethodDefinition') return isOverload(node)
  // The parameter `this`, which is no variable.
  return node.type === 'Identifier' && node.name === 'this'
}

/** A method without a body. */
function isOverload({ value }: MethodDefinition): boolean {
  return value.type === 'TSEmptyBodyFunctionExpression'
}

/** The node without the casts around it. */
export function withoutCasts(node: Node): Node {
  let inner = node
  while (
    inner.type === 'TSAsExpression' ||
    inner.type === 'TSSatisfiesExpression' ||
    inner.type === 'TSNonNullExpression' ||
    inner.type === 'TSTypeAssertion'
  )
    inner = inner.expression
  return inner
}

/** Whether an identifier that stands among types uses a name of the file; else it names something of the type. */
export function usesName(node: Extract<Node, { type: 'Identifier' }>, parent: Node | null): boolean {
  switch (parent?.type) {
    case 'TSTypeReference':
    case 'TSTypeQuery':
    case 'TSClassImplements':
    case 'TSInterfaceHeritage':
    case 'TSTypePredicate':
      return true
    case 'TSQualifiedName':
      return parent.left === node
    case 'MemberExpression':
      return parent.object === node || parent.computed
    case 'TSPropertySignature':
    case 'TSMethodSignature':
    case 'TSEnumMember':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return 'computed' in parent && parent.computed
    default:
      // Values inside enums and namespaces; what a type declares itself does no harm when it counts as used.
      return parent?.type.startsWith('TS') === false
  }
}

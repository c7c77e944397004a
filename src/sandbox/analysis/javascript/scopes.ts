import type { Node } from 'oxc-parser'
import { isFunction } from './functions.ts'
import { type Identifier, roleOf } from './identifiers.ts'
import { ancestorsOf, type Source } from './source.ts'
import { usesName } from './types.ts'

export type VariableKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'parameter' | 'import' | 'catch'

/** A name that the file declares, and every place that uses it. */
export interface Variable {
  readonly name: string
  readonly kind: VariableKind
  /** The identifier that declares it first. */
  readonly identifier: Identifier
  /** The declarator, function, class, import or clause that the identifier belongs to. */
  readonly declaration: Node
  readonly scope: Scope
  readonly reads: Identifier[]
  readonly writes: Identifier[]
}

export interface Scope {
  readonly node: Node
  readonly above: Scope | null
  readonly variables: Map<string, Variable>
}

/** Who declares and uses which name. `undeclared` are the uses of names that the file does not declare. */
export interface Scopes {
  readonly top: Scope
  readonly variables: readonly Variable[]
  readonly undeclared: { readonly reads: readonly Identifier[]; readonly writes: readonly Identifier[] }
}

/** Resolves the names of a file, by ECMAScript's rules of scope (without `with` and `eval`). */
export function resolveScopes(source: Source): Scopes {
  const scopes = new Map<Node, Scope>()
  const top: Scope = { node: source.program, above: null, variables: new Map() }
  scopes.set(source.program, top)
  const scopeAt = (node: Node): Scope => {
    for (const above of ancestorsOf(source, node)) {
      const scope = scopes.get(above)
      if (scope !== undefined) return scope
    }
    return top
  }
  const identifiers: Identifier[] = []
  for (const node of source.nodes) {
    if (opensScope(source, node)) scopes.set(node, { node, above: scopeAt(node), variables: new Map() })
    if (node.type === 'Identifier') identifiers.push(node)
  }
  const roles = identifiers.map((identifier) => ({ identifier, role: roleOf(source, identifier) }))
  for (const { identifier, role } of roles) if (role === 'declares') declare(source, identifier, scopeAt)
  const undeclared = { reads: [] as Identifier[], writes: [] as Identifier[] }
  for (const { identifier, role } of roles) {
    if (role === 'declares' || role === 'name') continue
    const uses = find(scopeAt(identifier), identifier.name) ?? undeclared
    if (role !== 'writes') uses.reads.push(identifier)
    if (role !== 'reads') uses.writes.push(identifier)
  }
  for (const node of source.typeNodes) {
    if (node.type !== 'Identifier' || !usesName(node, source.parentOf(node))) continue
    find(scopeAt(node), node.name)?.reads.push(node)
  }
  return {
    top,
    variables: [...scopes.values()].flatMap(({ variables }) => [...variables.values()]),
    undeclared,
  }
}

const SCOPES = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'CatchClause',
  'SwitchStatement',
  'ClassDeclaration',
  'ClassExpression',
  'StaticBlock',
  'TSModuleBlock',
])

function opensScope(source: Source, node: Node): boolean {
  if (isFunction(node)) return true
  if (!SCOPES.has(node.type)) return false
  // A function's body shares the scope of its parameters, and a catch clause's that of what it caught.
  const parent = source.parentOf(node)
  return !(
    node.type === 'BlockStatement' &&
    parent !== null &&
    (isFunction(parent) || parent.type === 'CatchClause')
  )
}

/** The variable that a name means in a scope, or null when no scope around declares it. */
export function find(scope: Scope | null, name: string): Variable | null {
  for (let at = scope; at !== null; at = at.above) {
    const variable = at.variables.get(name)
    if (variable !== undefined) return variable
  }
  return null
}

function declare(source: Source, identifier: Identifier, scopeAt: (node: Node) => Scope): void {
  const declaration = declarationOf(source, identifier)
  const kind = kindOf(source, declaration, identifier)
  const scope = homeOf(kind, declaration, scopeAt, identifier)
  // `var` may declare a name again, and a function may: the first place stands for all.
  if (scope.variables.has(identifier.name)) return
  const { name } = identifier
  // A parameter that is a property too is used by whoever reads that.
  const reads = [...ancestorsOf(source, identifier)].some(({ type }) => type === 'TSParameterProperty')
    ? [identifier]
    : []
  scope.variables.set(name, { name, kind, identifier, declaration, scope, reads, writes: [] })
}

function declarationOf(source: Source, identifier: Identifier): Node {
  for (const above of ancestorsOf(source, identifier)) {
    if (DECLARATIONS.has(above.type) || isFunction(above)) return above
  }
  throw new Error(`nothing declares ${identifier.name}`)
}

const DECLARATIONS = new Set([
  'VariableDeclarator',
  'ClassDeclaration',
  'ClassExpression',
  'CatchClause',
  'ImportSpecifier',
  'ImportDefaultSpecifier',
  'ImportNamespaceSpecifier',
  'TSImportEqualsDeclaration',
])

function kindOf(source: Source, declaration: Node, identifier: Identifier): VariableKind {
  switch (declaration.type) {
    case 'VariableDeclarator': {
      const parent = source.parentOf(declaration)
      const kind = parent?.type === 'VariableDeclaration' ? parent.kind : 'const'
      return kind === 'var' || kind === 'let' ? kind : 'const'
    }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return 'class'
    case 'CatchClause':
      return 'catch'
    default:
      if (!isFunction(declaration)) return 'import'
      return declaration.id === identifier ? 'function' : 'parameter'
  }
}

/** The scope that a declared name lives in. */
function homeOf(
  kind: VariableKind,
  declaration: Node,
  scopeAt: (node: Node) => Scope,
  identifier: Identifier,
): Scope {
  switch (kind) {
    case 'var': {
      let scope = scopeAt(declaration)
      while (scope.above !== null && !isFunction(scope.node) && scope.node.type !== 'StaticBlock')
        scope = scope.above
      return scope
    }
    case 'function':
      // The name of a function expression is known inside it only.
      return declaration.type === 'FunctionDeclaration' ? scopeAt(declaration) : scopeAt(identifier)
    case 'class':
      return declaration.type === 'ClassDeclaration' ? scopeAt(declaration) : scopeAt(identifier)
    case 'let':
    case 'const':
    case 'import':
      return scopeAt(declaration)
    case 'parameter':
    case 'catch':
      return scopeAt(identifier)
  }
}

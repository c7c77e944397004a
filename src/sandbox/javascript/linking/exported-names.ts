import type { AnyNode, ExportSpecifier, Expression, Identifier, Literal, Program } from 'acorn'
import { addBoundNames, topLevelNames, walk } from './syntax.ts'

/** What a module says that it exports: names of its own, and modules whose names it hands on. */
export interface ModuleExports {
  readonly names: ReadonlySet<string>
  readonly handedOn: readonly string[]
}

/** The names that an ES module exports. */
export function moduleExports(program: Program): ModuleExports {
  const names = new Set<string>()
  const handedOn: string[] = []
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') names.add('default')
    else if (statement.type === 'ExportAllDeclaration') {
      if (statement.exported) names.add(nameOf(statement.exported))
      else handedOn.push(String(statement.source.value))
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const specifier of statement.specifiers) names.add(exportedName(specifier))
      const { declaration } = statement
      if (declaration?.type === 'VariableDeclaration') {
        for (const { id } of declaration.declarations) addBoundNames(id, names)
      } else if (declaration) names.add(declaration.id.name)
    }
  }
  return { names, handedOn }
}

function exportedName(specifier: ExportSpecifier): string {
  return nameOf(specifier.exported)
}

/** A name in an import or export list; it may be a string literal. */
export function nameOf(name: Identifier | Literal): string {
  return name.type === 'Identifier' ? name.name : String(name.value)
}

/**
 * The names that a script exports the CommonJS way, as far as its text shows them, or null where it exports
 * nothing at all.
 */
export function commonJsExports(program: Program): ReadonlySet<string> | null {
  const known = found.get(program)
  if (known !== undefined) return known
  const names = findCommonJsExports(program)
  found.set(program, names)
  return names
}

/** Each test that loads a file asks for them. */
const found = new WeakMap<Program, ReadonlySet<string> | null>()

function findCommonJsExports(program: Program): ReadonlySet<string> | null {
  const names = new Set<string>()
  const declared = topLevelNames(program)
  let exportsAnything = false
  walk(program, (node) => {
    if (node.type === 'MemberExpression' && isExportsObject(node.object)) {
      exportsAnything = true
      if (!node.computed && node.property.type === 'Identifier') names.add(node.property.name)
    }
    if (node.type === 'AssignmentExpression' && isModuleExports(node.left)) {
      exportsAnything = true
      for (const name of namesOfValue(node.right, declared)) names.add(name)
    }
    if (node.type === 'CallExpression' && node.arguments.some((argument) => isExportsObject(argument))) {
      exportsAnything = true
    }
    return true
  })
  names.delete('exports')
  return exportsAnything ? names : null
}

function isExportsObject(node: AnyNode): boolean {
  return (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node)
}

function isModuleExports(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  )
}

function namesOfValue(value: Expression, declared: ReadonlySet<string>): string[] {
  if (value.type === 'ObjectExpression') {
    return value.properties.flatMap((property) =>
      property.type === 'Property' && !property.computed && property.key.type === 'Identifier'
        ? [property.key.name]
        : [],
    )
  }
  // `module.exports = Queue`: also by its own name, so that a test can call it.
  return value.type === 'Identifier' && declared.has(value.name) ? [value.name] : []
}

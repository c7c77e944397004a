import type { ImportDeclaration, Program } from 'acorn'
import { isTypeScript } from '../typescript/strip-types.ts'
import { keepSpecifiers } from '../typescript/type-only.ts'
import { commonJsExports, nameOf } from './exported-names.ts'
import type { LearnerFiles } from './learner-files.ts'
import { addBoundNames, topLevelNames } from './syntax.ts'

/** Leaves out of a TypeScript file's text the types that it imports from other files in order to hand them on. */
export function withoutHandedOnTypes(files: LearnerFiles, file: string, text: string): string {
  const { program } = files.parse(file)
  const isValue = (specifier: string, name: string) => {
    const target = files.find(file, specifier)
    return target === null || exportsValue(files, target, name)
  }
  const types = new Set(
    handedOnImports(program).flatMap(({ local, imported, from }) => (isValue(from, imported) ? [] : [local])),
  )
  return keepSpecifiers(text, program, (list, specifier) => {
    if (list.type === 'ImportDeclaration' || list.source == null) return !types.has(localName(specifier))
    return isValue(String(list.source.value), localName(specifier))
  })
}

const localName = ({ local }: { readonly local: Parameters<typeof nameOf>[0] }) => nameOf(local)

/** Whether a file exports a name as more than a type. Files that are not TypeScript have no types. */
function exportsValue(
  files: LearnerFiles,
  file: string,
  name: string,
  seen: Set<string> = new Set(),
): boolean {
  files.budget.spend(1)
  if (!isTypeScript(file)) return true
  const asked = JSON.stringify([file, name])
  if (seen.has(asked)) return false
  seen.add(asked)
  const { kind, program } = files.parse(file)
  if (kind === 'script') return commonJsExports(program) !== null || topLevelNames(program).has(name)
  const onwards = (specifier: string, wanted: string) => {
    const target = files.find(file, specifier)
    return target === null || exportsValue(files, target, wanted, seen)
  }
  const { own, listed, handedOn } = exportsOf(program)
  const origin = listed.get(name)
  return (
    own.has(name) ||
    origin === null ||
    (origin !== undefined && onwards(origin.from, origin.imported)) ||
    handedOn.some((specifier) => onwards(specifier, name))
  )
}

interface Exports {
  readonly own: ReadonlySet<string>
  /** What its export lists name, with where it comes from; null for what the file has itself. */
  readonly listed: ReadonlyMap<string, Omit<Binding, 'local'> | null>
  /** Modules that it hands on with all their names. */
  readonly handedOn: readonly string[]
}

/** Each name that a file hands on is looked for in all of another. */
const known = new WeakMap<Program, Exports>()

function exportsOf(program: Program): Exports {
  const exports = known.get(program) ?? findExports(program)
  known.set(program, exports)
  return exports
}

function findExports(program: Program): Exports {
  const imported = new Map(importsOf(program).map((binding) => [binding.local, binding]))
  const own = new Set<string>()
  const listed = new Map<string, Omit<Binding, 'local'> | null>()
  const handedOn: string[] = []
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') own.add('default')
    else if (statement.type === 'ExportAllDeclaration') {
      if (statement.exported) own.add(nameOf(statement.exported))
      else handedOn.push(String(statement.source.value))
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const name of statement.declaration ? declaredBy(statement.declaration) : []) own.add(name)
      for (const specifier of statement.specifiers) {
        const local = nameOf(specifier.local)
        const binding = statement.source
          ? { from: String(statement.source.value), imported: local }
          : imported.get(local)
        listed.set(nameOf(specifier.exported), binding ?? null)
      }
    }
  }
  return { own, listed, handedOn }
}

function declaredBy(declaration: Program['body'][number]): ReadonlySet<string> {
  const names = new Set<string>()
  if (declaration.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) addBoundNames(id, names)
  } else if ('id' in declaration && declaration.id) names.add(declaration.id.name)
  return names
}

interface Binding {
  readonly local: string
  readonly imported: string
  readonly from: string
}

/** Imports of single names that an export list of the file names again. */
function handedOnImports(program: Program): readonly Binding[] {
  const handedOn = new Set(
    program.body.flatMap((statement) =>
      statement.type === 'ExportNamedDeclaration' && statement.source == null
        ? statement.specifiers.map(localName)
        : [],
    ),
  )
  return importsOf(program).filter(({ local }) => handedOn.has(local))
}

function importsOf(program: Program): readonly Binding[] {
  return program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' ? statement.specifiers.flatMap(bindingOf(statement)) : [],
  )
}

const bindingOf =
  ({ source }: ImportDeclaration) =>
  (specifier: ImportDeclaration['specifiers'][number]): Binding[] => {
    if (specifier.type === 'ImportNamespaceSpecifier') return []
    const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default'
    return [{ local: specifier.local.name, imported, from: String(source.value) }]
  }

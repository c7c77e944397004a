import type { AnyNode, ImportDeclaration, Program } from 'acorn'
import { nameOf } from './exported-names.ts'
import type { LearnerFiles } from './learner-files.ts'
import { LoadFailure } from './load-failure.ts'
import { namespaceOf, namespacesSpiedOn } from './spied-namespaces.ts'
import { walk } from './syntax.ts'

/** How the names of modules begin that stand in for mocked ones; the mocked module's own name follows. */
export const MOCK = 'test:mock:'

/** A call in a test file by which it mocks a module. */
interface Mocking {
  readonly specifier: string
  readonly factory: AnyNode | undefined
  readonly end: number
}

const MOCKERS = new Set(['jest', 'vi', 'vitest'])
const MOCKING = new Set(['mock', 'doMock', 'unstable_mockModule'])

/** The modules that a test file mocks: for it and for the learner's files, a module of ours is in their place. */
export class ModuleMocks {
  readonly #learner: LearnerFiles
  readonly #program: Program
  /** Where the last of the mocks at the test file's top ends; 0 where there are none. */
  readonly #end: number
  /** By the mocked module's own name; for one that is not here, that is how the test file calls it. */
  readonly #byName: ReadonlyMap<string, Mocking>
  /** Modules of which the test file replaces single exports, by the name under which it imports all of them. */
  readonly #spied: ReadonlyMap<string, string>

  /** `nameOf` leads from a specifier in the test file to a module's name, or null. */
  constructor(program: Program, learner: LearnerFiles, nameOf: (specifier: string) => string | null) {
    this.#learner = learner
    this.#program = program
    const atTop = program.body.flatMap((statement) =>
      statement.type === 'ExpressionStatement' ? (mockingBy(statement.expression) ?? []) : [],
    )
    this.#end = atTop.at(-1)?.end ?? 0
    const named = (mocking: Mocking) => [nameOf(mocking.specifier) ?? mocking.specifier, mocking] as const
    this.#byName = new Map([...mockingsIn(program).map(named), ...atTop.map(named)])
    const spied = namespacesSpiedOn(program).map(
      ({ local, specifier }) => [local, nameOf(specifier)] as const,
    )
    this.#spied = new Map(
      spied.flatMap(([local, name]) =>
        name !== null && learner.has(name) && !this.#byName.has(name) && !learner.isCommonJs(name)
          ? [[local, name]]
          : [],
      ),
    )
  }

  /** Whether the test file mocks modules at its top, before it may import others. */
  get comeFirst(): boolean {
    return this.#end > 0
  }

  /** The name of what stands in for a module, or undefined where it is not mocked. */
  inPlaceOf(name: string): string | undefined {
    return this.#byName.has(name) || new Set(this.#spied.values()).has(name) ? MOCK + name : undefined
  }

  /** The text of a module that stands in for another: what `kit/module-mocks.ts` makes of it, under all its names. */
  load(standIn: string): string {
    const name = standIn.slice(MOCK.length)
    if (!this.#byName.has(name)) return this.#spiedOn(standIn, name)
    const factory = this.#byName.get(name)?.factory
    const waits = factory !== undefined && 'async' in factory && factory.async ? 'await ' : ''
    const lines = [...this.#namesOf(name, factory)].map(
      (exported, i) =>
        `const v${i} = member(m, ${JSON.stringify(exported)}); export { v${i} as ${JSON.stringify(exported)} };`,
    )
    return `import { made, member, defaultOf } from 'kit:module-mocks'; const m = ${waits}made(${JSON.stringify(standIn)}); export default defaultOf(m); ${lines.join(' ')}`
  }

  /** A module whose exports are those of another until the test file replaces them, for all that import them. */
  #spiedOn(standIn: string, name: string): string {
    const names = [...this.#learner.exportedNames(name)].map((exported) => JSON.stringify(exported))
    const lines = names.map((exported, i) => `let v${i} = all[${exported}]; export { v${i} as ${exported} };`)
    const updates = names.map((exported, i) => `if (name === ${exported}) v${i} = value;`)
    return `import { spy } from 'kit:module-mocks'; import * as all from ${JSON.stringify(name)}; ${lines.join(' ')} spy(${JSON.stringify(standIn)}, all, (name, value) => { ${updates.join(' ')} })`
  }

  /** The test file with objects whose members can be replaced for the namespaces of the modules that it spies on. */
  withSpiedNamespaces(text: string): string {
    let whole = text
    for (const statement of this.#program.body.toReversed()) {
      if (statement.type !== 'ImportDeclaration') continue
      const local = namespaceOf(statement)
      const name = local === null ? undefined : this.#spied.get(local)
      if (local === null || name === undefined) continue
      const { start, end, source } = statement
      const written = whole.slice(start, end)
      // What was between them may hold line ends.
      const lines = written.replace(/[^\n]/g, '')
      const facade = `const ${local} = $facade(${JSON.stringify(MOCK + name)});`
      whole = `${whole.slice(0, start)}import ${source.raw ?? ''}; ${facade}${lines}${whole.slice(end)}`
    }
    return whole === text ? text : `${whole}\nimport { facade as $facade } from 'kit:module-mocks'`
  }

  /**
   * The test file with those of its imports that `mayWait` made after its last mock, as the tools do that mocks come
   * from: a mock is in its place before what imports it is loaded. `further` is done there too. No line changes its
   * number.
   */
  withImportsDeferred(
    text: string,
    mayWait: (specifier: string, names: readonly string[]) => boolean,
    further: string,
  ): string {
    const deferred: string[] = []
    const kept = without(text, this.#program.body, (statement) => {
      if (statement.type !== 'ImportDeclaration') return false
      if (!mayWait(String(statement.source.value), importedNames(statement))) return false
      deferred.push(deferredImport(statement, deferred.length, this.#spied))
      return true
    })
    const facade = this.#spied.size > 0 ? `\nimport { facade as $facade } from 'kit:module-mocks'` : ''
    return `${this.#behindMocks(kept, `${deferred.join(' ')} ${further}`)}${facade}`
  }

  /** As `withImportsDeferred`, for a test file that requires what it tests. */
  withRequiresDeferred(text: string, mayWait: (specifier: string) => boolean): string {
    if (!this.comeFirst) return text
    const deferred: string[] = []
    const before = this.#program.body.filter(({ end }) => end < this.#end)
    const kept = without(text, before, (statement) => {
      const written = text.slice(statement.start, statement.end)
      const specifiers = requiredBy(statement)
      // On one line, a comment would hide what is behind it.
      if (specifiers === null || /\/\//.test(written) || !specifiers.every(mayWait)) return false
      deferred.push(written.replaceAll('\n', ' '))
      return true
    })
    return this.#behindMocks(kept, deferred.join('; '))
  }

  #behindMocks(text: string, added: string): string {
    return `${text.slice(0, this.#end)}; ${added}${text.slice(this.#end)}`
  }

  /** What others may import from a mocked module: what it has itself, what its mock has, and what they do import. */
  #namesOf(name: string, factory: AnyNode | undefined): ReadonlySet<string> {
    const learner = this.#learner
    const programs = learner.names.flatMap((file) => {
      const program = readable(() => learner.parse(file).program)
      return program === null
        ? []
        : [{ program, finds: (specifier: string) => learner.find(file, specifier) }]
    })
    const demanded = [...programs, { program: this.#program, finds: () => null }].flatMap(
      ({ program, finds }) =>
        program.body.flatMap((statement) => {
          if (statement.type !== 'ImportDeclaration') return []
          const specifier = String(statement.source.value)
          const meant = [specifier, `kit:${specifier.replace(/^node:/, '')}`, finds(specifier)].includes(name)
          return meant ? importedNames(statement) : []
        }),
    )
    const own = learner.has(name) ? readable(() => learner.exportedNames(name)) : null
    const names = new Set([...(own ?? []), ...(factory === undefined ? [] : keysIn(factory)), ...demanded])
    names.delete('default')
    return names
  }
}

function mockingsIn(program: Program): Mocking[] {
  const found: Mocking[] = []
  walk(program, (node) => {
    found.push(...[mockingBy(node) ?? []].flat())
    return true
  })
  return found
}

function mockingBy(node: AnyNode): Mocking | null {
  if (node.type !== 'CallExpression') return null
  const { callee, arguments: args, end } = node
  const [specifier, factory] = args
  const mocks =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    MOCKERS.has(callee.object.name) &&
    callee.property.type === 'Identifier' &&
    MOCKING.has(callee.property.name)
  if (!mocks || specifier?.type !== 'Literal') return null
  return { specifier: String(specifier.value), factory, end }
}

/** A text with spaces for the statements that are to go, so that nothing else moves. */
function without(
  text: string,
  statements: Program['body'],
  goes: (statement: Program['body'][number]) => boolean,
): string {
  let kept = ''
  let at = 0
  for (const statement of statements) {
    if (!goes(statement)) continue
    const { start, end } = statement
    kept += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, ' ')
    at = end
  }
  return kept + text.slice(at)
}

/** The modules that a declaration requires, where it does nothing else. */
function requiredBy(statement: Program['body'][number]): string[] | null {
  if (statement.type !== 'VariableDeclaration') return null
  const specifiers = statement.declarations.map(({ init }) => {
    const required = init?.type === 'MemberExpression' ? init.object : init
    if (required?.type !== 'CallExpression' || required.callee.type !== 'Identifier') return null
    const [specifier] = required.arguments
    return required.callee.name === 'require' && specifier?.type === 'Literal'
      ? String(specifier.value)
      : null
  })
  return specifiers.every((specifier) => specifier !== null) ? specifiers : null
}

function importedNames({ specifiers }: ImportDeclaration): string[] {
  return specifiers.flatMap((specifier) =>
    specifier.type === 'ImportSpecifier'
      ? [nameOf(specifier.imported)]
      : specifier.type === 'ImportDefaultSpecifier'
        ? ['default']
        : [],
  )
}

/** An import as statements that await it. */
function deferredImport(
  { source, specifiers }: ImportDeclaration,
  index: number,
  spied: ReadonlyMap<string, string>,
): string {
  const all = `$imported${index}`
  const bindings = specifiers.map((specifier) => {
    const local = specifier.local.name
    if (specifier.type === 'ImportNamespaceSpecifier') {
      const name = spied.get(local)
      return `const ${local} = ${name === undefined ? all : `$facade(${JSON.stringify(MOCK + name)})`};`
    }
    const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default'
    return `const ${local} = ${all}[${JSON.stringify(name)}];`
  })
  return `const ${all} = await import(${JSON.stringify(source.value)}); ${bindings.join(' ')}`
}

/** The keys of the objects that a factory's text shows. */
function keysIn(factory: AnyNode): string[] {
  const keys: string[] = []
  walk(factory, (node) => {
    if (node.type === 'Property' && !node.computed) {
      if (node.key.type === 'Identifier') keys.push(node.key.name)
      else if (node.key.type === 'Literal') keys.push(String(node.key.value))
    }
    return true
  })
  return keys
}

/** What reading a learner's file gives, or null where it cannot be read: that is told when it is loaded. */
function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof LoadFailure) return null
    throw error
  }
}

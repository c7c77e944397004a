import type { Program } from 'acorn'
import { ImportRefused, type ModuleSource } from '../engine/quickjs.ts'
import type { CommonJsParameters } from '../kit/host.ts'
import { isTypeScript, TypeStripper } from '../typescript/strip-types.ts'
import { ReadingBudget, readWithin } from './bounded-parser.ts'
import { commonJsExports, moduleExports, nameOf } from './exported-names.ts'
import { borrowing, exportingLent, isLent, LENT, lendingText, lentExports, lentTo } from './lent-names.ts'
import { LoadFailure } from './load-failure.ts'
import { isRelative, meantFile } from './meant-file.ts'
import { type Readable, readFile } from './readable.ts'
import { type Parsed, topLevelNames, undeclaredNames, walk } from './syntax.ts'
import { withoutHandedOnTypes } from './value-exports.ts'

/** How the files of a program refer to one another, and the text that the engine gets for each. */
export interface Linked extends ModuleSource {
  /** How many files there are. */
  readonly size: number
  /** Whether a file is loaded by `require`'s rules. */
  isCommonJs(file: string): boolean
  /** A CommonJS file's text as an expression: a function of (exports, require, module, __filename, __dirname). */
  commonJsText(file: string): string
  /** What that function takes beyond these: names of the kit, and names that `entry` exports. */
  parametersOf(file: string): CommonJsParameters
  /** The text of a file that the program opens itself, by its path from the root; undefined where there is none. */
  text(path: string): string | undefined
  /** The line of a file as it was handed in that a line of its text was made of. */
  lineOf(file: string, line: number): number
}

/** Node's modules that a program may import, as far as they need no machine. */
const NODE_MODULES = [
  ...[
    'assert',
    'assert/strict',
    'buffer',
    'crypto',
    'events',
    'fs',
    'fs/promises',
    'os',
    'path',
    'path/posix',
    'perf_hooks',
    'process',
    'readline',
  ],
  ...['readline/promises', 'timers/promises', 'url', 'util'],
]
/** What modules of the sandbox's own a learner's file may import, by the names that it uses for them. */
const KIT_MODULES: ReadonlyMap<string, string> = new Map([
  ...['vitest', '@jest/globals', 'node:test', 'test'].map((name) => [name, 'kit:no-tests'] as const),
  ...NODE_MODULES.flatMap((name) => [name, `node:${name}`].map((alias) => [alias, `kit:${name}`] as const)),
])
/**
 * By which the module that stands for a CommonJS file asks for the one that hands it its exports, and how the names of
 * those begin. The file itself goes by the name of the former, and may import whatever that may.
 */
const HANDED = 'kit:handed'
const HANDING = 'kit:handing:'
/** As Node has it, and so that no code runs which the analysis does not take for code. */
const CODE_OR_DATA = /(^|\/)[^./]+$|\.([cm]?[jt]s|tsx|json)$/

/** A learner's files. Each is parsed when something asks for it. */
export class LearnerFiles implements Linked {
  readonly #sources: ReadonlyMap<string, string>
  readonly #types = new TypeStripper()
  readonly budget = new ReadingBudget()
  readonly #read = new Map<string, Readable | LoadFailure>()
  readonly #texts = new Map<string, string>()
  readonly #demanded = new Map<string, Set<string>>()

  constructor(files: Readonly<Record<string, string>>) {
    this.#sources = new Map(Object.entries(files))
  }

  get size(): number {
    return this.#sources.size
  }

  get names(): readonly string[] {
    return [...this.#sources.keys()]
  }

  has(file: string): boolean {
    return this.#sources.has(file)
  }

  /** A file as it was handed in, whatever it holds; undefined where there is none. */
  text(file: string): string | undefined {
    return this.#sources.get(file)
  }

  resolve(importer: string, specifier: string): string {
    const kitModule = KIT_MODULES.get(specifier)
    if (kitModule !== undefined) return kitModule
    if (specifier === LENT) return lentTo(importer)
    if (specifier === HANDED && this.isCommonJs(importer)) return `${HANDING}${importer}`
    // Only modules ask for this in which nothing of a learner's runs.
    if (specifier === 'kit:commonjs' && (isLent(importer) || importer.startsWith(HANDING))) return specifier
    if (importer.startsWith('kit:')) {
      if (!this.has(specifier)) throw new LoadFailure(`there is no file ${specifier}`)
      return specifier
    }
    const file = this.find(importer, specifier)
    if (file !== null) return file
    throw new ImportRefused(
      isRelative(specifier) || specifier.startsWith('/')
        ? `${importer} imports ${specifier}, but there is no such file`
        : `the module ${specifier} is not available here`,
    )
  }

  /** The file that a specifier means, with or without its ending; the sandbox's own modules are none. */
  find(importer: string, specifier: string): string | null {
    return KIT_MODULES.has(specifier) ? null : meantFile(this.#sources, importer, specifier)
  }

  load(file: string): string {
    if (isLent(file)) return lendingText(file, false)
    if (file.startsWith(HANDING)) return this.#handing(file.slice(HANDING.length))
    const { kind, program } = this.parse(file)
    if (kind === 'script') return `export * from '${HANDED}'; export { default } from '${HANDED}'`
    const text = this.#texts.get(file) ?? this.#moduleText(file, program)
    this.#texts.set(file, text)
    return text
  }

  /** A module's text with what is added to it. */
  #moduleText(file: string, program: Program): string {
    const source = this.#source(file)
    const borrowed = borrowing(program, source)
    const text = (own: string, added: string) => (added === '' ? own : `${own}\n${added}`)
    const { names, handedOn } = moduleExports(program)
    if (names.size > 0 || handedOn.length > 0) {
      const plain = isTypeScript(file)
        ? readWithin(file, () => withoutHandedOnTypes(this, file, source))
        : source
      return text(plain, borrowed)
    }
    const lent = lentExports(program)
    const exporting = lent === null ? `export { ${declaredNames(program).join(', ')} }` : exportingLent(lent)
    return text(source, `${borrowed}${exporting}`)
  }

  isCommonJs(file: string): boolean {
    return this.has(file) && this.parse(file).kind === 'script'
  }

  commonJsText(file: string): string {
    const { program } = this.parse(file)
    const exported =
      commonJsExports(program) === null
        ? `;return { __proto__: null, ${declaredNames(program).join(', ')} }`
        : ''
    return wrapped(this.#source(file), [], exported)
  }

  parametersOf(): CommonJsParameters {
    return { kit: [], learner: [], entry: '' }
  }

  /** The names under which others can reach what a file holds, as far as its text shows them. */
  exportedNames(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
    // On however many ways files hand one on, it is read once.
    if (seen.has(file)) return new Set()
    seen.add(file)
    const { kind, program } = this.parse(file)
    if (kind === 'script') return commonJsExports(program) ?? new Set(declaredNames(program))
    const { names, handedOn } = moduleExports(program)
    if (names.size === 0 && handedOn.length === 0) {
      const lent = lentExports(program)
      return lent === null ? new Set(declaredNames(program)) : new Set([...lent, 'default'])
    }
    const further = handedOn.flatMap((specifier) => {
      const target = this.find(file, specifier)
      return target === null ? [] : [...this.exportedNames(target, seen)]
    })
    return new Set([...names, ...further])
  }

  parse(file: string): Parsed {
    return this.#readable(file).parsed
  }

  lineOf(file: string, line: number): number {
    const read = this.#read.get(file)
    return read === undefined || read instanceof LoadFailure ? line : read.lineOf(line)
  }

  /** Reads a file once, however many tests load it. */
  #readable(file: string): Readable {
    const known = this.#read.get(file) ?? this.#readNew(file)
    if (known instanceof LoadFailure) throw known
    return known
  }

  #readNew(file: string): Readable {
    const source = this.#sources.get(file)
    if (source === undefined) throw new LoadFailure(`there is no file ${file}`)
    if (!CODE_OR_DATA.test(file)) {
      throw new LoadFailure(`${file} cannot be imported: give it the ending .js, or .json if it is data`)
    }
    try {
      const read = readFile(file, source, this.#types, this.budget)
      this.#read.set(file, read)
      readWithin(file, () =>
        this.noteDemands(read.parsed.program, (specifier) => {
          // It is looked for in every folder.
          if (!isRelative(specifier) && !KIT_MODULES.has(specifier)) this.budget.spend(this.size)
          return this.find(file, specifier)
        }),
      )
      return read
    } catch (error) {
      if (error instanceof LoadFailure) this.#read.set(file, error)
      throw error
    }
  }

  /** Remembers which names a file asks of others: a CommonJS file exports to modules what they ask it for. */
  noteDemands(program: Program, find: (specifier: string) => string | null): void {
    walk(program, (node) => {
      if (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration') {
        const target = node.source ? find(String(node.source.value)) : null
        if (target !== null) this.#demand(target, node.specifiers.flatMap(importedName))
      }
      return node.type === 'Program'
    })
  }

  #demand(file: string, names: readonly string[]): void {
    const demanded = this.#demanded.get(file) ?? new Set()
    this.#demanded.set(file, demanded)
    for (const name of names) demanded.add(name)
  }

  #source(file: string): string {
    return this.#readable(file).text
  }

  /** The module of what a CommonJS file exports, under the names by which modules may import it. */
  #handing(file: string): string {
    const demanded = this.#demanded.get(file) ?? new Set()
    const names = [...new Set([...demanded, ...this.exportedNames(file)])].filter(
      (name) => name !== 'default',
    )
    const key = JSON.stringify(file)
    const lines = names.map((name, i) => {
      const needed = demanded.has(name)
      return `const v${i} = pick(${key}, m, ${JSON.stringify(name)}, ${needed}); export { v${i} as ${JSON.stringify(name)} };`
    })
    return `import { load, pick, defaultOf } from 'kit:commonjs'; const m = load(${key}); export default defaultOf(m); ${lines.join(' ')}`
  }
}

function importedName(specifier: { readonly type: string }): string[] {
  if (specifier.type === 'ImportSpecifier' && 'imported' in specifier) {
    return [nameOf(specifier.imported as Parameters<typeof nameOf>[0])]
  }
  if (specifier.type === 'ExportSpecifier' && 'local' in specifier) {
    return [nameOf(specifier.local as Parameters<typeof nameOf>[0])]
  }
  return []
}

/** A script as the function that CommonJS makes of it. Nothing is added before its first line ends. */
export function wrapped(source: string, parameters: readonly string[], ending: string): string {
  const all = ['exports', 'require', 'module', '__filename', '__dirname', ...parameters]
  return `(function (${all.join(', ')}) {${source.replace(/^#!/, '//')}\n${ending}})`
}

/** What a file that exports nothing is taken to export: all that it declares at its top. */
function declaredNames(program: Program): string[] {
  const imported = new Set<string>()
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      for (const specifier of statement.specifiers) imported.add(specifier.local.name)
    }
  }
  return [...topLevelNames(program), ...undeclaredNames(program)].filter((name) => !imported.has(name))
}

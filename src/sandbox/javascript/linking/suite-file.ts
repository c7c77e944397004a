import type { CodeLanguage } from '../../../domain/task.ts'
import { ImportRefused } from '../engine/quickjs.ts'
import type { CommonJsParameters } from '../kit/host.ts'
import { TypeStripper } from '../typescript/strip-types.ts'
import { borrowedNames, type RealmNames } from './borrowed-names.ts'
import { type Check, checksOf, standsAlone, withChecksTried } from './checks.ts'
import { KIT_MODULES } from './kit-modules.ts'
import { type LearnerFiles, type Linked, wrapped } from './learner-files.ts'
import { borrowing, LENT, lentTo } from './lent-names.ts'
import { isRelative } from './meant-file.ts'
import { MOCK, ModuleMocks } from './module-mocks.ts'
import { type Readable, readFile, readTypeScript } from './readable.ts'
import { SHOULD, withShouldCalled } from './should-style.ts'
import { awaitsAtTop, identifiersOf, type Parsed } from './syntax.ts'

/** The suite's name among the modules. No learner's file can have it: their paths hold no colon. */
export const SUITE = 'test:suite'
/** As which the suite asks for a module that it mocks. */
const ACTUAL = 'test:actual'

/** What the imports ask for that are added to a suite. */
const OF_OURS = new Set(['kit:vitest', 'kit:commonjs', 'kit:module-mocks'])

/** A path from the folder of sources, by the names that projects give to it. */
const IN_SOURCES = /^([@~#]|src)\//

/** How messages call a suite. */
const TEST_FILE = 'the test file'

/** What a suite is held against. */
interface Tested {
  readonly files: LearnerFiles
  readonly entry: string
  /** The suite's. */
  readonly language: CodeLanguage
}

/** Names of the kit by which a script tells of each of its assertions: that it held, or that it did not. */
const CHECKING = ['$held', '$fell'] as const

/** A test file over a learner's files. The test kit can be reached from it alone. */
export class SuiteFile implements Linked {
  readonly #learner: LearnerFiles
  readonly #entry: string
  readonly #read: Readable
  /** By its ending a file is preferred of those that an import may mean. */
  readonly #importer: string
  readonly #kind: Parsed['kind']
  /** The kit's globals and the learner's names that the suite uses without importing them. */
  readonly #fromKit: readonly string[]
  readonly #fromLearner: readonly string[]
  readonly #text: string
  readonly #mocks: ModuleMocks
  /** The assertions of a script of several, which are tried one by one. */
  readonly checks: readonly Check[]

  constructor(source: string, { files: learner, entry, language }: Tested, realmNames: RealmNames) {
    this.#learner = learner
    this.#entry = entry
    this.#importer = language === 'typescript' ? `${SUITE}.ts` : SUITE
    const read = language === 'typescript' ? readTypeScript : readFile
    this.#read = read(TEST_FILE, source, new TypeStripper())
    const { kind, program } = this.#read.parsed
    this.#kind = kind
    learner.noteDemands(program, (specifier) => this.#find(specifier))
    const used = identifiersOf(program)
    // A module waits for an answer that awaits at its top; `require` could not.
    if (learner.has(entry) && !used.has('require') && awaitsAtTop(learner.parse(entry).program))
      this.#kind = 'module'
    const checks = this.standsAlone ? checksOf(program, this.#read.text) : []
    this.checks = checks.length > 1 && CHECKING.every((name) => !used.has(name)) ? checks : []
    this.#mocks = new ModuleMocks(program, learner, (specifier) => this.#nameOfMocked(specifier))
    const text = withShouldCalled(this.#read.text, program)
    const added = [...(this.checks.length > 0 ? CHECKING : []), ...(text === this.#read.text ? [] : [SHOULD])]
    const exported = learner.has(entry) ? learner.exportedNames(entry) : new Set<string>()
    const borrowed = borrowedNames(program, exported, realmNames)
    this.#fromKit = [...borrowed.kit, ...added]
    this.#fromLearner = borrowed.learner
    this.#text = withChecksTried(text, this.checks, ...CHECKING)
  }

  /** Whether the file catches exceptions itself. */
  get catches(): boolean {
    return /\bcatch\b/.test(this.#read.text)
  }

  /** Whether the file is a test in itself. */
  get standsAlone(): boolean {
    return standsAlone(this.#read.parsed.program)
  }

  get size(): number {
    return this.#learner.size
  }

  resolve(importer: string, specifier: string): string {
    if (importer === ACTUAL) return this.#resolveActual(SUITE, specifier)
    if (importer.startsWith(MOCK)) return specifier
    if (importer.startsWith('kit:')) {
      const isOurs = specifier === SUITE || specifier.startsWith(MOCK)
      return isOurs ? specifier : this.#learner.resolve(importer, specifier)
    }
    const notHere = this.#mocks.inPlaceOf(specifier)
    if (notHere !== undefined) return notHere
    const name = this.#resolveActual(importer, specifier)
    return this.#mocks.inPlaceOf(name) ?? name
  }

  #resolveActual(importer: string, specifier: string): string {
    if (importer !== SUITE) return this.#learner.resolve(importer, specifier)
    if (OF_OURS.has(specifier)) return specifier
    if (specifier === LENT) return lentTo(SUITE)
    const kitModule = KIT_MODULES.get(specifier)
    if (kitModule !== undefined) return kitModule
    return this.#find(specifier) ?? this.#learner.resolve(TEST_FILE, specifier)
  }

  /** The module that the suite means by a specifier, or null where there is none. */
  #nameOf(specifier: string): string | null {
    try {
      return this.#resolveActual(SUITE, specifier)
    } catch (error) {
      if (error instanceof ImportRefused) return null
      throw error
    }
  }

  /** What is mocked is not the answer itself where it is called otherwise, though the answer is the only file. */
  #nameOfMocked(specifier: string): string | null {
    const name = this.#nameOf(specifier)
    const called = (path: string) => path.replace(/^.*\//, '').replace(/\.[cm]?[jt]sx?$/, '')
    return name === this.#entry && called(specifier) !== called(name) ? null : name
  }

  /** Whether an import of the suite's may be made after its mocks: not one that fails, which is told better as it is. */
  #mayWait(specifier: string, names: readonly string[]): boolean {
    const name = this.#nameOf(specifier)
    if (this.#mocks.inPlaceOf(name ?? specifier) !== undefined) return true
    if (name === null || !this.#learner.has(name)) return false
    return this.#learner.isCommonJs(name) || this.#learner.exportedNames(name).isSupersetOf(new Set(names))
  }

  /**
   * Where its author keeps the test file is not told: at the top, beside the entry, or in a folder that is not here, so
   * that its `../src/queue.js` is `queue.js`, and its `..` the top; if all else fails, it is the only file of its name.
   * The answer to a single-file task lies at the entry, whatever it is called.
   */
  #find(specifier: string): string | null {
    const { names } = this.#learner
    if (KIT_MODULES.has(specifier)) return null
    if (!isRelative(specifier) && !IN_SOURCES.test(specifier)) {
      return this.#learner.find(this.#importer, specifier)
    }
    const beside = this.#entry.replace(/[^/]*$/, this.#importer)
    const steps = specifier.split('/').filter((step) => !/^(\.{0,2}|[@~#])$/.test(step))
    const fewer = steps.length === 0 ? ['.'] : steps.map((_, from) => `./${steps.slice(from).join('/')}`)
    for (const path of [specifier, ...fewer]) {
      const file = this.#learner.find(this.#importer, path) ?? this.#learner.find(beside, path)
      if (file !== null) return file
    }
    const folders = new Set(names.map((name) => name.replace(/[^/]*$/, '')))
    // Above those there may be some that hold nothing but folders, such as one of tests with its `fixtures/index.js`.
    const above = new Set([...folders].map((folder) => folder.replace(/[^/]*\/$/, ''))).difference(folders)
    for (const among of [folders, above]) {
      const found = [...among].flatMap(
        (folder) => this.#learner.find(this.#importer, `./${folder}${steps.at(-1)}`) ?? [],
      )
      if (found.length === 1) return found[0] ?? null
    }
    return names.length === 1 && !specifier.endsWith('.json') ? this.#entry : null
  }

  load(file: string): string {
    if (file.startsWith(MOCK)) return this.#mocks.load(file)
    if (file !== SUITE) return this.#learner.load(file)
    if (this.isCommonJs(SUITE)) return `import { load } from 'kit:commonjs'; load(${JSON.stringify(SUITE)})`
    const lent = borrowing(this.#read.parsed.program, this.#read.text)
    const fromKit =
      this.#fromKit.length > 0 ? `import { ${this.#fromKit.join(', ')} } from 'kit:vitest';` : ''
    const names = `{ ${this.#fromLearner.join(', ')} }`
    const entry = JSON.stringify(`./${this.#entry}`)
    if (this.#mocks.comeFirst) {
      const mayWait = (...asked: readonly [string, readonly string[]]) => this.#mayWait(...asked)
      const text = this.#mocks.withImportsDeferred(
        this.#text,
        mayWait,
        this.#fromLearner.length > 0 ? `const ${names} = await import(${entry});` : '',
      )
      return `${text}\n${lent} ${fromKit}`
    }
    const fromLearner = this.#fromLearner.length > 0 ? `import ${names} from ${entry};` : ''
    // Imports count from anywhere: behind the suite they leave its lines their numbers.
    const text = this.checks.length > 0 ? this.#text : this.#mocks.withSpiedNamespaces(this.#text)
    return `${text}\n${lent} ${fromKit} ${fromLearner}`
  }

  isCommonJs(file: string): boolean {
    return file === SUITE ? this.#kind === 'script' : this.#learner.isCommonJs(file)
  }

  commonJsText(file: string): string {
    if (file !== SUITE) return this.#learner.commonJsText(file)
    const names = [...this.#fromKit, ...this.#fromLearner]
    const text = this.#mocks.withRequiresDeferred(this.#text, (specifier) => this.#mayWait(specifier, []))
    return wrapped(text, names, '')
  }

  /** Where the author keeps what the test file reads is not told either. */
  text(path: string): string | undefined {
    const name = path.replace(/^.*\//, '')
    const named = this.#learner.names.filter((file) => `/${file}`.endsWith(`/${name}`))
    return this.#learner.text(path) ?? (named.length === 1 ? this.#learner.text(named[0] ?? '') : undefined)
  }

  lineOf(file: string, line: number): number {
    return file === TEST_FILE ? this.#read.lineOf(line) : this.#learner.lineOf(file, line)
  }

  parametersOf(file: string): CommonJsParameters {
    if (file !== SUITE) return this.#learner.parametersOf()
    return { kit: this.#fromKit, learner: this.#fromLearner, entry: this.#entry }
  }
}

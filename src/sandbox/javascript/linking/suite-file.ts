import type { CommonJsParameters } from '../kit/host.ts'
import { type LearnerFiles, type Linked, wrapped } from './learner-files.ts'
import { identifiersOf, type Parsed, parseFile, topLevelNames } from './syntax.ts'

/** The suite's name among the modules. No learner's file can have it: their paths hold no colon. */
export const SUITE = 'test:suite'

const KIT_MODULES: ReadonlyMap<string, string> = new Map([
  ['vitest', 'kit:vitest'],
  ['@jest/globals', 'kit:vitest'],
  ['chai', 'kit:chai'],
  ['node:test', 'kit:node-test'],
  ['test', 'kit:node-test'],
])

/** A test file over a learner's files. The test kit can be reached from it alone. */
export class SuiteFile implements Linked {
  readonly #learner: LearnerFiles
  readonly #entry: string
  readonly #source: string
  readonly #parsed: Parsed
  /** The kit's globals and the learner's names that the suite uses without importing them. */
  readonly #fromKit: readonly string[]
  readonly #fromLearner: readonly string[]

  constructor(source: string, learner: LearnerFiles, entry: string, kitGlobals: readonly string[]) {
    this.#learner = learner
    this.#entry = entry
    this.#source = source
    this.#parsed = parseFile('the test file', source)
    learner.noteDemands(this.#parsed.program, (specifier) => this.#find(specifier))
    const used = identifiersOf(this.#parsed.program)
    const declared = topLevelNames(this.#parsed.program)
    const free = (name: string) => used.has(name) && !declared.has(name)
    this.#fromKit = kitGlobals.filter(free)
    this.#fromLearner = [...(learner.has(entry) ? learner.exportedNames(entry) : [])].filter(
      (name) => free(name) && name !== 'default' && !this.#fromKit.includes(name),
    )
  }

  resolve(importer: string, specifier: string): string {
    if (importer.startsWith('kit:') && specifier === SUITE) return SUITE
    if (importer !== SUITE) return this.#learner.resolve(importer, specifier)
    if (specifier === 'kit:vitest' || specifier === 'kit:commonjs') return specifier
    const kitModule = KIT_MODULES.get(specifier)
    if (kitModule !== undefined) return kitModule
    return this.#find(specifier) ?? this.#learner.resolve(SUITE, specifier)
  }

  /** The answer to a single-file task lies at the entry, whatever the author's test file calls it. */
  #find(specifier: string): string | null {
    const file = this.#learner.find(SUITE, specifier)
    if (file !== null) return file
    return /^\.{1,2}\//.test(specifier) && this.#learner.names.length === 1 ? this.#entry : null
  }

  load(file: string): string {
    if (file !== SUITE) return this.#learner.load(file)
    if (this.isCommonJs(SUITE)) return `import { load } from 'kit:commonjs'; load(${JSON.stringify(SUITE)})`
    const imports = [
      this.#fromKit.length > 0 ? `import { ${this.#fromKit.join(', ')} } from 'kit:vitest';` : '',
      this.#fromLearner.length > 0
        ? `import { ${this.#fromLearner.join(', ')} } from ${JSON.stringify(`./${this.#entry}`)};`
        : '',
    ]
    // Imports count from anywhere: behind the suite they leave its lines their numbers.
    return `${this.#source}\n${imports.join(' ')}`
  }

  isCommonJs(file: string): boolean {
    return file === SUITE ? this.#parsed.kind === 'script' : this.#learner.isCommonJs(file)
  }

  commonJsText(file: string): string {
    if (file !== SUITE) return this.#learner.commonJsText(file)
    const names = [...this.#fromKit, ...this.#fromLearner]
    return wrapped(this.#source, names, '')
  }

  parametersOf(file: string): CommonJsParameters {
    if (file !== SUITE) return this.#learner.parametersOf()
    return { kit: this.#fromKit, learner: this.#fromLearner, entry: this.#entry }
  }
}

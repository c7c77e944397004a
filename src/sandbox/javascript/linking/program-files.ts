import type { CommonJsParameters } from '../kit/host.ts'
import { watchingDropped } from './dropped-promises.ts'
import type { LearnerFiles, Linked } from './learner-files.ts'

/** What a program may import to read its input and to print, by the names that it uses for them. */
const MODULES: ReadonlyMap<string, string> = new Map(
  ['fs', 'fs/promises', 'readline', 'readline/promises', 'process', 'events', 'os'].flatMap((name) => [
    [name, `kit:${name}`] as const,
    [`node:${name}`, `kit:${name}`] as const,
  ]),
)
const KIT_NAMES = new Set(MODULES.values())

/** A learner's files as a program that is run from its entry. */
export class ProgramFiles implements Linked {
  readonly #files: LearnerFiles
  readonly #entry: string

  constructor(files: LearnerFiles, entry: string) {
    this.#files = files
    this.#entry = entry
  }

  resolve(importer: string, specifier: string): string {
    const module = MODULES.get(specifier)
    if (module !== undefined) return module
    // A CommonJS file has the module of that name imported for it.
    if (importer === 'kit:import' && KIT_NAMES.has(specifier)) return specifier
    return this.#files.resolve(importer, specifier)
  }

  load(file: string): string {
    const text = this.#files.load(file)
    if (this.isCommonJs(file)) return text
    const watched = watchingDropped(file, text)
    if (file !== this.#entry || !text.includes('import.meta')) return watched
    const path = JSON.stringify(`/${file}`)
    return `Object.assign(import.meta, { main: true, filename: ${path}, url: 'file://' + ${path} });${watched.replace(/^#!/, '//')}`
  }

  isCommonJs(file: string): boolean {
    return !KIT_NAMES.has(file) && this.#files.isCommonJs(file)
  }

  commonJsText(file: string): string {
    const text = watchingDropped(file, this.#files.commonJsText(file))
    if (file !== this.#entry) return text
    // `require.main === module` is how a file asks whether it is the one that is run.
    return `(function (exports, require, module) { require.main = module; return ${text}.apply(this, arguments) })`
  }

  parametersOf(): CommonJsParameters {
    return this.#files.parametersOf()
  }

  lineOf(file: string, line: number): number {
    return this.#files.lineOf(file, line)
  }
}

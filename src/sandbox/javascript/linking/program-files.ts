import type { CommonJsParameters } from '../kit/host.ts'
import { watchingDropped } from './dropped-promises.ts'
import type { LearnerFiles, Linked } from './learner-files.ts'
import { lendingText, lentTo } from './lent-names.ts'

/** A learner's files as a program that is run from its entry. */
export class ProgramFiles implements Linked {
  readonly #files: LearnerFiles
  readonly #entry: string

  constructor(files: LearnerFiles, entry: string) {
    this.#files = files
    this.#entry = entry
  }

  get size(): number {
    return this.#files.size
  }

  resolve(importer: string, specifier: string): string {
    return this.#files.resolve(importer, specifier)
  }

  load(file: string): string {
    if (file === lentTo(this.#entry)) return lendingText(file, true)
    const text = this.#files.load(file)
    if (this.isCommonJs(file)) return text
    const watched = watchingDropped(file, text)
    if (!text.includes('import.meta')) return watched
    const filename = `/${file}`
    const dirname = filename.slice(0, filename.lastIndexOf('/')) || '/'
    const meta = { main: file === this.#entry, filename, dirname, url: `file://${filename}` }
    return `Object.assign(import.meta, ${JSON.stringify(meta)});${watched.replace(/^#!/, '//')}`
  }

  isCommonJs(file: string): boolean {
    return this.#files.isCommonJs(file)
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

  text(path: string): string | undefined {
    return this.#files.text(path)
  }

  lineOf(file: string, line: number): number {
    return this.#files.lineOf(file, line)
  }
}

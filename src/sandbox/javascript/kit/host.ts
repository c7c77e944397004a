/** What the host does for the kit. Every one of these is a host function; learners never see them. */
export interface Host {
  /** Ends the run at once, beyond any catch: the program has run into a bound. */
  halt(fault: string): never
  /** Sets what Date reads, in milliseconds since 1970. */
  setClock(now: number): void
  /** Begins the suite's next case: it gets the gas of one test. */
  begin(name: string): void
  gas(): number
  /** Answers for a realm's `Intl`; see `engine/formats.ts`. */
  format(key: string, method: string, args: string): string
  compare(key: string, a: string, b: string): number
  /** Answers for a realm's `URL`; see `engine/addresses.ts`. */
  parseUrl(asked: string): string
  /** Hands over one finished case of a suite, as JSON. */
  report(outcome: string): void
  /** The text of one of the submission's files, by its path from the root; undefined where there is none. */
  read(path: string): string | undefined
  /** The file or kit module that a specifier means to a CommonJS file. */
  resolve(importer: string, specifier: string): string
  isCommonJs(file: string): boolean
  /** What a CommonJS file gets beside the usual, as JSON: a CommonJsParameters. */
  parameters(file: string): string
  /** A CommonJS file as its function, made in the learner's realm. */
  compile(file: string): (...parameters: readonly unknown[]) => unknown
  /** An ES module's namespace, evaluated if it is not yet. */
  importNow(file: string): Record<string, unknown>
}

/** Names of the kit, and names that the file `entry` exports. */
export interface CommonJsParameters {
  readonly kit: readonly string[]
  readonly learner: readonly string[]
  readonly entry: string
}

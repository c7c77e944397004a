import { type Node, type Options, Parser, type Program } from 'acorn'
import { LoadFailure } from './load-failure.ts'

/** What reading a program's files may come to, in nodes of their trees: twice what 1 MiB of ordinary code has. */
const MAX_NODES = 400_000
/** A node costs one more for so many blocks and labels that it lies in: the parser looks through them. */
const AROUND_PER_NODE = 20
/** Patterns that are longer, or that name more groups, are left to the engine: each name is held against all others. */
const MAX_PATTERN_CHARS = 20_000
const MAX_GROUP_NAMES = 10

/** Thrown where nothing is left of the budget. */
class TooMuchToRead extends Error {}

/**
 * Does work for which the reader of a file pays.
 * @throws LoadFailure when it takes more than is left
 */
export function readWithin<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof TooMuchToRead) throw new LoadFailure(`${file} cannot be read: it takes too long`)
    throw error
  }
}

/** What is left of the work that reading the files of one program may take, in nodes. */
export class ReadingBudget {
  #left = MAX_NODES

  /** To be called within `readWithin`. */
  spend(nodes: number): void {
    this.#left -= nodes
    if (this.#left < 0) throw new TooMuchToRead()
  }
}

/** In so few names one is looked for quicker than in a set. */
const FEW_NAMES = 16

/** A list of names that finds one of many without looking through them. */
class Names extends Array<string> {
  #held: Set<string> | null = null

  override push(name: string): number {
    this.#held?.add(name)
    const length = super.push(name)
    if (length === FEW_NAMES) this.#held = new Set(this)
    return length
  }

  override indexOf(name: string): number {
    if (this.#held === null) return super.indexOf(name)
    return this.#held.has(name) ? 0 : -1
  }
}

/** What acorn keeps beside what its types tell of. */
interface Scope {
  var: string[]
  lexical: string[]
  functions: string[]
}
interface Internals {
  readonly scopeStack: readonly Scope[]
  readonly labels: readonly unknown[]
  enterScope(flags: number): void
  declareName(name: string, kind: number, start: number): void
  finishNode(node: Node, type: string): Node
  finishNodeAt(node: Node, type: string, ...end: unknown[]): Node
  copyNode(node: Node): Node
  validateRegExpPattern(state: { readonly source: string }): void
}
type InternalParser = new (options: Options, text: string, from?: number) => Parser & Internals

/**
 * A parser that nobody's text keeps busy: acorn looks for each name of a block, each label and each name of a
 * pattern's groups among all before it, and takes minutes for some texts of 1 MiB.
 */
export class BoundedParser extends (Parser as unknown as InternalParser) {
  #budget = new ReadingBudget()

  /** To be called within `readWithin`. @throws SyntaxError or RangeError where the text cannot be parsed */
  static read(text: string, options: Options, budget: ReadingBudget): Program {
    const parser = new this(options, text)
    parser.#budget = budget
    return parser.parse()
  }

  override enterScope(flags: number): void {
    super.enterScope(flags)
    const scope = this.scopeStack.at(-1)
    if (scope === undefined) return
    scope.var = new Names()
    scope.lexical = new Names()
    scope.functions = new Names()
  }

  /** A variable is noted in every block up to its function. */
  override declareName(name: string, kind: number, start: number): void {
    this.#budget.spend(this.scopeStack.length / AROUND_PER_NODE)
    super.declareName(name, kind, start)
  }

  override finishNode(node: Node, type: string): Node {
    this.#budget.spend(this.#cost)
    return super.finishNode(node, type)
  }

  override finishNodeAt(node: Node, type: string, ...end: unknown[]): Node {
    this.#budget.spend(this.#cost)
    return super.finishNodeAt(node, type, ...end)
  }

  override copyNode(node: Node): Node {
    this.#budget.spend(1)
    return super.copyNode(node)
  }

  get #cost(): number {
    return 1 + (this.scopeStack.length + this.labels.length) / AROUND_PER_NODE
  }

  override validateRegExpPattern(state: { readonly source: string }): void {
    const { source } = state
    if (source.length > MAX_PATTERN_CHARS || source.split('(?<').length > MAX_GROUP_NAMES + 1) return
    super.validateRegExpPattern(state)
  }
}

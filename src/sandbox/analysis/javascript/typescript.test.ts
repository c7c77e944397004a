import { describe, expect, it } from 'vitest'
import { analyseJavaScript } from './analyse-javascript.ts'

const analysed = (text: string) => analyseJavaScript({ 'a.ts': text })
const rules = (text: string) => {
  const { issues, unparsable } = analysed(text)
  expect(unparsable).toEqual([])
  return issues.map(({ rule }) => rule)
}
const definitions = (text: string) =>
  analysed(text).definitions.map(
    ({ name, kind, exported, doc }) =>
      `${exported ? 'exported ' : ''}${kind} ${name}${doc === null ? '' : `: ${doc}`}`,
  )

const CLEAN: Readonly<Record<string, string>> = {
  'a class with private fields and generics': `// A queue that never holds more than it may.

import type { Clock } from './clock'
import { type Options, defaults } from './options'

/** What a queue tells of itself. */
export interface QueueState<T> {
  readonly items: readonly T[]
  readonly full: boolean
}

type Listener<T> = (state: QueueState<T>) => void

/** Holds items in the order in which they came. */
export class BoundedQueue<T extends object> implements Iterable<T> {
  readonly #items: T[] = []
  private readonly listeners = new Set<Listener<T>>()
  static readonly MAX_SIZE: number = 100

  constructor(
    private readonly clock: Clock,
    readonly options: Options = defaults,
  ) {}

  /** How many items wait. */
  get size(): number {
    return this.#items.length
  }

  /** Adds an item. @throws RangeError when the queue is full */
  push(item: T): void {
    if (this.size >= BoundedQueue.MAX_SIZE) throw new RangeError('the queue is full')
    this.#items.push(item)
    this.notify(this.clock.now())
  }

  *[Symbol.iterator](): Iterator<T> {
    yield* this.#items
  }

  private notify(_at: number): void {
    const state: QueueState<T> = { items: this.#items, full: this.size === BoundedQueue.MAX_SIZE }
    for (const listener of this.listeners) listener(state)
  }
}
`,
  'a discriminated union': `/** A shape, by its kind. */
export type Shape =
  | { readonly kind: 'circle'; readonly radius: number }
  | { readonly kind: 'square'; readonly side: number }

export enum Unit {
  Metre = 'm',
  Foot = 'ft',
}

const FACTORS: Readonly<Record<Unit, number>> = { [Unit.Metre]: 1, [Unit.Foot]: 0.3048 }

function assertNever(value: never): never {
  throw new Error(\`unknown shape: \${JSON.stringify(value)}\`)
}

/** The area of a shape in square metres. */
export function areaOf(shape: Shape, unit: Unit = Unit.Metre): number {
  const factor = FACTORS[unit] ** 2
  switch (shape.kind) {
    case 'circle':
      return Math.PI * shape.radius ** 2 * factor
    case 'square':
      return shape.side ** 2 * factor
    default:
      return assertNever(shape)
  }
}

export const isCircle = (shape: Shape): shape is Extract<Shape, { kind: 'circle' }> => shape.kind === 'circle'
`,
  'overloads and asynchronous functions': `declare const VERSION: string
declare global {
  interface Window {
    version: string
  }
}

interface Api {
  fetch(path: string, init?: { readonly signal: AbortSignal }): Promise<unknown>
  [key: string]: unknown
}

/** Reads one user, or all of them. */
export function load(api: Api, id: number): Promise<string>
export function load(api: Api): Promise<readonly string[]>
export async function load(this: void, api: Api, id?: number): Promise<string | readonly string[]> {
  const found = (await api.fetch(\`/users/\${id ?? ''}?v=\${VERSION}\`)) as { names: string[] } | null
  if (found === null) throw new Error('there are no users')
  return id === undefined ? found.names : found.names[0]!
}

abstract class Store<Key extends string, Value = unknown> {
  protected abstract read(key: Key): Value | undefined
  declare readonly name: string
  get(key: Key): Value
  get(key: Key, other: Value): Value
  get(key: Key, other?: Value): Value {
    return this.read(key) ?? (other satisfies Value | undefined as Value)
  }
}

export class MapStore<Value> extends Store<'a' | 'b', Value> {
  protected override read(key: 'a' | 'b'): Value | undefined {
    return new Map<string, Value>().get(key)
  }
}
`,
  'types that are imported and used as types': `import { Config, Mode as ConfigMode } from './config'
import Parser = require('./parser')
import * as Tree from './tree'

type Visit = (this: Config, node: Tree.Node, depth: number) => asserts node is Tree.Leaf
const MODES = ['fast', 'safe'] as const
type Mode = (typeof MODES)[number] | ConfigMode

export const visitors = new Map<Mode, { [P in Mode]?: Visit }>()
export const parse = <T,>(text: string): T => new Parser<T>().parse(text)
`,
}

describe('TypeScript', () => {
  it.each(Object.entries(CLEAN))('has no remark on %s', (_what, text) => {
    const { issues, unparsable } = analysed(text)
    expect(unparsable).toEqual([])
    expect(issues).toEqual([])
  })

  it.each([
    ['unused', 'import { on } from "./on"\nexport const run = (): number => 1'],
    ['unused', 'export function run(): number {\n  const part: string = "a"\n  return 1\n}'],
    [
      'unused',
      'interface A { part: number }\nexport function run(a: A): number {\n  const part = a\n  return 1\n}',
    ],
    ['no-var', 'export var part: number = 1'],
    ['prefer-const', 'export function run(): number {\n  let part: number = 1\n  return part\n}'],
    ['strict-equality', 'export const run = (on: unknown): boolean => (on as number) == 1'],
    ['no-console', 'export function run(on: string): void {\n  console.log(on)\n}'],
    [
      'parameter-count',
      'export const run = (first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6): number => first + second + third + fourth + fifth + sixth',
    ],
    ['unreachable', 'export function run(): number {\n  return 1\n  console.log()\n}'],
    [
      'empty-catch',
      'export function run(go: () => void): void {\n  try {\n    go()\n  } catch (error: unknown) {}\n}',
    ],
    ['class-name', 'export class part<T> {\n  on?: T\n}'],
    ['type-name', 'export interface shape {\n  on: boolean\n}'],
    ['type-name', 'export type shape = { on: boolean }'],
    ['camel-case', 'export const run = (first_part: number): number => first_part'],
    ['cognitive-complexity', `export function run(on: boolean): void {\n${'if (on) '.repeat(7)}run(on)\n}`],
    [
      'no-shadow',
      'export function run(part: number): number[] {\n  return [1].map((part: number): number => part)\n}',
    ],
    ['throw-error', "export function run(): never {\n  throw 'no'\n}"],
  ])('is told of %s', (rule, text) => {
    expect(rules(text)).toContain(rule)
  })

  it('is read in namespaces and enums as everywhere', () => {
    const loose = 'function same(one: number, other: unknown): boolean {\n    return one == other\n  }'
    expect(rules(`namespace Inner {\n  export ${loose}\n}\nexport const run = Inner.same`)).toEqual([
      'strict-equality',
    ])
    expect(rules(`export namespace Inner {\n  ${loose}\n}`)).toEqual(['unused', 'strict-equality'])
    expect(rules('export enum Size {\n  Small = ((part: number) => Number(part == 1))(2),\n}')).toEqual([
      'strict-equality',
    ])
    expect(
      rules(
        'namespace Inner {\n  const LIMIT = 2\n  export const over = (part: number): boolean => part > LIMIT\n}\nexport const run = Inner.over',
      ),
    ).toEqual([])
    expect(definitions('namespace Inner { export function go(): void {} }\nfunction run(): void {}')).toEqual(
      ['function go', 'exported function run'],
    )
  })

  const OVERLOADS = Array.from(
    { length: 6 },
    (_, i) =>
      `export function pick<First extends object, Second extends object>(\n  first: ReadonlyMap<string, First>,\n  second: ReadonlyMap<string, Second>,\n  kind: 'k${i}',\n  otherwise: { readonly first: First; readonly second: Second },\n): First | Second\n`,
  ).join('')
  const PICK = `${OVERLOADS}export function pick(first: unknown, second: unknown, kind: string): unknown {\n  return kind === 'k1' ? first : second\n}\n`

  it('takes overloads for no duplicates, and for one definition', () => {
    const { issues, definitions } = analysed(PICK)
    expect(issues).toEqual([])
    expect(definitions).toHaveLength(1)
    const copied = (name: string) =>
      `export function ${name}(rows: readonly { readonly region: string; readonly amount: number }[]): string {\n  const totals = new Map<string, number>()\n  for (const { region, amount } of rows) {\n    const before = totals.get(region) ?? 0\n    totals.set(region, before + amount)\n  }\n  return [...totals].map(([region, total]) => region + total).join(' ')\n}\n`
    expect(rules(copied('one') + copied('other'))).toEqual(['duplication'])
  })

  it('takes nothing for code in a file that only declares types', () => {
    const declarations = `${OVERLOADS}export declare class api { run(first_part: string): void }\nexport const LIMIT: number\nexport const SIZE = 3\ndeclare global {\n  var part: string\n}\n`
    const text = '/** Runs. */\nexport const run = (): number => 1\n'
    const alone = analyseJavaScript({ 'a.ts': text })
    for (const file of ['b.d.ts', 'b.d.mts', 'lib/b.d.cts'])
      expect(analyseJavaScript({ 'a.ts': text, [file]: declarations })).toEqual(alone)
  })

  it.each([
    'export const run = (part: number): boolean => part == 1',
    'export const run = (() => {\n  var part = 1\n  return part\n})()',
    'declare const on: 1\nnamespace Inner { export const run = (part: 1) => part == 1 }',
  ])('reads a file that is called one of types but holds code: %s', (text) => {
    const analysis = analyseJavaScript({ 'a.d.ts': text })
    expect([...analysis.unparsable, ...analysis.issues]).not.toEqual([])
    expect(analysis.files.length + analysis.unparsable.length).toBe(1)
  })

  it('is told by the name of its language how names are written', () => {
    const messages = (file: string) =>
      analyseJavaScript({ [file]: 'export const first_part = () => 1' }).issues.map(({ message }) => message)
    expect(messages('a.ts')).toEqual(['Rename `first_part`: names are written in camelCase in TypeScript.'])
    expect(messages('a.mts')).toEqual(messages('a.ts'))
    expect(messages('a.js')).toEqual(['Rename `first_part`: names are written in camelCase in JavaScript.'])
  })

  it('is parsed by the ending of its file', () => {
    const files = {
      'a.ts': 'const a: number = 1\nexport { a }',
      'b.mts': 'export type B = 1',
      'c.cts': 'let c: 1',
      'd.tsx': 'export const D = <T,>(d: T): T => d',
      'e.d.ts': 'export declare const e: 1',
      'f.js': 'const f: number = 1',
    }
    const { files: read, unparsable } = analyseJavaScript(files)
    expect(read.map(({ file }) => file)).toEqual(['a.ts', 'b.mts', 'c.cts', 'd.tsx'])
    expect(unparsable).toMatchObject([
      { file: 'f.js', message: expect.stringContaining('cannot be read as JavaScript') },
    ])
    expect(analysed('const a: = 1').unparsable).toMatchObject([
      { line: 1, message: expect.stringContaining('cannot be read as TypeScript') },
    ])
  })

  it('has the definitions that run, with the words above their first overload', () => {
    expect(definitions(CLEAN['overloads and asynchronous functions'] ?? '')).toEqual([
      'exported function load: Reads one user, or all of them.',
      'class Store',
      'method get',
      'exported class MapStore',
      'method read',
    ])
    expect(
      definitions(
        'export class A {\n  /** One. */\n  get(a: 1): 1\n  /** Two. */\n  get(a: unknown): unknown {\n    return a\n  }\n}',
      ),
    ).toEqual(['exported class A', 'exported method get: One.\nTwo.'])
    expect(definitions('interface A { a(): void }\nfunction run(a: A): void {}\nexport type { A }')).toEqual([
      'exported function run',
    ])
    expect(
      definitions(
        'export class A {\n  private one(): void {}\n  protected two(): void {}\n  private static three = () => {}\n  #four(): void {}\n  public five(): void {}\n}',
      ),
    ).toEqual([
      'exported class A',
      ...['method one', 'method two', 'method three', 'method #four', 'exported method five'],
    ])
    expect(definitions('const run = (): void => {}\nexport = { run }')).toEqual(['exported function run'])
  })

  it('names parameters once, and without what is there for their types', () => {
    const text =
      'export function run(this: Window, { a, b: [c] }: { a: 1; b: [2] }, d?: (e: number) => void, ...rest: unknown[]): void {}'
    expect(analysed(text).definitions).toMatchObject([
      { parameters: ['a', 'c', 'd', 'rest'], returnsValue: false },
    ])
  })

  it('that was commented out is told from words', () => {
    const kinds = (text: string) => analysed(text).idleComments.map(({ kind }) => kind)
    expect(kinds('// const total: number = sum(parts);\nrun()')).toEqual(['commented-out-code'])
    expect(kinds('// interface Part { on: boolean }\n// type Parts = Part[];\nrun()')).toEqual([
      'commented-out-code',
    ])
    expect(kinds('// private count: number;\nrun()')).toEqual(['commented-out-code'])
    expect(kinds('// enum Colour {\n//   Red = setRed();\n// }\nrun()')).toEqual(['commented-out-code'])
    expect(kinds('// Type of the parts: a list.\nrun()')).toEqual([])
    expect(kinds('// The type is what the server sends; see its schema.\nrun()')).toEqual([])
  })
})

describe('hostile TypeScript', () => {
  it.each([
    ['conditional arrows', `x=${'a?(b):c=>'.repeat(15_000)}d:e`],
    ['nested generics', `type A=${'Array<'.repeat(3000)}1${'>'.repeat(3000)}`],
    ['nested brackets', `let x:${'('.repeat(5000)}`],
  ])('is not read where it would take too long: %s', (_what, text) => {
    expect(analysed(text).unparsable).toHaveLength(1)
  })
})

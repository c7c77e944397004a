import { beforeAll, describe, expect, it } from 'vitest'
import type { CodeRun } from '../../../scoring/sandbox.ts'
import { LearnerFiles } from '../linking/learner-files.ts'
import { LoadFailure } from '../linking/load-failure.ts'
import {
  aCall,
  callOutcome,
  type Files,
  probeOutcome,
  suiteOutcomes,
  verdicts,
} from '../testing/run-program.ts'

const TS: Partial<CodeRun> = { language: 'typescript', entry: 'solution.ts' }
const inTypeScript = (files: Files) => (typeof files === 'string' ? { 'solution.ts': files } : files)

const suiteIn = (files: Files, suite: string) => suiteOutcomes(inTypeScript(files), suite, TS)
const called = (files: Files, expected: unknown = true) =>
  callOutcome(inTypeScript(files), aCall([], { expected: expected as never }), TS)

describe('TypeScript', () => {
  beforeAll(() => called('export const f = (): boolean => true'), 60_000)

  it.each([
    [
      'annotations',
      'export function f(this: void, a?: number, ...b: readonly string[]): boolean { return b.length === 0 }',
    ],
    [
      'generics',
      'export const f = <T extends object = {}>(a?: T): boolean => new Map<string, T[]>().size === 0',
    ],
    [
      'interfaces and aliases',
      'interface A<T> { a: T }\ntype B = A<number> | null\nexport const f = (): boolean => { const b: B = { a: 1 }; return b.a === 1 }',
    ],
    [
      'assertions',
      'const a: unknown = [1]\nexport const f = () => (a as number[]).length === 1 && (<any>a)[0]! === 1 && ({ x: 1 } satisfies { x: number }).x === 1',
    ],
    [
      'as const',
      'const MODES = ["a", "b"] as const\ntype Mode = (typeof MODES)[number]\nexport const f = (mode: Mode = "a") => MODES.includes(mode)',
    ],
    [
      'overloads',
      'export function f(): boolean\nexport function f(a: number): string\nexport function f(a?: number): boolean | string { return a === undefined ? true : `${a}` }',
    ],
    [
      'classes',
      'abstract class A { abstract area(): number; protected readonly n: number = 2; static of<T extends A>(a: new () => T): T { return new a() } }\nclass B extends A { declare x: string; y!: number; override area(): number { return this.n } }\nexport const f = () => A.of(B).area() === 2 && !("x" in new B())',
    ],
    [
      'parameter properties',
      'class P { twice = this.a * 2; constructor(private readonly a: number, public b = 1) {} sum() { return this.a + this.b } }\nexport const f = () => new P(2).sum() === 3 && new P(2).twice === 4',
    ],
    [
      'enums',
      'enum A { X, Y = 4, Z }\nenum S { Q = "q" }\nconst enum C { V = 7 }\nexport const f = () => A.Z === 5 && A[0] === "X" && S.Q === "q" && C.V === 7',
    ],
    ['exported enums', 'export enum A { X = 1 }\nexport const f = () => A.X === 1'],
    [
      'namespaces',
      'namespace N { export const a = 1; export namespace M { export const b = a + 1 } }\nexport const f = () => N.M.b === 2',
    ],
    [
      'guards',
      'type S = { kind: "a"; a: number } | { kind: "b" }\nconst isA = (s: S): s is Extract<S, { kind: "a" }> => s.kind === "a"\nfunction never(x: never): never { throw new Error(x) }\nexport const f = () => isA({ kind: "a", a: 1 })',
    ],
    [
      'declarations',
      'declare const VERSION: string\ndeclare function later(): void\ndeclare global { interface Window { x: number } }\nexport const f = () => typeof VERSION === "undefined"',
    ],
    [
      'index signatures and mapped types',
      'type O = { [key: string]: number } & { readonly [K in "a" | "b"]?: number }\nexport const f = () => { const o: O = { c: 1 }; return o["c"] === 1 }',
    ],
    [
      'private names and optional chaining',
      'class A { #n?: { m: number }; get m(): number | undefined { return this.#n?.m } }\nexport const f = () => new A().m === undefined',
    ],
    [
      'generators',
      'function* g<T>(...a: T[]): Generator<T, void, undefined> { yield* a }\nexport const f = () => [...g<number>(1, 2)].length === 2',
    ],
    [
      'asynchronous functions',
      'export async function f(): Promise<boolean> { const wait = (ms: number): Promise<void> => new Promise<void>((done) => setTimeout(done, ms)); await wait(5); return true }',
    ],
    ['export =', 'const f = (): boolean => true\nexport = { f }'],
    [
      'a default export that is a type too',
      'interface Shape { a: 1 }\nexport default Shape\nexport const f = () => true',
    ],
    ['lists of exported types', 'interface A { a: 1 }\ntype B = A\nconst f = () => true\nexport { f, A, B }'],
    ['a file that exports nothing', 'const f = (): boolean => true'],
    [
      'lines that begin with a bracket',
      'let a = [1] as number[]\n;(a as number[]).push(2)\nexport const f = () => a.length === 2',
    ],
  ])('runs with %s', async (_what, file) => {
    expect(await called(file)).toEqual({ name: 'call', passed: true })
  })

  it.each(['./lib', './lib.ts', './lib.js'])('finds lib.ts as %s', async (specifier) => {
    const file = `import { g } from '${specifier}'\nexport const f = (): boolean => g<boolean>(true)`
    expect(
      await called({ 'solution.ts': file, 'lib.ts': 'export const g = <T>(a: T): T => a' }),
    ).toMatchObject({ passed: true })
  })

  it('mixes with JavaScript, both ways', async () => {
    const files = {
      'solution.ts': "import { g } from './lib.js'\nexport const f = (): boolean => g()",
      'lib.js': "const { h } = require('./deep/part')\nexports.g = () => h(1)",
      'deep/part.mts': 'export function h(a: number): boolean { return a === 1 }',
    }
    expect(await called(files)).toMatchObject({ passed: true })
    const inJavaScript = {
      'solution.js': "export { h as f } from './lib.ts'",
      'lib.ts': 'export const h = (): boolean => true',
    }
    expect(await callOutcome(inJavaScript, aCall([], { expected: true }))).toMatchObject({ passed: true })
  })

  it('leaves out imports and exports of types that are not marked as such', async () => {
    const files = {
      'solution.ts':
        "import Def, { Shape, area as size, type Side } from './shapes'\nimport { Config } from './config'\nimport * as Types from './gone'\nexport { Shape, Circle } from './index'\nimport { Kind } from './shapes'\nexport { Kind }\nconst s: Shape & Def = { side: 2 }\nexport const f = (c?: Config, t?: Types.T): boolean => size(s) === 4",
      'shapes.ts':
        'export interface Shape { side: Side }\nexport type Side = number\nexport type Kind = 1\nexport default interface Def {}\nexport const area = (s: Shape): number => s.side ** 2',
      'index.ts':
        "export * from './shapes'\nexport { Shape, Kind } from './shapes'\nexport { Circle } from './circle'",
      'circle.ts': "import { Shape } from './index'\nexport class Circle implements Shape { side = 1 }",
    }
    expect(await called(files)).toMatchObject({ passed: true })
  })

  it.each([
    ['a file', 'const a: number = ;\n', 'solution.ts:1:19 cannot be read as TypeScript: Expression expected'],
    ['a file with an enum', 'enum A { X }\nconst b: = 1', 'solution.ts:2:10 cannot be read as TypeScript'],
    ['decorators', 'function d(a: any): any { return a }\n\n@d class A {}', 'solution.ts:3: SyntaxError: '],
    [
      'decorators, by what they are',
      'function d(a: any): any { return a }\n\n@d class A {}',
      'decorators cannot be run here',
    ],
    [
      '`using`',
      'export const f = (): boolean => {\n  using file: Disposable | null = null\n  return true\n}',
      'solution.ts:2: `using` cannot be run here',
    ],
  ])('tells where %s cannot be read', async (_what, file, message) => {
    expect(await called(file)).toMatchObject({
      passed: false,
      fault: 'load',
      message: expect.stringContaining(message),
    })
  })

  it('tells of an exception by the line of the file, whatever was made of it', async () => {
    const plain =
      'interface A { a: number }\n\nexport function f(): number {\n  throw new Error("no" as string)\n}'
    expect(await called(plain)).toMatchObject({ message: 'Error: no (solution.ts:4)' })
    expect(await called(`enum E { A, B }\n// one\n\n\n${plain}`)).toMatchObject({
      message: 'Error: no (solution.ts:8)',
    })
    const [outcome] = await suiteIn(
      'export const f = (): number => 1',
      'enum E { A, B }\n\n\nit("a", () => {\n  throw new Error("no")\n})',
    )
    expect(outcome).toMatchObject({ message: 'Error: no (the test file:5)' })
  })

  it('is compiled once for all tests of a run, also where it cannot be read', () => {
    const files = new LearnerFiles({ 'a.ts': 'const a: number = 1', 'b.ts': 'const b: = 1' })
    const fault = (): unknown => {
      try {
        return files.parse('b.ts')
      } catch (error) {
        return error
      }
    }
    expect(files.parse('a.ts')).toBe(files.parse('a.ts'))
    expect(fault()).toBeInstanceOf(LoadFailure)
    expect(fault()).toBe(fault())
  })

  it('does not check types', async () => {
    expect(await called('export const f = (): string => (1 + "1") as never', '11')).toMatchObject({
      passed: true,
    })
  })

  it('has suites in TypeScript, with the kit imported or not', async () => {
    const file =
      'export function twoFer(name: string = "you"): string { return `One for ${name}, one for me.` }'
    const suite = (kit: string) => `${kit}
import { twoFer } from './two-fer.ts'
type Case = { name: string; said: string }
const cases: Case[] = [{ name: 'Do', said: 'One for Do, one for me.' }]
describe('TwoFer', () => {
  let spy: jest.Mock<(a: number) => string>
  beforeEach((): void => { spy = jest.fn<(a: number) => string>() })
  it('no name given', (): void => { expect(twoFer()).toEqual<string>('One for you, one for me.') })
  it.each<Case>(cases)('with $name', ({ name, said }: Case) => { expect(twoFer(name)).toBe(said) })
  xit('later', () => { expect(twoFer('x' as any)).toBe('') })
  it('mocks', () => { spy(1); expect(spy as unknown).toHaveBeenCalledWith(1) })
})`
    for (const kit of [
      '',
      "import { describe, it, expect, xit, jest, beforeEach } from '@jest/globals'",
      "import { describe, it, expect, vi as jest, beforeEach, type Mock } from 'vitest'",
    ]) {
      const outcomes = await suiteIn(
        { 'two-fer.ts': file },
        suite(kit).replace(kit.includes('vitest') ? /xit/ : /$^/, 'it.skip'),
      )
      expect(verdicts(outcomes)).toEqual({
        'TwoFer > no name given': 'passed',
        'TwoFer > with Do': 'passed',
        'TwoFer > mocks': 'passed',
      })
    }
  })

  it('says what a suite misses in a file', async () => {
    const [outcome] = await suiteIn(
      'export interface g { a: 1 }',
      "import { g } from './solution'\nit('a', () => { expect(g()).toBe(1) })",
    )
    expect(outcome).toMatchObject({ fault: 'load', message: 'solution.ts does not export g' })
  })

  it('costs what the same JavaScript costs', async () => {
    const body = (type: string) =>
      `export function f(ns${type}) { let sum = 0; for (const n of ns) sum += [n, n].map((a) => a * 2).length; return sum }`
    const probe = { sizes: [100, 1000] }
    const typed = await probeOutcome(
      { 'solution.ts': body(': number[]') },
      { ...probe, input: '(n: number) => [Array.from({ length: n }, (_, i): number => i)]' },
      TS,
    )
    const plain = await probeOutcome(
      { 'solution.js': body('          ') },
      { ...probe, input: '(n        ) => [Array.from({ length: n }, (_, i)         => i)]' },
    )
    expect(typed.fault).toBeNull()
    expect(typed.points).toEqual(plain.points)
  })
})

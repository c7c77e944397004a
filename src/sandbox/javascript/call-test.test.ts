import { describe, expect, it } from 'vitest'
import type { Json } from '../../domain/json.ts'
import { aCall, callOutcome, type Files } from './testing/run-program.ts'

describe('a call test', () => {
  it.each<[string, Files, readonly Json[], Json]>([
    ['an exported function', 'export function f(a, b) { return a + b }', [1, 2], 3],
    ['an exported arrow', 'export const f = (a) => a * 2', [4], 8],
    ['a default export with the name', 'export default function f() { return 1 }', [], 1],
    ['a member of the default export', 'export default { f: () => 1 }', [], 1],
    ['module.exports', 'module.exports = { f: () => 1 }', [], 1],
    ['module.exports that is the function', 'function f() { return 1 }\nmodule.exports = f', [], 1],
    ['exports.f', 'exports.f = () => 1', [], 1],
    ['a function of a file that exports nothing', 'function f() { return g() }\nconst g = () => 1', [], 1],
    ['a constant of a file that exports nothing', 'const f = () => 1', [], 1],
    ['a sloppy program', 'x = 5\nfunction f() { return x }', [], 5],
    [
      'a file that awaits at its top',
      'const one = await Promise.resolve(1)\nexport const f = () => one',
      [],
      1,
    ],
    ['an async function', 'export async function f(a) { await null; return a }', [[1]], [1]],
    [
      'a function that waits for a timer',
      'export const f = () => new Promise((resolve) => setTimeout(resolve, 60_000, "late"))',
      [],
      'late',
    ],
    ['a generator', 'export function* f() { yield 1; yield [2] }', [], [1, [2]]],
    ['an async generator', 'export async function* f() { yield 1; yield 2 }', [], [1, 2]],
    ['an iterator of its own', 'export const f = () => ({ *[Symbol.iterator]() { yield 1 } })', [], [1]],
    ['a typed array', 'export const f = () => new Float64Array([1.5, 2])', [], [1.5, 2]],
    ['a map', 'export const f = () => new Map([["a", new Set([1])]])', [], { a: [1] }],
    [
      'an instance of a class',
      'class P { constructor() { this.x = 1 } }\nexport const f = () => new P()',
      [],
      { x: 1 },
    ],
    ['nothing', 'export const f = () => {}', [], null],
    [
      'what NUL and lone surrogates become',
      'export const f = (s) => s + s.length',
      ['a\0\ud800'],
      'a\0\ud8003',
    ],
    [
      'keys that look special',
      'export const f = (o) => Object.keys(o)',
      [JSON.parse('{"__proto__": 1}')],
      ['__proto__'],
    ],
    [
      'several files',
      { 'solution.js': 'export { f } from "./lib/f.js"', 'lib/f.js': 'export const f = () => 1' },
      [],
      1,
    ],
    [
      'files without their endings',
      { 'solution.js': 'import f from "./f"\nexport { f }', 'f.js': 'module.exports = () => 1' },
      [],
      1,
    ],
    [
      'require of an ES module',
      {
        'solution.js': 'const { g } = require("./g")\nfunction f() { return g }',
        'g.js': 'export const g = 1',
      },
      [],
      1,
    ],
    [
      'modern JavaScript',
      'export const f = () => [[3, 1].toSorted(), Object.groupBy([1, 2], (n) => n % 2 ? "odd" : "even"), new Set([1]).union(new Set([2])).size, /[\\p{L}--[a-z]]/v.test("A"), [1].at(-1)]',
      [],
      [[1, 3], { odd: [1], even: [2] }, 2, true, 1],
    ],
    [
      'Array.fromAsync',
      'export const f = () => Array.fromAsync([Promise.resolve(1), 2], (n) => n * 2)',
      [],
      [2, 4],
    ],
    [
      'structuredClone',
      'export const f = (a) => { const b = structuredClone(a); b.x.y = 2; return [a, b] }',
      [{ x: { y: 1 } }],
      [{ x: { y: 1 } }, { x: { y: 2 } }],
    ],
    [
      'TextEncoder',
      'export const f = (s) => new TextDecoder().decode(new TextEncoder().encode(s))',
      ['aé€😀'],
      'aé€😀',
    ],
    [
      'an error class with a name of its own',
      'class E extends Error { constructor(m) { super(m); this.name = "E" } }\nexport const f = () => new E("x").name',
      [],
      'E',
    ],
    [
      'a prototype chain made by hand',
      'function A() {}\nfunction f() { A.prototype.toString = () => "A"; const a = new A(); a.constructor = 1; return String(a) }',
      [],
      'A',
    ],
    [
      'additions to built-in prototypes',
      'Array.prototype.second = function () { return this[1] }; String.prototype.shout = function () { return this + "!" }; export const f = () => [1, 2].second() + "a".shout()',
      [],
      '2a!',
    ],
    [
      'a tests section of the learner',
      'export const f = () => 1\ndescribe("f", () => { it("is 1", () => expect(f()).toBe(2)) })',
      [],
      1,
    ],
    [
      'node:assert in an answer',
      'import assert from "node:assert"\nexport const f = () => { assert.ok(true); return 1 }',
      [],
      1,
    ],
  ])('takes %s', async (_what, files, args, expected) => {
    expect(await callOutcome(files, aCall(args, { expected }))).toEqual({ name: 'call', passed: true })
  })

  it('shows both values of a mismatch', async () => {
    expect(await callOutcome('export const f = () => [5, "a"]', aCall([], { expected: 6 }))).toEqual({
      name: 'call',
      passed: false,
      fault: 'assertion',
      message: 'expected 6, received [5, "a"]',
      expected: '6',
      actual: '[5, "a"]',
    })
  })

  const MONTHS = Array.from({ length: 12 }, (_, i) => ({ month: `month ${i}`, total: i }))

  it.each<[string, Json, string]>([
    [
      'an item',
      MONTHS.with(3, { month: 'June', total: 3 }),
      'at [3].month: expected "month 3", received "June"',
    ],
    [
      'an item too few',
      MONTHS.slice(0, 11),
      'at [11]: expected { month: "month 11", total: 11 }, received nothing',
    ],
    ['an item too many', [...MONTHS, 1], 'at [12]: expected nothing, received 1'],
  ])('names the place of the first difference in long values: %s', async (_what, returned, message) => {
    const files = `export const f = () => (${JSON.stringify(returned)})`
    expect(await callOutcome(files, aCall([], { expected: MONTHS }))).toMatchObject({ message })
  })

  it('shows where long texts part', async () => {
    const [outcome] = [
      await callOutcome(
        'export const f = () => "x".repeat(300) + "a"',
        aCall([], { expected: `${'x'.repeat(300)}b` }),
      ),
    ]
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^expected …x+b", received …x+a"$/) })
  })

  it('cuts long values', async () => {
    const outcome = await callOutcome('export const f = () => "x".repeat(100000)', aCall([], { expected: 6 }))
    expect(JSON.stringify(outcome).length).toBeLessThan(1500)
  })

  it.each<[string, string, string | true, boolean]>([
    ['any exception', 'throw 1', true, true],
    ['an exception of a class', 'throw new RangeError("x")', 'RangeError', true],
    [
      'an exception of a derived class',
      'throw new (class Mine extends TypeError {})("x")',
      'TypeError',
      true,
    ],
    ['another exception', 'throw new RangeError("x")', 'TypeError', false],
    ['no exception', 'return 1', 'TypeError', false],
    ['running out of time', 'for (;;);', true, false],
    ['running out of stack', 'return f()', true, false],
    ['a missing function', '} export function g() {', true, false],
  ])('with throws, judges %s', async (_what, code, throws, passed) => {
    const files = `${code.startsWith('}') ? '' : 'export '}function f() { ${code} }`
    expect(await callOutcome(files, aCall([], { throws }))).toMatchObject({ passed })
  })

  it('awaits a rejection', async () => {
    const files = 'export async function f() { throw new TypeError("no") }'
    expect(await callOutcome(files, aCall([], { throws: 'TypeError' }))).toMatchObject({ passed: true })
  })

  it.each([
    ['does not parse', 'export function f() {\n  let = ;\n}', /^solution\.js:2: SyntaxError/],
    [
      'throws while it loads',
      '\nnull.x',
      /^solution\.js could not be loaded: TypeError: .*\(solution\.js:2\)/,
    ],
    ['does not have the function', 'export const g = 1', /^solution\.js does not export a function f$/],
    [
      'imports code under another name than code has',
      { 'solution.js': 'export { f } from "./f.txt"', 'f.txt': 'export const f = () => 1' },
      /f\.txt cannot be imported: give it the ending \.js/,
    ],
    ['imports what is not there', 'import "./other.js"', /imports \.\/other\.js, but there is no such file/],
    ['climbs out of its folder', 'import "../../etc/passwd"', /there is no such file/],
    ['nests too deeply', `export const f = ${'('.repeat(100_000)}`, /nested too deeply/],
    ['holds a NUL', 'export const f = "\0"', /NUL/],
    ['has no entry', { 'other.js': '' }, /no file solution\.js/],
  ])('tells of a program that %s', async (_what, files: Files, message) => {
    const outcome = await callOutcome(files, aCall([], { expected: 1 }))
    expect(outcome).toMatchObject({ passed: false, fault: 'load', message: expect.stringMatching(message) })
  })

  it('says where an exception came from', async () => {
    const outcome = await callOutcome(
      'export function f(a) {\n  return a.b.c\n}',
      aCall([{}], { expected: 1 }),
    )
    expect(outcome).toMatchObject({ fault: 'exception', message: expect.stringContaining('(solution.js:2)') })
  })
})

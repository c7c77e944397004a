import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from './testing/run-program.ts'

const ADD = 'export const add = (a, b) => a + b'

describe('a suite', () => {
  it('has a case for each test, named by its groups', async () => {
    const outcomes = await suiteOutcomes(
      ADD,
      `import { add } from './solution.js'
       describe('add', () => {
         describe('of numbers', () => { it('adds', () => { expect(add(1, 2)).toBe(3) }) })
         test('is wrong here', () => { expect(add(1, 2)).toBe(4) })
       })`,
    )
    expect(outcomes).toEqual([
      { name: 'add > of numbers > adds', passed: true },
      {
        name: 'add > is wrong here',
        passed: false,
        fault: 'assertion',
        message: 'expected 3 to be 4 // Object.is equality',
        expected: '4',
        actual: '3',
      },
    ])
  })

  it.each([
    [
      'with the kit imported from vitest',
      `import { it, expect } from 'vitest'\nimport { add } from './solution'`,
    ],
    [
      'with the kit imported from jest',
      `import { it, expect } from '@jest/globals'\nimport { add } from './solution.js'`,
    ],
    ['under the name of another file', `import { add } from './add-numbers'`],
    ['as a namespace', `import * as all from './solution'\nconst { add } = all`],
    ['without importing', ''],
    ['by require', `const { add } = require('./solution')`],
    [
      'by require of both',
      `const { it, expect } = require('@jest/globals')\nconst { add } = require('./solution.js')`,
    ],
    ['by dynamic import', `const { add } = await import('./solution.js')`],
  ])('reaches the answer %s', async (_how, head) => {
    const test = `it('adds', () => { expect(add(1, 2)).toBe(3); expect(add(1, 1)).not.toBe(3) })`
    for (const files of [
      ADD,
      'function add(a, b) { return a + b }',
      'module.exports = { add: (a, b) => a + b }',
    ]) {
      expect(await suiteOutcomes(files, `${head}\n${test}`)).toEqual([{ name: 'adds', passed: true }])
    }
  })

  it('takes a default export, of a module and of CommonJS', async () => {
    const suite = `import add from './solution'\nit('adds', () => { expect(add(1, 2)).toBe(3) })`
    for (const files of ['export default (a, b) => a + b', 'module.exports = (a, b) => a + b']) {
      expect(verdicts(await suiteOutcomes(files, suite))).toEqual({ adds: 'passed' })
    }
  })

  it.each([
    ['above it', '../queue'],
    ['in a folder that is not here', '../src/queue.js'],
    ['in several folders that are not here', '../../lib/queue'],
    ['in a folder beside it', './parts/node'],
    ['in a folder, from another one', '../../src/parts/node'],
    ['in a folder of which it says nothing', './node'],
    ['in a folder of a folder of which it says nothing', './fixtures/'],
  ])('finds a file of several that its author keeps %s', async (_where, path) => {
    const files = {
      'solution.js': `export { size } from './queue.js'`,
      'queue.js': 'export const size = 1',
      'parts/node.js': 'export const size = 1',
      'test/fixtures/index.js': 'export const size = 1',
    }
    const suite = `import { size } from '${path}'\nit('is there', () => { expect(size).toBe(1) })`
    expect(verdicts(await suiteOutcomes(files, suite))).toEqual({ 'is there': 'passed' })
  })

  it('finds files beside an entry that lies in a folder', async () => {
    const files = { 'src/solution.js': 'export const a = 1', 'src/lib/b.js': 'export const b = 2' }
    const suite = `import { a } from './solution'\nimport { b } from './lib/b'\nit('is there', () => { expect([a, b]).toEqual([1, 2]) })`
    const outcomes = await suiteOutcomes(files, suite, { entry: 'src/solution.js' })
    expect(verdicts(outcomes)).toEqual({ 'is there': 'passed' })
  })

  it('keeps its line numbers', async () => {
    const [outcome] = await suiteOutcomes(ADD, `\n\nit('fails', () => {\n  null.x\n})`)
    expect(outcome).toMatchObject({
      fault: 'exception',
      message: expect.stringContaining('(the test file:4)'),
    })
  })

  it('runs hooks around each test and each group, in order', async () => {
    const outcomes = await suiteOutcomes(
      ADD,
      `const log = []
       beforeAll(() => { log.push('A'); return () => log.push('never') })
       beforeEach(() => { log.push('b') })
       afterEach(() => { log.push('y') })
       describe('inner', () => {
         beforeEach(() => { log.push('c'); return () => log.push('x') })
         it('one', () => { log.push('1') })
         afterAll(() => { log.push('Z') })
       })
       it('two', () => { expect(log.join('')).toBe('Abc1yxZb') })`,
    )
    expect(verdicts(outcomes)).toEqual({ 'inner > one': 'passed', two: 'passed' })
  })

  it('does not count what is skipped, and runs nothing else where something is marked only', async () => {
    const skipping = `it.skip('a', () => {}); it.todo('b'); xit('c', () => {}); describe.skip('d', () => { it('e', () => {}) }); it.skipIf(true)('f', () => {}); it('g', () => {})`
    expect(verdicts(await suiteOutcomes(ADD, skipping))).toEqual({ g: 'passed' })
    const only = `it('a', () => {}); it.only('b', () => {}); describe.only('c', () => { it('d', () => {}) })`
    expect(verdicts(await suiteOutcomes(ADD, only))).toEqual({ b: 'passed', 'c > d': 'passed' })
  })

  it('makes tests of tables', async () => {
    const outcomes = await suiteOutcomes(
      ADD,
      [
        `test.each([[1, 2, 3], [2, 2, 5]])('%i + %i = %i', (a, b, c) => { expect(add(a, b)).toBe(c) })`,
        `test.each([{ a: 1, b: 1 }])('$a and $b', ({ a, b }) => { expect(add(a, b)).toBe(2) })`,
        `test.each\`a | b\n\${1} | \${"x"}\`("$a, $b", ({ a, b }) => { expect(add(a, b)).toBe("1x") })`,
        `describe.each(['p', 'q'])('%s', (letter) => { it('is short', () => { expect(letter).toHaveLength(1) }) })`,
      ].join('\n'),
    )
    expect(verdicts(outcomes)).toEqual({
      '1 + 2 = 3': 'passed',
      '2 + 2 = 5': 'assertion',
      '1 and 1': 'passed',
      '1, x': 'passed',
      'p > is short': 'passed',
      'q > is short': 'passed',
    })
  })

  it('runs node:test with node:assert', async () => {
    const outcomes = await suiteOutcomes(
      ADD,
      `import test, { describe, it } from 'node:test'
       import assert from 'node:assert/strict'
       import { add } from './solution.js'
       test('top', () => assert.equal(add(1, 1), 2))
       describe('group', () => { it('fails', () => assert.deepStrictEqual([add(1, 1)], [3])) })
       test('throws', () => { assert.throws(() => { throw new TypeError('no') }, TypeError); assert.throws(() => { throw new Error('no') }, /no/) })
       test('rejects', async () => { await assert.rejects(Promise.reject(new RangeError('x')), { name: 'RangeError' }) })
       test('is not thrown', () => assert.throws(() => {}))
       test('in parts', async (t) => { await t.test('part', () => assert.equal(add(1, 1), 3)) })
       test('with a context', (t) => { assert.equal(add(1, 1), 2) })`,
    )
    expect(verdicts(outcomes)).toEqual({
      top: 'passed',
      'group > fails': 'assertion',
      throws: 'passed',
      rejects: 'passed',
      'is not thrown': 'assertion',
      'in parts': 'assertion',
      'with a context': 'passed',
    })
  })

  it('runs suites over chai', async () => {
    const outcomes = await suiteOutcomes(
      ADD,
      `const { expect, assert } = require('chai')
       const { add } = require('./solution')
       it('expects', () => { expect(add(1, 1)).to.equal(2) })
       it('asserts', () => { assert.strictEqual(add(1, 1), 2) })
       it('fails', () => { assert.isTrue(add(1, 1) === 3) })`,
    )
    expect(verdicts(outcomes)).toEqual({ expects: 'passed', asserts: 'passed', fails: 'assertion' })
  })

  it('awaits what is asynchronous, in each style', async () => {
    const outcomes = await suiteOutcomes(
      'export const later = (x) => new Promise((ok, no) => setTimeout(() => (x ? no(new TypeError("no")) : ok({ a: 1 })), 5000))',
      `it('await', async () => { expect(await later()).toEqual({ a: 1 }) })
       it('resolves', async () => { await expect(later()).resolves.toMatchObject({ a: 1 }) })
       it('rejects', async () => { await expect(later(1)).rejects.toThrow(TypeError); await expect(later(1)).rejects.toThrow('no') })
       it('returned', () => later().then(({ a }) => { expect(a).toBe(1) }))
       it('done', (done) => { later().then(() => { expect(1).toBe(1); done() }) })
       it('done with an error', (done) => { later(1).catch(done) })
       it('fails late', async () => { await later(1) })
       it('not awaited', () => { expect(later()).resolves.toBe(2) })
       it('with a context', ({ expect }) => { expect(1).toBe(1) })
       it('never', () => new Promise(() => {}))
       it('after never', () => { expect(1).toBe(1) })`,
    )
    expect(verdicts(outcomes)).toEqual({
      await: 'passed',
      resolves: 'passed',
      rejects: 'passed',
      returned: 'passed',
      done: 'passed',
      'done with an error': 'exception',
      'fails late': 'exception',
      'not awaited': 'assertion',
      'with a context': 'passed',
      never: 'exception',
      'after never': 'passed',
    })
  })

  it.each([
    [
      'toEqual',
      'expect({ a: [1, { b: undefined }] }).toEqual({ a: [1, {}] })',
      'expect({ a: 1 }).toEqual({ a: 2 })',
    ],
    [
      'toStrictEqual',
      'expect([1, [2]]).toStrictEqual([1, [2]])',
      'expect({ a: undefined }).toStrictEqual({})',
    ],
    ['toBeCloseTo', 'expect(0.1 + 0.2).toBeCloseTo(0.3)', 'expect(1.1).toBeCloseTo(1)'],
    [
      'toMatchObject',
      'expect({ a: 1, b: { c: 2 } }).toMatchObject({ b: { c: 2 } })',
      'expect({ a: 1 }).toMatchObject({ b: 1 })',
    ],
    ['toContain', 'expect([1, 2]).toContain(2); expect("abc").toContain("b")', 'expect([1, 2]).toContain(3)'],
    [
      'toContainEqual',
      'expect([{ a: 1 }]).toContainEqual({ a: 1 })',
      'expect([{ a: 1 }]).toContainEqual({ a: 2 })',
    ],
    ['toHaveLength', 'expect([1]).toHaveLength(1)', 'expect("ab").toHaveLength(1)'],
    [
      'toHaveProperty',
      'expect({ a: { b: 1 } }).toHaveProperty("a.b", 1)',
      'expect({ a: 1 }).toHaveProperty("b")',
    ],
    ['toMatch', 'expect("abc").toMatch(/b/)', 'expect("abc").toMatch(/x/)'],
    [
      'toBeInstanceOf',
      'expect([]).toBeInstanceOf(Array); expect(new Map()).toBeInstanceOf(Object)',
      'expect({}).toBeInstanceOf(Array)',
    ],
    [
      'toThrow',
      'expect(() => { throw new TypeError("abc") }).toThrow("b"); expect(() => { throw new TypeError("abc") }).toThrow(TypeError); expect(() => {}).not.toThrow()',
      'expect(() => { throw new TypeError("abc") }).toThrow(RangeError)',
    ],
    [
      'toThrow of a text',
      'expect(() => { throw new Error("abc") }).toThrow(/^abc$/); expect(() => { throw new Error("abc") }).toThrow(new Error("abc"))',
      'expect(() => { throw new Error("abc") }).toThrow("xyz")',
    ],
    [
      'asymmetric matchers',
      'expect({ a: 1, b: "x", c: [1, 2] }).toEqual({ a: expect.any(Number), b: expect.stringMatching(/x/), c: expect.arrayContaining([2]) }); expect({ a: 1, b: 2 }).toEqual(expect.objectContaining({ a: 1 }))',
      'expect({ a: "1" }).toEqual({ a: expect.any(Number) })',
    ],
    [
      'maps and sets',
      'expect(new Map([[1, { a: 1 }]])).toEqual(new Map([[1, { a: 1 }]])); expect(new Set([1])).toEqual(new Set([1]))',
      'expect(new Set([1])).toEqual(new Set([2]))',
    ],
    ['dates', 'expect(new Date(0)).toEqual(new Date(0))', 'expect(new Date(0)).toEqual(new Date(1))'],
    ['chai’s words', 'expect([1]).to.deep.equal([1]); expect(true).to.be.true', 'expect(1).to.equal(2)'],
    [
      'matchers of its own',
      'expect.extend({ toBeOdd: (n) => ({ pass: n % 2 === 1, message: () => "odd" }) }); expect(3).toBeOdd()',
      'expect.extend({ toBeOdd: (n) => ({ pass: n % 2 === 1, message: () => "odd" }) }); expect(2).toBeOdd()',
    ],
    [
      'announced assertions',
      'expect.assertions(1); expect(1).toBe(1)',
      'expect.assertions(2); expect(1).toBe(1)',
    ],
    [
      'mock functions',
      'const f = vi.fn((x) => x * 2); [1, 2].map((x) => f(x)); expect(f).toHaveBeenCalledTimes(2); expect(f).toHaveBeenCalledWith(1); expect(f).toHaveLastReturnedWith(4); expect(f.mock.calls).toEqual([[1], [2]])',
      'const f = jest.fn(); f(1); expect(f).toHaveBeenCalledWith(2)',
    ],
    [
      'mocks of classes',
      'const C = jest.fn(() => ({ f: () => 1 })); expect(new C().f()).toBe(1); const D = vi.fn().mockReturnValueOnce({ n: 2 }).mockImplementation(() => ({ n: 3 })); expect([new D().n, new D().n]).toEqual([2, 3]); expect(D).toHaveBeenCalledTimes(2)',
      'const C = vi.fn().mockImplementation(() => { throw new TypeError("x is not a constructor") }); expect(() => new C()).not.toThrow()',
    ],
    [
      'mocked results',
      'const f = jest.fn().mockReturnValueOnce(1).mockReturnValue(2); expect([f(), f(), f()]).toEqual([1, 2, 2])',
      'const f = vi.fn(); expect(f).toHaveBeenCalled()',
    ],
    [
      'spies',
      'const o = { f: () => 1 }; const s = vi.spyOn(o, "f").mockReturnValue(5); expect(o.f()).toBe(5); s.mockRestore(); expect(o.f()).toBe(1)',
      'const s = vi.spyOn(console, "log"); console.log("a"); expect(s).toHaveBeenCalledWith("b")',
    ],
    [
      'replaced properties',
      'const r = jest.replaceProperty(process, "env", { A: "b" }); expect(process.env.A).toBe("b"); r.restore(); expect(process.env.A).toBeUndefined()',
      'const o = { n: 1 }; jest.replaceProperty(o, "n", 2); jest.restoreAllMocks(); expect(o.n).toBe(2)',
    ],
    [
      'spies on what is locked',
      'vi.spyOn(Math, "random").mockReturnValue(0.25); expect(Math.random()).toBe(0.25); vi.restoreAllMocks(); expect(Math.random()).not.toBe(0.25)',
      'vi.spyOn(Date, "now").mockReturnValue(5); expect(Date.now()).toBe(6)',
    ],
    [
      'fake timers',
      'vi.useFakeTimers(); const f = vi.fn(); setTimeout(f, 1000); vi.advanceTimersByTime(999); expect(f).not.toHaveBeenCalled(); vi.advanceTimersByTime(1); expect(f).toHaveBeenCalledOnce(); setInterval(f, 10); vi.advanceTimersByTime(100); expect(f).toHaveBeenCalledTimes(11); vi.useRealTimers()',
      'vi.useFakeTimers(); const f = vi.fn(); setTimeout(f, 10); vi.useRealTimers(); expect(f).toHaveBeenCalled()',
    ],
    [
      'fake timers, asynchronously',
      'vi.useFakeTimers(); let n = 0; const tick = async () => { await null; n += 1; setTimeout(tick, 10) }; setTimeout(tick, 10); await vi.advanceTimersByTimeAsync(35); expect(n).toBe(3); vi.clearAllTimers(); vi.useRealTimers()',
      'vi.useFakeTimers(); await vi.advanceTimersByTimeAsync(5); expect(Date.now()).toBe(0)',
    ],
    [
      'system time',
      'vi.useFakeTimers(); vi.setSystemTime(new Date("2020-02-02")); expect(new Date().getFullYear()).toBe(2020)',
      'vi.setSystemTime(5); expect(Date.now()).toBe(6)',
    ],
  ])('has %s', async (_what, passing, failing) => {
    const outcomes = await suiteOutcomes(
      ADD,
      `it('passes', async () => { ${passing} })\nit('fails', async () => { ${failing} })`,
    )
    expect(verdicts(outcomes)).toEqual({ passes: 'passed', fails: 'assertion' })
  })

  it('gives each test a budget of its own, and goes on after one that spends it', async () => {
    const outcomes = await suiteOutcomes(
      ADD,
      `let runs = 0
       beforeAll(() => { runs += 1 })
       it('first', () => { expect(runs).toBe(1) })
       it('loops', () => { for (;;); })
       it('works half the time', () => { const until = 4e6; for (let i = 0; i < until; i += 1); })
       it('works as long again', () => { const until = 4e6; for (let i = 0; i < until; i += 1); })
       it('recurses', () => { (function f() { f() })() })
       it('hoards', () => { const a = []; for (;;) a.push(new Array(1000).fill(0)) })
       it('prints', () => { for (;;) console.log('line') })
       it('last', () => { expect(runs).toBe(1) })`,
    )
    expect(verdicts(outcomes)).toEqual({
      first: 'passed',
      loops: 'time',
      'works half the time': 'passed',
      'works as long again': 'passed',
      recurses: 'stack',
      hoards: 'memory',
      prints: 'output',
      last: 'passed',
    })
  })

  it.each([
    ['without a test', ADD, 'export {}', 'load', /registers no test/],
    ['that does not parse', ADD, 'it(', 'load', /^the test file:1: SyntaxError/],
    ['that throws', ADD, '\nnull.x', 'load', /the test file could not be loaded: TypeError.*the test file:2/],
    [
      'over an answer that does not parse',
      'export const = 1',
      `import './solution.js'`,
      'load',
      /^solution\.js:1: SyntaxError/,
    ],
    [
      'over an answer that throws',
      '\n\nthrow new Error("x")',
      `import './solution.js'`,
      'load',
      /Error: x \(solution\.js:3\)/,
    ],
    [
      'that awaits an answer which throws',
      `\n\nthrow new Error('x')`,
      `const { add } = await import('./solution.js'); it('adds', () => add(1, 2))`,
      'load',
      /Error: x \(solution\.js:3\)/,
    ],
    [
      'over an answer that awaits and then throws',
      `export const add = await 1\nthrow new Error('x')`,
      `import { add } from './solution.js'; it('adds', () => add)`,
      'load',
      /Error: x \(solution\.js:2\)/,
    ],
    [
      'over an answer that lacks an export',
      ADD,
      `import { sub } from './solution.js'`,
      'load',
      /^solution\.js does not export sub$/,
    ],
    [
      'over CommonJS that lacks an export',
      'exports.a = 1',
      `import { sub } from './solution.js'`,
      'load',
      /^solution\.js does not export sub$/,
    ],
    [
      'over an answer that loops while it loads',
      'for (;;);',
      `import './solution.js'`,
      'time',
      /endless loop/,
    ],
    ['that loops while it registers', ADD, 'for (;;);', 'time', /endless loop/],
    [
      'that imports what is not here',
      ADD,
      `import http from 'node:http'`,
      'load',
      /node:http is not available here/,
    ],
    [
      'that imports a part of a module that is not here',
      ADD,
      `import { createSign } from 'node:crypto'\nit('is there', () => { createSign('md5') })`,
      'load',
      /^createSign of the module crypto is not available here$/,
    ],
  ])('%s is one failed case', async (_what, files, suite, fault, message) => {
    expect(await suiteOutcomes(files, suite)).toEqual([
      { name: 'spec', passed: false, fault, message: expect.stringMatching(message) },
    ])
  })
})

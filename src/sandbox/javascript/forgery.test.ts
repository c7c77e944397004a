import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from './testing/run-program.ts'

// Values that agree with whatever is expected of them, and hooks by which a suite's own words come to mean something
// else. None of these answers knows what the suite wants.

const IMPORTS = `import assert from 'node:assert'\nimport * as chai from 'chai'`

/** Each a value that is not what the check asks for. */
const VALUES: readonly (readonly [what: string, value: string, check: string])[] = [
  [
    'chai include own',
    'Object.assign([4], { indexOf: () => 0, some: () => true })',
    'expect(f()).to.include(3)',
  ],
  [
    'chai deep include own',
    'Object.assign([4], { some: () => true })',
    'expect(f()).to.deep.include({ a: 1 })',
  ],
  ...['WeakSet', 'Set', 'Array', 'String'].map(
    (tag) =>
      [
        `chai include ${tag}`,
        `({ [Symbol.toStringTag]: "${tag}", has: () => true, indexOf: () => 0 })`,
        'expect(f()).to.contain(3)',
      ] as const,
  ),
  [
    'chai include Map',
    '({ [Symbol.toStringTag]: "Map", forEach(see) { for (let i = 0; i < 9; i++) see(i) } })',
    'expect(f()).to.include(3)',
  ],
  [
    'chai assert.include',
    '({ [Symbol.toStringTag]: "Set", has: () => true })',
    'chai.assert.include(f(), 3)',
  ],
  [
    'chai string',
    '({ [Symbol.toStringTag]: "String", indexOf: () => 1 })',
    'expect(f()).to.have.string("a")',
  ],
  [
    'chai within',
    '(() => { let n = 1e9; return { [Symbol.toStringTag]: "Number", valueOf: () => (n = -n) } })()',
    'expect(f()).to.be.within(3, 5)',
  ],
  [
    'chai above and below',
    '(() => { let n = -1e9; return { [Symbol.toStringTag]: "Number", valueOf: () => (n = -n) } })()',
    'expect(f()).to.be.above(3).and.to.be.below(5)',
  ],
  [
    'immutable set flag',
    '({ "@@__IMMUTABLE_SET__@@": true, constructor: Set, size: 1, *[Symbol.iterator]() {} })',
    'expect(f()).toEqual(new Set([3]))',
  ],
  [
    'immutable set flag assert',
    '({ "@@__IMMUTABLE_SET__@@": true, constructor: Set, size: 1, *[Symbol.iterator]() {} })',
    'assert.deepStrictEqual(f(), new Set([3]))',
  ],
  [
    'empty set size',
    '(() => { const s = new Set([4]); Object.defineProperty(s, Symbol.iterator, { value: function*(){} }); return s })()',
    'expect(f()).toEqual(new Set([3]))',
  ],
  [
    'empty set strict',
    '(() => { const s = new Set([4]); Object.defineProperty(s, Symbol.iterator, { value: function*(){} }); return s })()',
    'expect(f()).toStrictEqual(new Set([3]))',
  ],
  [
    'a set that says later what it is',
    'new Proxy({}, { has: (t, k) => k in t || !(t[k] = true), get: (t, k) => ({ [Symbol.iterator]: function* () {}, constructor: Set, size: 1, has: () => true })[k] })',
    'expect(new Set([3])).toEqual(f())',
  ],
  ['any object for a pattern', '({})', 'expect({ a: f() }).toMatchObject({ a: /a/ })'],
  [
    'map',
    '(() => { const s = new Map([[4,4]]); s[Symbol.iterator] = function*(){}; return s })()',
    'expect(f()).toEqual(new Map([[3,3]]))',
  ],
  [
    'map in list',
    '[(() => { const s = new Map([[4,4]]); s[Symbol.iterator] = function*(){}; return s })()]',
    'expect(f()).toEqual([new Map([[3,3]])])',
  ],
  [
    'map assert',
    '(() => { const s = new Map([[4,4]]); s[Symbol.iterator] = function*(){}; return s })()',
    'assert.deepStrictEqual(f(), new Map([[3,3]]))',
  ],
  [
    'set matchobject',
    '({ a: (() => { const s = new Set([4]); s[Symbol.iterator] = function*(){}; return s })() })',
    'expect(f()).toMatchObject({ a: new Set([3]) })',
  ],
  [
    'toContain set has',
    'new (class S extends Set { has() { return true } })([4])',
    'expect(f()).toContain(3)',
  ],
  [
    'toContain own has',
    '(() => { const s = new Set([4]); s.has = () => true; return s })()',
    'expect(f()).toContain(3)',
  ],
  [
    'toContain map',
    '({ has: () => true, includes: () => true, indexOf: () => 0, some: () => true, length: 1, [Symbol.toStringTag]: "Set" })',
    'expect(f()).toContain(3)',
  ],
  [
    'toContain own includes',
    '(() => { const a = [4]; a.includes = a.indexOf = a.some = () => true; return a })()',
    'expect(f()).toContain(3)',
  ],
  [
    'toContainEqual own',
    '(() => { const a = [4]; a.findIndex = () => 0; a.some = () => true; return a })()',
    'expect(f()).toContainEqual(3)',
  ],
  [
    'toMatch text',
    '({ includes: () => true, match: () => true, indexOf: () => 0, search: () => 0, toString: () => "abc" })',
    'expect(f()).toMatch("xyz")',
  ],
  ['toMatch re', '({ match: () => true, [Symbol.match]: () => true })', 'expect(f()).toMatch(/xyz/)'],
  [
    'stringContaining',
    '({ includes: () => true, [Symbol.toStringTag]: "String" })',
    'expect(f()).toEqual(expect.stringContaining("xyz"))',
  ],
  [
    'objectContaining',
    'new Proxy({}, { has: () => true, get: (t, k) => undefined })',
    'expect(f()).toEqual(expect.objectContaining({ a: 3 }))',
  ],
  [
    'arrayContaining',
    '(() => { const a = [4]; a.some = a.every = () => true; return a })()',
    'expect(f()).toEqual(expect.arrayContaining([3]))',
  ],
  [
    'rejects toThrow',
    'Promise.reject({ message: { includes: () => true, match: () => true, indexOf: () => 0 } })',
    'await expect(f()).rejects.toThrow("xyz")',
  ],
  ['rejects toThrow class', 'Promise.reject(4)', 'await expect(f()).rejects.toThrow(TypeError)'],
  ['assert.rejects class', 'Promise.reject(4)', 'await assert.rejects(f(), TypeError)'],
  [
    'assert.throws re',
    '(() => { throw { message: { toString: () => "abc" } } })()',
    'assert.throws(() => f(), /xyz/)',
  ],
  ['assert.match', '({ toString: () => "xyz" })', 'assert.match(f(), /xyz/)'],
  [
    'date own valueOf any',
    '(() => { const d = new Date(4); d.valueOf = () => 3; return d })()',
    'expect(f()).toEqual(new Date(3))',
  ],
  ['another URL', 'new URL("http://a/c")', 'expect(f()).toEqual(new URL("http://a/b"))'],
  [
    'other parameters',
    'new URLSearchParams("a=1")',
    'assert.deepStrictEqual(f(), new URLSearchParams("a=2"))',
  ],
  [
    'converted where deepEqual converts',
    '({ valueOf: () => 3, toString: () => "3" })',
    'assert.deepEqual(f(), 3)',
  ],
  [
    'typed own length',
    '(() => { const a = new Uint8Array([4]); Object.defineProperty(a, "length", { value: 0 }); return a })()',
    'expect(f()).toEqual(new Uint8Array([3]))',
  ],
  [
    'toBeInstanceOf proxy',
    'new Proxy({}, { getPrototypeOf: () => { throw 1 } })',
    'expect(f()).toBeInstanceOf(Map)',
  ],
  [
    'toHaveProperty proxy',
    'new Proxy({}, { has: () => true, getOwnPropertyDescriptor: () => ({ value: 4, configurable: true, enumerable: true }), get: () => 4 })',
    'expect(f()).toHaveProperty("a.b", 3)',
  ],
  ...['({ some: () => true })', 'Object.assign([4], { some: () => true })'].map(
    (value) => [`Test.assertContains ${value}`, value, 'Test.assertContains(f(), 3)'] as const,
  ),
  [
    'resolves thenable',
    '({ then(ok) { ok({ then(ok2) { ok2(4) } }) } })',
    'await expect(f()).resolves.toBe(3)',
  ],
]

/** Each a program whose function gives a wrong answer. */
const PROGRAMS: readonly (readonly [what: string, program: string, check: string])[] = [
  [
    'reads the callback',
    'export const f = (cb) => cb(Number(/toBe\\((\\d+)\\)/.exec(cb.toString())?.[1]))',
    'f((v) => { expect(v).toBe(3) })',
  ],
  [
    'reads the callback by String',
    'export const f = (cb) => cb(Number(/toBe\\((\\d+)\\)/.exec(`${cb}`)?.[1]))',
    'f((v) => { expect(v).toBe(3) })',
  ],
  [
    'reads by kit fn',
    'export const f = (cb) => { let t=""; for (const g of [setTimeout, console.log, queueMicrotask, structuredClone]) try { t += g.toString.call(cb) } catch {}; cb(Number(/toBe\\((\\d+)\\)/.exec(t)?.[1])) }',
    'f((v) => { expect(v).toBe(3) })',
  ],
  [
    'reads by mock toString',
    'export const f = (cb, m) => cb(Number(/toBe\\((\\d+)\\)/.exec(m.toString.call(cb))?.[1]))',
    'f((v) => { expect(v).toBe(3) }, vi.fn())',
  ],
  [
    'exports JSON',
    'export const JSON = { stringify: () => "same" }; export const f = () => [4]',
    'expect(JSON.stringify(f())).toBe(JSON.stringify([3]))',
  ],
  [
    'declares JSON',
    'var JSON = { stringify: () => "same" }; function f() { return [4] }',
    'expect(JSON.stringify(f())).toBe(JSON.stringify([3]))',
  ],
  [
    'exports Object',
    'export const Object = { is: () => true }; export const f = () => 4',
    'expect(Object.is(f(), 3)).toBe(true)',
  ],
  [
    'exports String',
    'export const String = () => "s"; export const f = () => 4',
    'expect(String(f())).toBe(String(3))',
  ],
  [
    'toJSON object',
    'Object.prototype.toJSON = () => 0; export const f = () => ({ a: 4 })',
    'expect(JSON.stringify(f())).toBe(JSON.stringify({ a: 3 }))',
  ],
  [
    'toJSON array',
    'Object.defineProperty(Array.prototype, "toJSON", { value: () => 0 }); export const f = () => [4]',
    'expect(JSON.stringify(f())).toBe(JSON.stringify([3]))',
  ],
  [
    'toJSON by proxy proto',
    'Object.setPrototypeOf(Array.prototype, new Proxy(Object.prototype, { get: (t, k, r) => k === "toJSON" ? () => 0 : Reflect.get(t, k, r) })); export const f = () => [4]',
    'expect(JSON.stringify(f())).toBe(JSON.stringify([3]))',
  ],
  [
    'toPrimitive array',
    'Array.prototype[Symbol.toPrimitive] = () => "x"; export const f = () => [4]',
    'expect(String(f())).toBe(String([3]))',
  ],
  [
    'toPrimitive object',
    'Object.prototype[Symbol.toPrimitive] = () => "x"; export const f = () => [4]',
    'expect(`${f()}`).toBe(`${[3]}`)',
  ],
  [
    'own species',
    'class L extends Array { static get [Symbol.species]() { return class { constructor() { return { length: 0, push() {} } } } } }; export const f = () => L.of(4)',
    'expect(f().filter((x) => x !== 3)).toEqual([])',
  ],
  [
    'stub by assign to Math given',
    'export const f = (m) => { m.random = () => 3; m.floor = () => 3; return 4 }',
    'expect(Math.floor(f(Math))).toBe(3)',
  ],
  [
    'hangs methods on calls',
    'export const f = (m) => { m(); const { calls } = m.mock; calls.some = calls[0].every = () => true; Object.setPrototypeOf(calls[0], { every: () => true }) }',
    'const m = vi.fn(); f(m); expect(m).toHaveBeenCalledWith(3)',
  ],
  [
    'hangs methods on results',
    'export const f = (m) => { m(); m.mock.results.some = () => true }',
    'const m = vi.fn(); f(m); expect(m).toHaveReturnedWith(3)',
  ],
  [
    'error expected',
    'let want; export const f = (cb) => { if (want === undefined) try { cb(0) } catch (e) { want = e.expected ?? Number(/to be (\\d+)/.exec(e.message)?.[1]) } cb(want) }',
    'f((v) => { expect(v).toBe(3) })',
  ],
  ...[
    'assert.equal(v, 3)',
    'Test.assertEquals(v, 3)',
    'chai.assert(v === 3)',
    'console.assert(v === 3)',
  ].flatMap((check) => [
    [
      `swallows ${check}`,
      'export const f = (cb) => { try { cb(4) } catch {} }',
      `f((v) => { ${check} })`,
    ] as const,
    [
      `is not awaited by ${check}`,
      'export const f = async () => 4',
      `f().then((v) => { ${check} })`,
    ] as const,
  ]),
  ...['Test.assertEquals', '(await import("@codewars/test-compat")).assertEquals'].map(
    (check) =>
      [
        `reads the callback of ${check}`,
        'export const f = (cb) => cb(Number(/Equals\\(v, (\\d+)\\)/.exec(cb.toString())?.[1]))',
        `await f(async (v) => { ${check}(v, 3) })`,
      ] as const,
  ),
  ...['Test.assertEquals(f(), 3)', 'const { assertEquals } = Test; assertEquals(f(), 3)'].map(
    (check) =>
      [`exports ${check}`, 'exports.Test = { assertEquals() {} }; exports.f = () => 4', check] as const,
  ),
  [
    'exports require',
    'exports.require = () => ({ equal() {} }); exports.f = () => 4',
    'require("assert").equal(f(), 3)',
  ],
  ...[
    `pass(require('kit:commonjs'))`,
    `import('kit:commonjs').then(pass, () => {})`,
    `import('kit:handed').then(pass, () => {})`,
  ].map(
    (reach) =>
      [
        `reaches the kit by ${reach}`,
        `function pass(kit) { kit.requireFrom('test:suite')('vitest').expect.extend({ toBe: () => ({ pass: true }) }) }
         try { ${reach} } catch {} exports.f = () => 4`,
        'expect(f()).toBe(3)',
      ] as const,
  ),
]

/** Each changes what it shares with the suite: a module or a global that both may use. */
const PATCHES: readonly (readonly [what: string, program: string, check: string])[] = [
  [
    'node:util',
    'import util from "node:util"; try { util.isDeepStrictEqual = () => true } catch {}',
    'assert.ok((await import("node:util")).isDeepStrictEqual(f(), 3))',
  ],
  [
    'what node:util shows',
    'import util from "node:util"; try { util.inspect = () => "same" } catch {}',
    'const { default: util } = await import("node:util"); assert.equal(util.inspect(f()), util.inspect(3))',
  ],
  [
    'node:assert',
    'import assert from "node:assert"; try { assert.strict.equal = () => {} } catch {} try { assert.equal = () => {} } catch {}',
    'assert.equal(f(), 3); assert.strict.equal(f(), 3)',
  ],
  [
    'the hashes of node:crypto',
    'import { createHash } from "node:crypto"; try { Object.getPrototypeOf(createHash("md5")).digest = () => "same" } catch {}',
    'const { hash, createHash } = await import("node:crypto"); expect(createHash("md5").update(`${f()}`).digest("hex")).toBe(hash("md5", "3"))',
  ],
  [
    'clocks of the process',
    'const none = Object.assign(() => [0, 0], { bigint: () => 0n }); for (const [of, name] of [[process, "hrtime"], [process.hrtime, "bigint"], [process, "uptime"]]) try { of[name] = none[name] ?? none } catch {}',
    'const clocks = () => [process.hrtime().join(), process.hrtime.bigint(), process.uptime()]; const before = clocks(); await new Promise((done) => setTimeout(done, 5)); if (f() === 4 && clocks().every((reading, i) => reading !== before[i])) throw 1',
  ],
  ...[
    'writeFileSync("/solution.js", "")',
    'writeFileSync("a/b/../solution.js", "")',
    'unlinkSync("solution.js")',
  ].map(
    (change) =>
      [
        `its own text by ${change}`,
        `import fs from "node:fs"; try { fs.${change} } catch {}`,
        'const fs = await import("node:fs"); for (const path of ["/solution.js", "a/solution.js"]) expect(fs.existsSync(path) ? fs.readFileSync(path, "utf8") : "").not.toMatch(/=> 4/)',
      ] as const,
  ),
  [
    'node:events',
    'import { EventEmitter } from "node:events"; try { EventEmitter.prototype.emit = () => true } catch {}',
    'const { EventEmitter } = await import("node:events"); let n = 3; new EventEmitter().on("x", () => { n = f() }).emit("x"); expect(n).toBe(3)',
  ],
  [
    'Intl',
    'try { Object.defineProperty(Intl.NumberFormat.prototype, "format", { get: () => () => "same" }) } catch {} try { Intl.NumberFormat = class { format() { return "same" } } } catch {}',
    'const { format } = new Intl.NumberFormat("en"); expect(format(f())).toBe(format(3))',
  ],
  [
    'URL',
    'try { Object.defineProperty(URL.prototype, "search", { get: () => "same" }) } catch {}',
    'expect(new URL(`http://a/?${f()}`).search).toBe(new URL("http://a/?3").search)',
  ],
  [
    'localeCompare',
    'try { String.prototype.localeCompare = () => 0 } catch {}',
    'expect(String(f()).localeCompare("3")).toBe(0)',
  ],
  [
    'btoa',
    'try { globalThis.btoa = () => "same" } catch {} export const crypto = {}',
    'expect(btoa(f())).toBe(btoa(3))',
  ],
]

describe('a program that patches what it shares with its suite', () => {
  it.each(PATCHES)('does not pass: %s', async (_what, program, check) => {
    const suite = `${IMPORTS}\nimport { f } from './solution.js'; it('judges', async () => { ${check} })`
    const judged = verdicts(await suiteOutcomes(`${program}; export const f = () => 4`, suite))
    expect(Object.values(judged)).toEqual([expect.not.stringMatching('passed')])
  })
})

describe('a forged value', () => {
  it.each(VALUES)('does not pass: %s', async (_what, value, check) => {
    const suite = `${IMPORTS}\nimport { f } from './solution.js'; it('judges', async () => { ${check} })`
    const judged = verdicts(await suiteOutcomes(`export const f = () => ${value}`, suite))
    expect(Object.values(judged)).toEqual([expect.not.stringMatching('passed')])
  })
})

describe('a program that changes what a suite says or hears', () => {
  it.each(PROGRAMS)('does not pass: %s', async (_what, program, check) => {
    const suite = `const assert = require('assert'), chai = require('chai'); it('judges', async () => { ${check} })`
    const judged = verdicts(await suiteOutcomes(program, suite))
    expect(Object.values(judged)).toEqual([expect.not.stringMatching('passed')])
  })
})

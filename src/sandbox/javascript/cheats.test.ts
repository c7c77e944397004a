import { describe, expect, it } from 'vitest'
import { aCall, callOutcome, suiteOutcomes, verdicts } from './testing/run-program.ts'

// What a learner's file may try in order to pass without an answer. Each goes in front of a wrong answer.
const CHEATS: readonly (readonly [string, string])[] = [
  [
    'overwrites Array.prototype',
    'for (const k of Object.getOwnPropertyNames(Array.prototype)) try { Array.prototype[k] = () => true } catch {}',
  ],
  [
    'redefines Array.prototype',
    'try { Object.defineProperty(Array.prototype, "every", { value: () => true }) } catch {}',
  ],
  ['deletes from Object.prototype', 'try { delete Object.prototype.hasOwnProperty } catch {}'],
  ['replaces JSON', 'try { JSON = { stringify: () => "3", parse: () => 3 } } catch {}'],
  ['patches JSON', 'try { JSON.stringify = () => "3"; JSON.parse = () => 3 } catch {}'],
  ['patches Object.is', 'try { Object.is = () => true } catch {}'],
  ['replaces expect', 'try { globalThis.expect = () => new Proxy({}, { get: () => () => {} }) } catch {}'],
  [
    'declares expect for all',
    'try { (0, eval)("var expect = () => ({ toBe() {} }); var it = () => {}") } catch {}',
  ],
  ['replaces it', 'try { globalThis.it = globalThis.test = () => {} } catch {}'],
  [
    'defines expect as a getter',
    'try { Object.defineProperty(globalThis, "expect", { get: () => 1 }) } catch {}',
  ],
  [
    'patches Promise.prototype.then',
    'try { Promise.prototype.then = function (ok) { ok(3); return this } } catch {}',
  ],
  [
    'patches Symbol.hasInstance',
    'try { Object.defineProperty(Function.prototype, Symbol.hasInstance, { value: () => true }) } catch {}',
  ],
  ['patches Error.prepareStackTrace', 'Error.prepareStackTrace = () => { throw 1 }'],
  [
    'patches Function.prototype',
    'try { Function.prototype.call = Function.prototype.apply = () => 3 } catch {}',
  ],
  ['patches Error', 'try { globalThis.Error = class { } ; Error.prototype.constructor = 1 } catch {}'],
  [
    'pollutes Object.prototype',
    'Object.prototype.asymmetricMatch = () => true; Object.prototype.$$typeof = Symbol.for("jest.asymmetricMatcher")',
  ],
  [
    'pollutes with then',
    'Object.prototype.then = undefined; Object.prototype.pass = true; Object.prototype.passed = true; Object.prototype.value = 3',
  ],
  [
    'pollutes with getters',
    'try { Object.defineProperty(Object.prototype, "get", { get() { return () => 3 } }) } catch {}',
  ],
  [
    'replaces Reflect and Proxy',
    'try { Reflect.apply = () => 3; globalThis.Proxy = function () {} } catch {}',
  ],
  [
    'registers passing tests',
    'for (let i = 0; i < 50; i += 1) it("free " + i, () => {}); test("free", () => {})',
  ],
  ['registers through a kit import', 'import { it as free } from "vitest"; free("free", () => {})'],
  ['skips the rest', 'it.only("free", () => {}); describe.only("free", () => { it("x", () => {}) })'],
  [
    'looks for the kit',
    'for (const k of Object.getOwnPropertyNames(globalThis)) if (/kit|vitest|suite:|host/.test(k)) globalThis[k] = undefined',
  ],
  [
    'makes code in another realm',
    'try { setTimeout.constructor("return this")().Array.prototype.push = () => {} } catch {}',
  ],
  [
    'climbs from console',
    'try { const F = console.log.constructor; F("globalThis.expect = () => ({ toBe() {} })")() } catch {}',
  ],
  [
    'reaches over __proto__',
    'try { setTimeout.__proto__.__proto__.toString = () => "3"; Object.getPrototypeOf(setTimeout).call = () => 3 } catch {}',
  ],
  ['exits', 'try { process.exit(0) } catch {}'],
  ['stops the clock', 'try { globalThis.setTimeout = (f) => f(); Date.now = () => 0 } catch {}'],
  ['leaves a job for later', 'Promise.resolve().then(function again() { Promise.resolve().then(() => {}) })'],
  ['prints a verdict', 'console.log(JSON.stringify({ name: "adds", passed: true }))'],
]

const WRONG = 'export const f = (a, b) => a - b'

describe('a wrong answer', () => {
  it.each(CHEATS)('that %s fails its call test', async (_what, cheat) => {
    const outcome = await callOutcome(`${cheat}\n${WRONG}`, aCall([1, 2], { expected: 3 }))
    expect(outcome).toMatchObject({ passed: false })
  })

  it.each(CHEATS)('that %s fails every test of its suite, and adds none', async (_what, cheat) => {
    const outcomes = await suiteOutcomes(
      `${cheat}\n${WRONG}`,
      `import { f } from './solution.js'
       it('adds', () => { expect(f(1, 2)).toBe(3) })
       it('adds in lists', () => { expect([f(1, 2)]).toEqual([3]) })
       it('adds in every', () => { expect([3].every((x) => x === f(1, 2))).toBe(true) })
       it('adds as text', () => { expect(JSON.stringify({ sum: f(1, 2) })).toBe('{"sum":3}') })
       it('adds the same', () => { expect(Object.is(f(1, 2), 3)).toBe(true) })
       it('adds later', async () => { await expect(Promise.resolve(f(1, 2))).resolves.toBe(3) })`,
    )
    const judged = verdicts(outcomes)
    expect(Object.values(judged)).not.toContain('passed')
    expect(Object.keys(judged).length).toBeLessThanOrEqual(6)
  })

  it.each([
    [
      'matches everything',
      '({ asymmetricMatch: () => true, $$typeof: Symbol.for("jest.asymmetricMatcher") })',
    ],
    [
      'is a proxy',
      'new Proxy(function () {}, { get: (t, k, r) => (k === Symbol.toPrimitive ? () => 3 : r), has: () => true })',
    ],
    [
      'converts to the right value',
      '({ valueOf: () => 3, toString: () => "3", [Symbol.toPrimitive]: () => 3 })',
    ],
    [
      'says that it is a number',
      '({ [Symbol.toStringTag]: "Number", valueOf: () => 3, constructor: Number })',
    ],
    ['has a JSON of its own', '({ toJSON: () => 3 })'],
    ['equals everything', '({ equals: () => true, isEqual: () => true, compare: () => 0 })'],
    ['is a thenable that never calls back', '({ then() {} })'],
  ])('that returns what %s is told from the right one', async (_what, value) => {
    const files = `export const f = () => ${value}`
    expect(await callOutcome(files, aCall([], { expected: 3 }))).toMatchObject({ passed: false })
    const outcomes = await suiteOutcomes(
      files,
      `it('is', () => { expect(f()).toBe(3) })
       it('equals', () => { expect(f()).toEqual(3) })
       it('strictly equals', () => { expect(f()).toStrictEqual(3) })
       it('equals in a list', () => { expect([f()]).toEqual([3]) })
       it('resolves', async () => { await expect(f()).resolves.toBe(3) })`,
    )
    expect(Object.values(verdicts(outcomes))).toEqual(new Array(5).fill(expect.not.stringMatching('passed')))
  })

  it.each([
    [
      'toContain',
      'class L extends Array { includes() { return true } indexOf() { return 0 } }; export const f = () => new L()',
      'expect(f()).toContain(3)',
    ],
    [
      'toThrow with a text',
      'export const f = () => { throw { message: { includes: () => true, indexOf: () => 0, match: () => true, toString: () => "three" } } }',
      'expect(() => f()).toThrow("three")',
    ],
    [
      'toThrow with a class',
      'export class E extends Error { static [Symbol.hasInstance]() { return true } }; export const f = () => {}',
      'expect(() => f()).toThrow(E)',
    ],
    [
      'toBeInstanceOf',
      'export class E { static [Symbol.hasInstance]() { return true } }; export const f = () => 1',
      'expect(f()).toBeInstanceOf(E)',
    ],
    [
      'a promise whose then lies',
      'export const f = () => { const p = Promise.resolve(1); p.then = () => Promise.resolve(); return p }',
      'return f().then((v) => { expect(v).toBe(3) })',
    ],
    [
      'a callback that is never called',
      'export const f = () => {}',
      'expect.hasAssertions(); f((v) => { expect(v).toBe(3) })',
    ],
    [
      'a thenable that never calls back',
      'export const f = () => ({ then() {} })',
      'return f().then((v) => { expect(v).toBe(3) })',
    ],
    [
      'a promise that nobody returns',
      'export const f = async () => 1',
      'f().then((v) => { expect(v).toBe(3) })',
    ],
    [
      'a promise that nobody returns, later',
      'export const f = () => new Promise((resolve) => setTimeout(resolve, 1000, 1))',
      'f().then((v) => { expect(v).toBe(3) })',
    ],
    [
      'a mock that it was given',
      'export const f = (m) => { m.mock.calls.push([3]); m.constructor("globalThis.x = 1")(); m.__proto__.toString = 1 }',
      'const m = vi.fn(); try { f(m) } catch {}; expect(m).toHaveBeenCalledWith(4)',
    ],
    [
      'matchers of its own making',
      'let e; export const f = (x) => { try { expect.extend({ toBe: () => ({ pass: true }) }) } catch {} }',
      'f(); expect(1).toBe(3)',
    ],
  ])('does not get past %s', async (_what, files, body) => {
    const suite = `import * as all from './solution.js'; const { f, E } = all; it('judges', () => { ${body} })`
    expect(verdicts(await suiteOutcomes(files, suite))).toEqual({
      judges: expect.not.stringMatching('passed'),
    })
  })
})

describe('an exception that claims every name', () => {
  const claims = `const named = (name) => Object.defineProperty(() => {}, 'name', { value: name })
    export const f = () => { throw ['TypeError', 'RangeError', 'SyntaxError'].reduce(
      (above, name) => Object.create(above, { name: { value: name }, constructor: { value: named(name) } }), Object.create(null)) }`

  it.each(['TypeError', 'RangeError'])('is no %s', async (name) => {
    expect(await callOutcome(claims, aCall([], { throws: name }))).toMatchObject({ passed: false })
  })

  it.each([
    ['new (class Empty extends RangeError {})()', ['Empty', 'RangeError', 'Error']],
    ['Object.assign(new Error("a"), { name: "TypeError" })', ['TypeError', 'Error']],
    ['{ name: "ValidationError", message: "a" }', ['ValidationError']],
  ])('is told from %s, which is what it says', async (thrown, names) => {
    for (const name of names)
      expect(
        await callOutcome(`export const f = () => { throw ${thrown} }`, aCall([], { throws: name })),
      ).toMatchObject({ passed: true })
  })
})

describe('a learner’s file', () => {
  it('finds its own realm behind every constructor that the kit shows it', async () => {
    const files = `export const f = (mock) => {
      const things = [mock, mock.mock, mock.mock.calls, mock.bind, setTimeout, console.log, Promise.prototype.then]
      return things.map((thing) => {
        let F = thing.constructor
        while (F.constructor !== F) F = F.constructor
        return F('return this')() === globalThis
      })
    }`
    const suite = `it('is locked in', () => { const mock = vi.fn(); mock(1); expect(f(mock)).toEqual(new Array(7).fill(true)) })`
    expect(verdicts(await suiteOutcomes(files, suite))).toEqual({ 'is locked in': 'passed' })
  })

  it('cannot read the suite', async () => {
    const files = `export const seen = []
      export const f = (callback) => {
        for (const name of ['test:suite', './test:suite', 'kit:vitest', 'kit:commonjs', 'kit:commonjs', 'kit:import', 'file:///etc/passwd', '/etc/passwd'])
          import(name).then(() => seen.push(name), () => {})
        seen.push(...String(new Error().stack).match(/secret/g) ?? [])
        try { seen.push(f.caller) } catch {}
        try { seen.push(arguments.callee.caller) } catch {}
      }`
    const suite = `import { f, seen } from './solution.js'
      it('stays unread', async () => { const secret = 1; f(); await null; await null; await null; expect(seen.filter(Boolean)).toEqual([]) })`
    expect(verdicts(await suiteOutcomes(files, suite))).toEqual({ 'stays unread': 'passed' })
  })

  it('finds nothing of the host', async () => {
    const names =
      '["require", "fetch", "Deno", "Bun", "module", "XMLHttpRequest", "WebSocket", "navigator", "Worker", "kitModules"]'
    const files = `export const f = () => ${names}.filter((name) => typeof (0, eval)("typeof " + name) !== "string" || (0, eval)("typeof " + name) !== "undefined")`
    expect(await callOutcome(files, aCall([], { expected: [] }))).toMatchObject({ passed: true })
  })

  it.each([
    ['http', `await import('http')`],
    ['node:child_process', `await import('node:child_process')`],
    ['https://example.com/x.js', `await import('https://example.com/x.js')`],
  ])('that imports %s gets an error that it can catch', async (name, code) => {
    const files = `export const f = async () => { try { ${code} } catch (e) { return e.message } }`
    const expected = `the module ${name} is not available here`
    expect(await callOutcome(files, aCall([], { expected }))).toMatchObject({ passed: true })
  })
})

import { describe, expect, it } from 'vitest'
import { type Files, suiteOutcomes, verdicts } from './testing/run-program.ts'

const RIGHT = 'export const evens = (ns) => ns.filter((n) => n % 2 === 0); export const later = async () => 1'

const judged = async (files: Files, suite: string) => verdicts(await suiteOutcomes(files, suite))

describe('a test that reaches no assertion', () => {
  it.each([
    ['loops over nothing', 'for (const n of evens([1])) expect(n % 2).toBe(0)'],
    ['asserts under a condition', 'const [first] = evens([]); if (first) expect(first).toBe(2)'],
    ['asserts in a callback that is rightly never called', 'evens([]).forEach((n) => { expect(n).toBe(0) })'],
    [
      'has an assert of its own',
      'const assert = (ok) => { if (!ok) throw new Error() }; assert(evens([2])[0] === 2)',
    ],
    ['does not return its promise', 'later().then((n) => { expect(n).toBe(1) })'],
  ])('passes where it %s', async (_what, body) => {
    expect(await judged(RIGHT, `it('is fair', () => { ${body} })`)).toEqual({ 'is fair': 'passed' })
  })

  it.each([
    ['announced one', RIGHT, 'expect.hasAssertions(); evens([]).forEach((n) => { expect(n).toBe(0) })'],
    [
      'waits for a then that never calls back',
      'export const later = () => ({ then() {} })',
      'return later().then((n) => { expect(n).toBe(1) })',
    ],
    [
      'does not return a promise of something else',
      'export const later = async () => 2',
      'later().then((n) => { expect(n).toBe(1) })',
    ],
    [
      'has its failure swallowed',
      'export const later = (f) => { try { f(2) } catch {} }',
      'later((n) => { expect(n).toBe(1) })',
    ],
  ])('fails where it %s', async (_what, files, body) => {
    expect(await judged(files, `it('is fair', () => { ${body} })`)).toEqual({ 'is fair': 'assertion' })
  })

  it('may catch failures itself, until one does not come', async () => {
    const suite = `const eventually = async (check) => { for (;;) try { return check() } catch { await new Promise((ok) => setTimeout(ok, 1)) } }
      it('waits', async () => { let n = 0; setTimeout(() => { n = 1 }, 50); await eventually(() => expect(n).toBe(1)) })`
    expect(await judged(RIGHT, suite)).toEqual({ waits: 'passed' })
  })
})

describe('a suite', () => {
  it('of skipped tests alone comes to nothing', async () => {
    expect(
      await suiteOutcomes(RIGHT, `describe.skip('all', () => { it('a', () => {}) }); it.todo('b')`),
    ).toEqual([])
  })

  it('is given a `this` by mocha, shared by its hooks, tests and groups', async () => {
    const suite = `describe('all', function () {
      this.timeout(100)
      before(function () { this.evens = evens })
      it('is shared', function () { this.timeout(5000).slow(1); expect(this.evens([2])).toEqual([2]) })
      it.each([[2]])('is given with rows', function (n) { expect(this.evens([n])).toEqual([n]) })
    })`
    expect(Object.values(await judged(`'use strict'; ${RIGHT}`, suite))).toEqual(['passed', 'passed'])
  })

  it.each([
    `const expect = require('expect')`,
    `const { expect } = require('expect')`,
    `import { expect, it } from 'bun:test'`,
    `import { it } from 'mocha'; import { expect } from 'expect'`,
  ])('finds the kit that it knows: %s', async (head) => {
    const suite = `${head}\nit('is there', () => { expect(evens([1, 2])).toEqual([expect.any(Number)]) })`
    expect(await judged(RIGHT, suite)).toEqual({ 'is there': 'passed' })
  })

  it('compares values with the snapshots written into it', async () => {
    const suite = `it('is as it was', () => {
        expect({ list: evens([2]), name: 'a "b"', at: undefined }).toMatchInlineSnapshot(\`
          {
            "at": undefined,
            "list": [
              2,
            ],
            "name": "a "b"",
          }
        \`)
        expect('text').toMatchInlineSnapshot(\`"text"\`)
      })
      it('is not', () => { expect(evens([2])).toMatchInlineSnapshot('[]') })`
    expect(await judged(RIGHT, suite)).toEqual({ 'is as it was': 'passed', 'is not': 'assertion' })
  })

  it.each([
    ['in an older form', 'toMatchInlineSnapshot(`Array [\n  2,\n]`)'],
    ['that is yet to be written', 'toMatchInlineSnapshot()'],
    ['in a file that is not here', 'toMatchSnapshot()'],
  ])('takes a snapshot %s', async (_which, matcher) => {
    const suite = `it('is as it was', () => { expect(evens([2])).${matcher} })`
    expect(await judged(RIGHT, suite)).toEqual({ 'is as it was': 'passed' })
  })

  it('writes a pattern in a snapshot as kits do, with its signs marked', async () => {
    const suite =
      'it(\'is as it was\', () => { evens([2]); expect({ of: /^a.b$/g }).toMatchInlineSnapshot(`\n  {\n    "of": /\\\\^a\\\\.b\\\\$/g,\n  }\n`) })'
    expect(await judged(RIGHT, suite)).toEqual({ 'is as it was': 'passed' })
  })

  it.each([
    ['its text', `'"no evens"'`, 'passed'],
    ['its name and text', `'[TypeError: no evens]'`, 'passed'],
    ['another text', `'"none"'`, 'assertion'],
  ])('compares what is thrown with a snapshot of %s', async (_what, snapshot, verdict) => {
    const suite = `const fail = () => { throw new TypeError('no evens') }
      it('throws', () => { expect(fail).toThrowErrorMatchingInlineSnapshot(${snapshot}) })
      it('rejects', async () => { await expect((async () => fail())()).rejects.toThrowErrorMatchingInlineSnapshot(${snapshot}) })
      it('does not', () => { expect(() => evens([2])).toThrowErrorMatchingInlineSnapshot(${snapshot}) })
      it('does not either', () => { expect(() => evens([2])).toThrowErrorMatchingSnapshot() })`
    expect(await judged(RIGHT, suite)).toEqual({
      throws: verdict,
      rejects: verdict,
      'does not': 'assertion',
      'does not either': 'assertion',
    })
  })

  it('compares values with snapshots of any age, and where told with what they must match', async () => {
    const suite = `const list = { list: evens([2]), name: 'a "b"' }
      it('is as an earlier kit wrote it', () => expect(list).toMatchInlineSnapshot(\`
        Object {
          "list": Array [
            2,
          ],
          "name": "a \\\\"b\\\\"",
        }
      \`))
      const matched = (name, list) => expect(list).toMatchInlineSnapshot({ name }, \`
        {
          "list": [
            2,
          ],
          "name": Any<String>,
        }
      \`)
      it('matches', () => matched(expect.any(String), list))
      it('does not match', () => matched(expect.any(String), { ...list, name: 1 }))`
    expect(await judged(RIGHT, suite)).toEqual({
      'is as an earlier kit wrote it': 'passed',
      matches: 'passed',
      'does not match': 'assertion',
    })
  })

  it('may assert types, which says nothing when it runs', async () => {
    const suite = `import { assertType, it, expect } from 'vitest'
      import { expectTypeOf } from 'expect-type'
      it('has types', () => { expectTypeOf(evens).parameter(0).not.toBeString(); assertType(1); expect(evens([2])).toEqual([2]) })`
    expect(await judged(RIGHT, suite)).toEqual({ 'has types': 'passed' })
  })

  it('may be a script of one assertion, which is one test', async () => {
    const script = `const { evens } = require('./solution')\nconsole.assert(evens([1, 2]).length === 1, 'one is even')`
    expect(await suiteOutcomes(RIGHT, script)).toEqual([{ name: 'spec', passed: true }])
    expect(await suiteOutcomes('exports.evens = (ns) => ns', script)).toMatchObject([
      { name: 'spec', fault: 'assertion', message: 'Assertion failed: one is even' },
    ])
  })

  it('is no test where it may fail when nobody looks any more', async () => {
    const script = `async function main() { console.assert((await later()) === 1) }\nmain()`
    expect(await judged(RIGHT, script)).toEqual({ spec: 'load' })
  })

  it('waits for an answer that awaits at its top, imported or not', async () => {
    const awaiting = 'const one = await Promise.resolve(1); export const later = async () => one'
    expect(await judged(awaiting, `it('is there', async () => { expect(await later()).toBe(1) })`)).toEqual({
      'is there': 'passed',
    })
  })

  it('replaces functions of the console, of Math and of other built-ins, and puts them back', async () => {
    const files = `export const f = () => { console.log('hi'); return [Math.random(), [3, 1].sort().length] }`
    const suite = `const { log } = console; const { random } = Math
      afterEach(() => { console.log = log; Math.random = random; jest.restoreAllMocks() })
      it('by assignment', () => { console.log = jest.fn(); Math.random = () => 0.5; expect(f()).toEqual([0.5, 2]); expect(console.log).toHaveBeenCalledWith('hi') })
      it('by spies', () => { const sort = jest.spyOn(Array.prototype, 'sort'); f(); expect(sort).toHaveBeenCalledTimes(1) })
      it('for a while', () => { expect(f()[0]).not.toBe(0.5); expect(jest.isMockFunction(console.log)).toBe(false) })`
    expect(Object.values(await judged(files, suite))).toEqual(['passed', 'passed', 'passed'])
  })

  it('shows where long values differ, within the bound of a message', async () => {
    const suite = `const list = (name) => Array.from({ length: 99 }, (_, i) => ({ id: i, name: i === 70 ? name : 'n' + i }))
      it('x', () => { expect(list('x')).toEqual(list('y')) })`
    const [outcome] = await suiteOutcomes(RIGHT, suite)
    expect(outcome).toMatchObject({
      message: expect.stringMatching(/\(at \[70\]\.name: expected "y", received "x"\)$/),
    })
  })

  it('keeps colours out of its messages', async () => {
    const [outcome] = await suiteOutcomes(
      RIGHT,
      `it('x', () => { const f = jest.fn(); f(1); expect(f).not.toHaveBeenCalled() })`,
    )
    expect(JSON.stringify(outcome)).not.toContain('\\u001b')
  })
})

import { describe, expect, it } from 'vitest'
import { type Files, suiteOutcomes } from './testing/run-program.ts'

const EVENS = 'const evens = (ns) => ns.filter((n) => n % 2 === 0)'
const NEGATIVE_BLIND = 'const evens = (ns) => ns.filter((n) => n > 0 && n % 2 === 0)'

const SCRIPT = `const assert = require('node:assert');
function test() {
  let candidate = evens;
  assert.deepEqual(candidate([1, 2]), [2]);
  assert.deepEqual(
    candidate([-2, 3]),
    [-2],
  )
  assert.deepEqual(candidate([]), []);
  assert(true);
}
test()`

const judged = async (files: Files, script: string) =>
  (await suiteOutcomes(files, script)).map((outcome) => [
    outcome.name,
    outcome.passed ? 'passed' : outcome.fault,
  ])

describe('a script of assertions', () => {
  it('has a case for each of them, though its own function is called test', async () => {
    expect(await judged(EVENS, SCRIPT)).toEqual([
      ['assert.deepEqual(candidate([1, 2]), [2])', 'passed'],
      ['assert.deepEqual( candidate([-2, 3]), [-2], )', 'passed'],
      ['assert.deepEqual(candidate([]), [])', 'passed'],
    ])
  })

  it('gives part of the credit for part of the answer', async () => {
    const [right, wrong, empty] = await suiteOutcomes(NEGATIVE_BLIND, SCRIPT)
    expect([right?.passed, empty?.passed]).toEqual([true, true])
    expect(wrong).toMatchObject({ passed: false, fault: 'assertion', expected: '[-2]', actual: '[]' })
  })

  it('goes on after an answer that throws', async () => {
    const files = 'const evens = (ns) => { if (ns.length === 0) return []; throw new RangeError("no") }'
    expect((await judged(files, SCRIPT)).map(([, end]) => end)).toEqual(['exception', 'exception', 'passed'])
  })

  it.each([
    ['loops', 'for (;;);', 'time'],
    ['hoards', 'const a = []; for (;;) a.push(new Array(1000).fill(0))', 'memory'],
  ])('fails what it has not reached when the answer %s', async (_how, body, fault) => {
    const files = `const evens = (ns) => { if (ns[0] === -2) { ${body} } return [2] }`
    expect((await judged(files, SCRIPT)).map(([, end]) => end)).toEqual(['passed', fault, fault])
  })

  it('fails what it has not reached when it stops between two', async () => {
    const script = `const assert = require('assert')\nassert(evens([2])[0] === 2)\nconst later = evens(null)\nassert(later)`
    expect((await judged(EVENS, script)).map(([, end]) => end)).toEqual(['passed', 'exception'])
  })

  it('is one failed case where the answer cannot be loaded', async () => {
    expect(await judged('throw new Error()', SCRIPT)).toEqual([['spec', 'load']])
  })

  it.each([
    ['throws while it is loaded', `throw new Error()`, 'load'],
    ['never answers', 'export const evens = () => new Promise(() => {})', 'load'],
  ])('that awaits an answer is failed where it %s', async (_how, answer, fault) => {
    const script = `import assert from 'node:assert'
      const { evens } = await import('./solution.js')
      assert.equal((await evens([2])).length, 1)
      assert.equal((await evens([1])).length, 0)`
    expect(await judged(answer, script)).toEqual([['spec', fault]])
  })

  it('fails what it waits for in vain after it has reached another', async () => {
    const script = `import assert from 'node:assert'
      import { evens, odds } from './solution.js'
      assert.equal((await evens([2])).length, 1)
      assert.equal((await odds([1])).length, 1)`
    const answer = 'export const evens = async (ns) => ns; export const odds = () => new Promise(() => {})'
    expect((await judged(answer, script)).map(([, end]) => end)).toEqual(['passed', 'exception'])
  })

  it('takes the calls of a helper for its assertions', async () => {
    const script = `function check(ns, wanted) { if (String(evens(ns)) !== wanted) throw new Error('expected ' + wanted) }
      check([1, 2], '2')
      check([-2], '-2')`
    expect(await judged(NEGATIVE_BLIND, script)).toEqual([
      [`check([1, 2], '2')`, 'passed'],
      [`check([-2], '-2')`, 'exception'],
    ])
  })

  it('takes a comparison with true for what it is, written either way', async () => {
    const script = `const same = (ns) => evens(ns).length === ns.length
      expect(same([2])).toBe(true)
      require('assert').equal(true, same([4]))
      require('assert').ok(true)`
    expect((await judged(EVENS, script)).map(([, end]) => end)).toEqual(['passed'])
    const imported = script.replaceAll(`require('assert')`, 'assert')
    expect(await judged(EVENS, `const assert = require('assert')\n${imported}`)).toEqual([
      ['expect(same([2])).toBe(true)', 'passed'],
      ['assert.equal(true, same([4]))', 'passed'],
    ])
  })

  it('fails an assertion in a loop for any of its rounds, and counts none that is not reached', async () => {
    const script = `import { equal, ok } from 'node:assert'
      for (const n of [2, -2, 4]) equal(evens([n]).length, 1)
      if (evens([1]).length > 0) ok(false)
      ok(evens([2]))`
    expect(await judged(EVENS, script)).toEqual([
      ['equal(evens([n]).length, 1)', 'passed'],
      ['ok(evens([2]))', 'passed'],
    ])
    expect((await judged(NEGATIVE_BLIND, script))[0]).toEqual(['equal(evens([n]).length, 1)', 'assertion'])
  })
})

import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from '../testing/run-program.ts'

const judged = async (suite: string) => verdicts(await suiteOutcomes('export const one = 1', suite))

describe('node:assert', () => {
  it('looks for parts of a value', async () => {
    const suite = `import assert from 'node:assert'
      test('has them', () => {
        assert.partialDeepStrictEqual({ a: 1, b: { c: [1, 2, 3], d: 4 } }, { b: { c: [1, 3] } })
        assert.partialDeepStrictEqual([{ a: 1, b: 2 }], [{ b: 2 }])
      })
      test('has another', () => { assert.partialDeepStrictEqual({ a: 1 }, { a: '1' }) })
      test('has them in another order', () => { assert.partialDeepStrictEqual([1, 2], [2, 1]) })
      test('has none', () => { assert.partialDeepStrictEqual(null, { a: 1 }) })`
    expect(await judged(suite)).toEqual({
      'has them': 'passed',
      'has another': 'assertion',
      'has them in another order': 'assertion',
      'has none': 'assertion',
    })
  })

  it('counts an expected exception as one assertion, whatever is expected of it', async () => {
    const suite = `import assert from 'node:assert'
      const fail = () => { throw new TypeError('no') }
      test('once', async () => {
        expect.assertions(4)
        assert.throws(fail)
        assert.throws(fail, TypeError)
        assert.throws(fail, { name: 'TypeError', message: 'no' })
        await assert.rejects(async () => fail(), /no/)
      })
      test('another', () => { assert.throws(fail, RangeError) })
      test('none', () => { assert.throws(() => {}, TypeError) })`
    expect(await judged(suite)).toEqual({ once: 'passed', another: 'assertion', none: 'assertion' })
  })

  it('has errors of its own that tell what they are', async () => {
    const suite = `import assert from 'node:assert'
      const failureOf = (work) => { try { work() } catch (error) { return error } }
      test('thrown', () => {
        const { code, actual, expected, generatedMessage } = failureOf(() => assert.strictEqual(1, 2))
        expect({ code, actual, expected, generatedMessage }).toEqual({ code: 'ERR_ASSERTION', actual: 1, expected: 2, generatedMessage: true })
      })
      test('made', () => {
        const made = new assert.AssertionError({ message: 'no', actual: 1 })
        expect([made.name, made.message, made.actual, made instanceof assert.AssertionError]).toEqual(['AssertionError', 'no', 1, true])
        expect(() => assert.ok(0)).toThrow(assert.AssertionError)
      })`
    expect(await judged(suite)).toEqual({ thrown: 'passed', made: 'passed' })
  })
})

import { describe, expect, it } from 'vitest'
import { aCall, callOutcome, type Files, suiteOutcomes, verdicts } from './testing/run-program.ts'

const judged = async (files: Files, suite: string) => verdicts(await suiteOutcomes(files, suite))

const DOUBLE = 'const double = (n) => n * 2'

describe('Test, by which suites of coding challenges assert', () => {
  it.each([
    ['assertEquals', 'Test.assertEquals(double(2), 4)', 'Test.assertEquals(double(2), 5)'],
    ['assertNotEquals', 'Test.assertNotEquals(double(2), 5)', 'Test.assertNotEquals(double(2), 4)'],
    ['assertSimilar', 'Test.assertSimilar([double(1)], [2])', 'Test.assertSimilar([double(1)], [3])'],
    [
      'assertNotSimilar',
      'Test.assertNotSimilar([double(1)], [3])',
      'Test.assertNotSimilar([double(1)], [2])',
    ],
    [
      'assertDeepEquals',
      'Test.assertDeepEquals({ a: double(1) }, { a: 2 })',
      'Test.assertDeepEquals({}, { a: 2 })',
    ],
    [
      'assertApproxEquals',
      'Test.assertApproxEquals(double(0.15), 0.1 + 0.2)',
      'Test.assertApproxEquals(double(1), 2.1)',
    ],
    ['assertContains', 'Test.assertContains([[double(1)]], [2])', 'Test.assertContains([double(1)], 3)'],
    ['expect', "Test.expect(double(1) === 2, 'twice')", "Test.expect(double(1) === 3, 'twice')"],
    ['expectError', "Test.expectError('no', () => double(1n))", "Test.expectError('no', () => double(1))"],
    ['expectNoError', 'Test.expectNoError(() => double(1))', 'Test.expectNoError(() => double(1n))'],
  ])('tells right from wrong: %s', async (_name, right, wrong) => {
    const suite = `const Test = require('@codewars/test-compat')
      describe('double', () => { it('right', () => { ${right} }); it('wrong', () => { ${wrong} }) })`
    const ends = Object.values(await judged(DOUBLE, suite))
    expect(ends[0]).toBe('passed')
    expect(ends[1]).not.toBe('passed')
  })

  it('is there without being imported, and each use of it outside of a test is a case of its own', async () => {
    const suite = "Test.assertEquals(double(1), 2)\nTest.assertEquals(double(2), 5, 'twice two')"
    const [first, second] = await suiteOutcomes(DOUBLE, suite)
    expect(first).toEqual({ name: 'Test.assertEquals(double(1), 2)', passed: true })
    const message = 'twice two: expected strictly equal values: 4 and 5'
    expect(second).toMatchObject({ passed: false, message })
  })

  it('is the learner’s own where they export one', async () => {
    const files = 'export class Test { name = "mine" }'
    expect(await judged(files, "it('is theirs', () => { expect(new Test().name).toBe('mine') })")).toEqual({
      'is theirs': 'passed',
    })
  })
})

describe('a script', () => {
  it('exports what it assigns at its top without declaring it', async () => {
    const files = 'double = (n) => twice(n, 1); twice = function (n) { return n * 2 }'
    expect(await judged(files, "it('doubles', () => { expect(double(2)).toBe(4) })")).toEqual({
      doubles: 'passed',
    })
    expect(await callOutcome(files, aCall([3], { function: 'double', expected: 6 }))).toMatchObject({
      passed: true,
    })
  })

  it('exports its only function under the name that it has there, whatever the function calls itself', async () => {
    const files =
      'const double = (function () { return function Doubler(n) { return n * 2 } })(); module.exports = double'
    expect(await judged(files, "it('doubles', () => { expect(double(2)).toBe(4) })")).toEqual({
      doubles: 'passed',
    })
  })
})

describe('a suite', () => {
  it('may set a variable that it nowhere declares, though the answer has one of that name', async () => {
    const files = 'var double = (function () { return (n) => n * 2 })(); module.exports = double'
    const suite =
      "if (typeof require === 'function') double = require('../solution.js')\nit('doubles', () => { expect(double(2)).toBe(4) })"
    expect(await judged(files, suite)).toEqual({ doubles: 'passed' })
  })
})

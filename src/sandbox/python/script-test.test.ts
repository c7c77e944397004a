import { describe, expect, it } from 'vitest'
import { suiteOutcomes } from './testing/run-program.ts'

const EVENS = 'def evens(ns):\n    return [n for n in ns if n % 2 == 0]\n'
const NEGATIVE_BLIND = 'def evens(ns):\n    return [n for n in ns if n > 0 and n % 2 == 0]\n'

const SCRIPT = `
METADATA = {}

def check(candidate):
    assert candidate([1, 2]) == [2]
    assert candidate(
        [-2, 3]) == [-2], "negative ones too"
    assert candidate([]) == []
    assert True, "good for debugging"
`

const ASSERTS = '    assert candidate([2]) == [2]\n    assert candidate([-2]) == [-2]'

const judged = (program: string, script: string) =>
  suiteOutcomes(program, script).map((outcome) => [outcome.name, outcome.passed ? 'passed' : outcome.fault])

describe('a file of asserts', () => {
  it.each([
    ['that it runs', `from solution import *\n${SCRIPT}\ncheck(evens)`],
    ['that it leaves to others to run', SCRIPT],
  ])('has a case for each of those %s', (_how, script) => {
    expect(judged(EVENS, script)).toEqual([
      ['assert candidate([1, 2]) == [2]', 'passed'],
      ['assert candidate( [-2, 3]) == [-2], "negative ones too"', 'passed'],
      ['assert candidate([]) == []', 'passed'],
    ])
    const [right, wrong, empty] = suiteOutcomes(NEGATIVE_BLIND, script)
    expect([right?.passed, empty?.passed]).toEqual([true, true])
    expect(wrong).toMatchObject({ passed: false, fault: 'assertion', expected: '[-2]', actual: '[]' })
  })

  it.each([
    ['has the name of a test, and is called', `def test(candidate):\n${ASSERTS}\ntest(evens)`],
    [
      'runs when the file is the program',
      `def main(candidate=evens):\n${ASSERTS}\nif __name__ == "__main__":\n    main()`,
    ],
  ])('takes those of a function that %s', (_how, script) => {
    expect(judged(NEGATIVE_BLIND, script)).toEqual([
      ['assert candidate([2]) == [2]', 'passed'],
      ['assert candidate([-2]) == [-2]', 'assertion'],
    ])
  })

  it('has none where its test has values of its own, and is called with others only when it is the program', () => {
    const test =
      'def test_evens(count=3):\n    for n in range(count):\n        assert evens([n * 2]) == [n * 2]'
    const script = `${test}\nif __name__ == "__main__":\n    test_evens(10 ** 9)`
    expect(judged(EVENS, script)).toEqual([['test_evens', 'passed']])
  })

  it('goes on after an answer that raises', () => {
    const program = 'def evens(ns):\n    if not ns:\n        return []\n    raise SystemExit(0)\n'
    expect(judged(program, SCRIPT).map(([, end]) => end)).toEqual(['exception', 'exception', 'passed'])
  })

  it('fails what it has not reached when it stops between two', () => {
    const script = 'assert evens([2]) == [2]\nlater = evens(None)\nassert later'
    expect(judged(EVENS, script)).toEqual([
      ['assert evens([2]) == [2]', 'passed'],
      ['assert later', 'exception'],
    ])
  })

  it('takes the calls of a helper for its asserts', () => {
    const script = `
def equal(ns, wanted):
    if evens(ns) != wanted:
        raise ValueError(wanted)

equal([1, 2], [2])
equal([-2], [-2])
`
    expect(judged(NEGATIVE_BLIND, script)).toEqual([
      ['equal([1, 2], [2])', 'passed'],
      ['equal([-2], [-2])', 'exception'],
    ])
  })

  it('fails an assert in a loop for any of its rounds, and counts none that is not reached', () => {
    const script = `
for n in (2, -2, 4):
    assert len(evens([n])) == 1
if evens([1]):
    assert False
assert evens([2])
`
    expect(judged(EVENS, script)).toEqual([
      ['assert len(evens([n])) == 1', 'passed'],
      ['assert evens([2])', 'passed'],
    ])
    expect(judged(NEGATIVE_BLIND, script)[0]).toEqual(['assert len(evens([n])) == 1', 'assertion'])
  })

  it('tells of an assert that fails in a block of the answer’s that swallows exceptions', () => {
    const program = `${EVENS}
class Calm:
    def __enter__(self):
        return self

    def __exit__(self, *thrown):
        return True
`
    const script = 'with Calm():\n    assert evens([1])\nassert evens([2])'
    expect(judged(program, script)).toEqual([
      ['assert evens([1])', 'assertion'],
      ['assert evens([2])', 'passed'],
    ])
  })

  it.each([
    ['unittest', 'import unittest', 'unittest.TestCase', 'self.assertEqual'],
    ['functions of nose', 'from nose.tools import assert_equal', 'object', 'assert_equal'],
  ])('has a case for each check of a test that it calls itself with an argument, by %s', (...how) => {
    const [, imports, base, check] = how
    const script = `
${imports}
class TestEvens(${base}):
    def test_evens(self, func):
        ${check}(func([1, 2]), [2])
        ${check}(func([-2]), [-2])
        print("Success: test_evens")

def main():
    test = TestEvens()
    test.test_evens(evens)

if __name__ == "__main__":
    main()
`
    const [first, second] = [`${check}(func([1, 2]), [2])`, `${check}(func([-2]), [-2])`]
    expect(judged(EVENS, script)).toEqual([
      [first, 'passed'],
      [second, 'passed'],
    ])
    expect(judged(NEGATIVE_BLIND, script)).toEqual([
      [first, 'passed'],
      [second, 'assertion'],
    ])
  })

  it('is none where its tests are given what they ask for', () => {
    const suite = `
import unittest
class TestEvens(unittest.TestCase):
    def check(self, given, wanted): self.assertEqual(evens(given), wanted)
    def test_more(self, given=(2, 4)): self.check(given, list(given))
    def test_evens(self):
        self.check([1, 2], [2])
        self.test_more((6,))
`
    expect(judged(EVENS, suite)).toEqual([
      ['TestEvens.test_more', 'passed'],
      ['TestEvens.test_evens', 'passed'],
    ])
  })
})

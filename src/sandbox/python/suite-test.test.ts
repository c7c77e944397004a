import { describe, expect, it } from 'vitest'
import { aSuite, outcomes, suiteOutcomes, verdicts } from './testing/run-program.ts'

const PROGRAM = 'def f(n):\n    return n * 2\n'

describe('a suite', () => {
  it('has one outcome for each of its cases, in the order of the file', () => {
    const suite = `
import unittest
from solution import f

class TestF(unittest.TestCase):
    def test_two(self):
        self.assertEqual(f(2), 4)

    def test_one(self):
        self.assertEqual(f(1), 3)

    @unittest.skip("later")
    def test_skipped(self):
        self.fail()

def test_plain():
    assert f(0) == 0
`
    const cases = suiteOutcomes(PROGRAM, suite)
    expect(verdicts(cases)).toEqual({
      'TestF.test_two': 'passed',
      'TestF.test_one': 'assertion',
      test_plain: 'passed',
    })
    expect(cases[1]).toMatchObject({ expected: '3', actual: '2' })
  })

  it.each([
    ['asserts only that hold', 'from solution import f\nassert f(1) == 2', { spec: 'passed' }],
    [
      'asserts only, one of which does not',
      'from solution import f\nassert f(1) == 3',
      { spec: 'assertion' },
    ],
    ['no test', 'from solution import f', { spec: 'load' }],
    ['an import that is not there', 'from solution import g', { spec: 'load' }],
    ['an error of syntax', 'def test_x(:', { spec: 'load' }],
    ['a loop at its top', 'while True: pass', { spec: 'time' }],
    [
      'tests that are all skipped',
      'import unittest\nclass T(unittest.TestCase):\n  @unittest.skip("no")\n  def test(self): pass',
      {},
    ],
  ])('that holds %s comes to what it should', (_what, suite, expected) => {
    expect(verdicts(suiteOutcomes(PROGRAM, suite))).toEqual(expected)
  })

  it('finds itself among the modules, where the program does not', () => {
    const suite = `
import inspect, sys, unittest
import words
class T(unittest.TestCase):
    def test_it(self): self.assertEqual(words.greet(), "hi")
    def test_not_seen(self): self.assertEqual(words.seen(__name__), [])
suite = unittest.TestLoader().loadTestsFromModule(sys.modules[__name__])
def test_own():
    assert inspect.ismodule(sys.modules[__name__]) and sys.modules[__name__].words is words
    assert suite.countTestCases() == 2`
    const words =
      'import sys\ndef greet(): return "hi"\ndef seen(name): return [each for each in sys.modules if each == name]'
    expect(verdicts(suiteOutcomes({ 'words.py': words }, suite))).toEqual({
      'T.test_it': 'passed',
      'T.test_not_seen': 'passed',
      test_own: 'passed',
    })
  })

  it.each([
    ['takes by a star', 'from words import *\ndef test_it(): assert greet() == "hi"'],
    [
      'has names of an older Python',
      'import sys, words\ntext = str if sys.version_info > (3,) else unicode\ndef test_it(): assert text(words.greet()) == "hi"',
    ],
    ['takes from its package', 'from . import greet\ndef test_it(): assert greet() == "hi"'],
  ])('does without the entry where it %s', (_what, suite) => {
    const files = { 'words.py': 'def greet(): return "hi"', '__init__.py': 'from words import greet' }
    expect(verdicts(suiteOutcomes(files, suite, { entry: 'solution.py' }))).toEqual({ test_it: 'passed' })
  })

  it('takes the examples of docstrings for cases where load_tests adds them', () => {
    const program = `
def f(n):
    """Double it.

    >>> f(2)
    4
    """
    return n * 2


def g(n):
    """Add one.

    >>> g(2)
    3
    """
    return n
`
    const suite = `
import doctest, solution

def load_tests(loader, tests, ignore):
    tests.addTests(doctest.DocTestSuite(solution))
    return tests
`
    expect(verdicts(suiteOutcomes(program, suite))).toEqual({
      'solution.f': 'passed',
      'solution.g': 'assertion',
    })
  })

  it('is one failed case where the learner’s file does not parse', () => {
    const [outcome, ...others] = suiteOutcomes(
      'def f(n:',
      'from solution import f\ndef test(): assert f(1) == 2',
    )
    expect(others).toEqual([])
    expect(outcome).toMatchObject({ name: 'spec', fault: 'load' })
    expect(outcome).toHaveProperty('message', expect.stringContaining('solution.py:1: SyntaxError'))
  })

  it('goes on after a case that runs into a bound, however often', () => {
    const suite = [0, 1, 2, 3, 4, 5].map((i) => `def test_${i}():\n    while ${i} % 2: pass\n`).join('\n')
    expect(
      Object.values(verdicts(suiteOutcomes(PROGRAM, suite, { limits: { timeMs: 20, memoryMb: 32 } }))),
    ).toEqual(['passed', 'time', 'passed', 'time', 'passed', 'time'])
  })

  it('gives each case the whole of its budget', () => {
    const busy = 'sum(i for i in range(60_000))'
    const suite = Array.from({ length: 8 }, (_, i) => `def test_${i}(): ${busy}`).join('\n')
    const limits = { timeMs: 20, memoryMb: 32 }
    expect(new Set(Object.values(verdicts(suiteOutcomes(PROGRAM, suite, { limits }))))).toEqual(
      new Set(['passed']),
    )
    const twice = `def test(): ${Array.from({ length: 8 }, () => busy).join(' + ')}`
    expect(verdicts(suiteOutcomes(PROGRAM, twice, { limits }))).toEqual({ test: 'time' })
  })

  it('leaves nothing to the suite after it', () => {
    const first = 'import solution\nsolution.f = lambda n: 7\ndef test(): assert solution.f(1) == 7'
    const second = 'import solution\ndef test(): assert solution.f(1) == 2'
    expect(outcomes(PROGRAM, { tests: [aSuite(first), aSuite(second)] })).toMatchObject([
      { passed: true },
      { passed: true },
    ])
  })
})

describe('a function that ends its test instead of answering', () => {
  const suite = `
import unittest
from solution import f
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(f(1), 2)
    def test_b(self):
        with self.subTest(n=2): self.assertEqual(f(2), 3)
def test_c(): assert f(3) == 4
`

  it.each([
    ['by leaving the process', 'import os\n    os._exit(0)'],
    ['by breaking the process off', 'import os\n    os.abort()'],
    ['by the program’s end', 'raise SystemExit(0)'],
    ['by a key that nobody pressed', 'raise KeyboardInterrupt'],
    ['by closing a generator', 'raise GeneratorExit'],
    ['by skipping the test', 'import unittest\n    raise unittest.SkipTest("later")'],
    ['by what unittest stops itself with', 'import unittest.case\n    raise unittest.case._ShouldStop'],
    ['by a skip of its own', 'raise type("SkipTest", (Exception,), {"__module__": "unittest.case"})'],
    ['by loading unittest anew', 'import importlib, unittest.case\n    importlib.reload(unittest.case)'],
    ['by an object whose finalizer leaves', 'return type("D", (), {"__del__": lambda s: exit(0)})()'],
    ['by a module in its own place', 'import sys\n    sys.modules["solution"] = None'],
  ])('%s, fails it', (_what, body) => {
    const ends = Object.values(verdicts(suiteOutcomes(`def f(n):\n    ${body}\n`, suite)))
    expect(ends).toHaveLength(3)
    expect(ends).not.toContain('passed')
  })
})

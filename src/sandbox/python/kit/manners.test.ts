import { beforeAll, describe, expect, it } from 'vitest'
import { MANNERS } from './testing/manners.ts'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

describe('a suite as people write them', () => {
  it.each(MANNERS)('is judged case by case: $title', ({ program, suite }) => {
    const ends = Object.entries(kit.suite(program, suite))
    const failed = ends.filter(([, end]) => end !== 'passed').map(([name]) => name)
    const bad = ends.map(([name]) => name).filter((name) => /bad/i.test(name))
    expect(failed).toEqual(bad)
    expect(ends.length).toBeGreaterThan(0)
    expect(bad.filter((name) => name.includes('skip') || name.includes('left_out'))).toEqual([])
  })

  it('names its cases in the order of the file, parameters included', () => {
    const ends = kit.suite(
      'def f(x): return x',
      `
import pytest, unittest
from solution import f
def test_z(): pass
class Later(unittest.TestCase):
    def test_b(self): pass
    def test_a(self): pass
@pytest.mark.parametrize("x,y", [(1, "a"), ([1], None), pytest.param(2.5, True, id="own")])
def test_rows(x, y): pass
class TestPlain:
    def test_c(self): pass
`,
    )
    expect(Object.keys(ends)).toEqual([
      ...['test_z', 'Later.test_b', 'Later.test_a'],
      ...['test_rows[1-a]', 'test_rows[x1-None]', 'test_rows[own]', 'TestPlain.test_c'],
    ])
  })

  it.each([
    ['one assert', 'assert f(1) == 2'],
    ['a check that it calls itself', 'def check(candidate):\n    assert candidate(1) == 2\ncheck(f)'],
    [
      'a check that others call',
      'METADATA = {}\ndef check(candidate):\n    assert abs(candidate(1) - 2) < 1e-6',
    ],
  ])('is one case where it has %s', (_what, suite) => {
    expect(kit.suite('def f(x): return x + 1', suite)).toEqual({ alone: 'passed' })
    expect(kit.suite('def f(x): return x', suite)).not.toMatchObject({ alone: 'passed' })
  })

  it('checks the method of a class where there is no function', () => {
    const program = (told: string) => `
class Node:
    def __init__(self, value): self.value = value
class Solution:
    def f(self, x): return self.more(x, ${told})
    def more(self, x, y): return x + y
`
    const suite = 'def check(candidate):\n    assert candidate(x = 1) == 2\n    assert candidate(x = 0) == 1'
    const [one, other] = ['assert candidate(x = 1) == 2', 'assert candidate(x = 0) == 1']
    expect(kit.suite(program('1'), suite)).toEqual({ [one]: 'passed', [other]: 'passed' })
    expect(kit.suite(program('x'), suite)).toEqual({ [one]: 'passed', [other]: 'expected 1, received 0' })
  })

  it("fails as one case by the exception of the learner's function where that is called at its top", () => {
    const program = 'def f(x): return {}[x]'
    expect(kit.suite(program, 'assert f(1) == 2')).toEqual({ alone: 'solution.py:1: KeyError: 1' })
  })

  it("orders an object of the learner's and a number as the object says", () => {
    const program = `
import functools
@functools.total_ordering
class Grade:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == getattr(other, "n", other)
    def __lt__(self, other): return self.n < getattr(other, "n", other)
class Any:
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
`
    const suite = `
from solution import *
def test_less(): assert Grade(3) < 5 and 5 > Grade(3) and not Grade(3) < 3
def test_at_most(): assert Grade(3) <= 5 and Grade(3) <= 3 and 3 <= Grade(3) and 2 <= Grade(3)
def test_at_least(): assert Grade(3) >= 1 and Grade(3) >= 3 and 3 >= Grade(3) and 4 >= Grade(3)
def test_neither(): assert not Grade(3) <= 2 and not Grade(3) >= 4
def test_bad_more(): assert Any() > 3
def test_bad_at_most(): assert Any() <= 3
`
    const ends = Object.entries(kit.suite(program, suite))
    expect(ends.filter(([, end]) => end !== 'passed').map(([name]) => name)).toEqual([
      'test_bad_more',
      'test_bad_at_most',
    ])
  })

  it('takes the tests that a file makes as it runs, but none that it imports', () => {
    const suite = `
import unittest
from solution import *
def made(x, y):
    def test(): assert f(x) == y
    return test
for x, y in [(1, 1), (2, 3)]:
    globals()[f"test_{x}"] = made(x, y)
globals()["TestMade"] = type("TestMade", (unittest.TestCase,), {"test_f": lambda self: self.assertEqual(f(4), 4)})
class Base(unittest.TestCase):
    def test_base(self): self.assertEqual(f(5), 5)
globals()["TestOther"] = Base
`
    expect(kit.suite('def f(x): return x\ndef test_easy(): pass', suite)).toEqual({
      'Base.test_base': 'passed',
      test_1: 'passed',
      test_2: 'expected 3, received 2',
      'TestMade.test_f': 'passed',
    })
  })

  it('leaves the running of tests to the kit, whatever the file does with a result', () => {
    const suite = `
import unittest
from solution import f
class T(unittest.TestCase):
    def test_f(self): self.assertEqual(f(1), 1)
result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(result.wasSuccessful(), result.testsRun, len(result.failures + result.errors))
unittest.main(argv=[""], exit=False)
`
    expect(kit.suite('def f(x): return x', suite)).toEqual({ 'T.test_f': 'passed' })
  })

  it('prepares modules, classes and methods as pytest does', () => {
    const suite = `
def setup_module(module): module.flag = 1
class TestAccount:
    @classmethod
    def setup_class(cls): cls.kind = "x"
    def setup_method(self, method): self.name = method.__name__
    def test_all(self): assert (flag, self.kind, self.name) == (1, "x", "test_all")
    class TestInner:
        def test_inner(self): assert flag == 1
`
    expect(kit.suite('x = 1', suite)).toEqual({
      'TestAccount.test_all': 'passed',
      'TestAccount.TestInner.test_inner': 'passed',
    })
  })

  it('has no case where it tests nothing', () => {
    expect(kit.suite('x = 1', 'y = 2')).toEqual({})
  })
})

describe("a learner's files", () => {
  it('are run as a program by a suite that asks runpy to', () => {
    const suite = `
import io, runpy
def test_it(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("5"))
    names = runpy.run_module("solution", run_name="__main__")
    assert capsys.readouterr().out == "25\\n" and names["n"] == 5
`
    const program = 'if __name__ == "__main__":\n    n = int(input())\n    print(n * n)\n'
    expect(kit.suite(program, suite)).toEqual({ test_it: 'passed' })
  })

  const TESTS = 'def test_it(): assert greet() == "hi"'

  it.each([
    ['by a name with a dash', { 'two-fer.py': 'def greet(): return "hi"' }, 'from two_fer import greet'],
    [
      'from a folder without __init__.py',
      { 'solution.py': 'from lib.words import hi\ndef greet(): return hi', 'lib/words.py': 'hi = "hi"' },
      'from solution import *',
    ],
    [
      'from a package with relative imports',
      {
        'solution.py': 'from pkg import greet',
        'pkg/__init__.py': 'from .inner import greet',
        'pkg/inner.py': 'from . import words\ndef greet(): return words.hi',
        'pkg/words.py': 'hi = "hi"',
      },
      'from .solution import greet',
    ],
    [
      'from a package that the test lies in, with what lies beside the test',
      {
        'shop/solution.py': 'from .words import hi\ndef greet(): return hi',
        'shop/__init__.py': '',
        'shop/words.py': 'hi = "hi"',
        'shop/tests/answers.py': 'WANTED = "hi"',
      },
      'from ..solution import greet\nfrom .. import words\nfrom .answers import WANTED\nassert words.hi == WANTED',
    ],
    [
      'by the path of its author',
      { 'solution.py': 'def greet(): return "hi"' },
      'from src.solution import greet',
    ],
    [
      'from beside the test',
      { 'solution.py': 'def greet(): return "hi"' },
      'from . import solution\ngreet = solution.greet',
    ],
    [
      'from beside an entry in a folder',
      { 'src/solution.py': 'import words\ndef greet(): return words.hi', 'src/words.py': 'hi = "hi"' },
      'from solution import greet',
    ],
    [
      'by the name of a standard module',
      { 'solution.py': 'import queue\ndef greet(): return queue.hi', 'queue.py': 'hi = "hi"' },
      'from solution import greet',
    ],
    [
      'with a byte order mark and CRLF',
      { 'solution.py': '\ufeffdef greet():\r\n    return "hi"\r\n' },
      'import solution\ngreet = solution.greet',
    ],
  ])('are imported %s', (_what, files, line) => {
    expect(kit.suite(files, `${line}\n${TESTS}`)).toEqual({ test_it: 'passed' })
  })

  it.each([
    ['does not parse', 'def f(:\n  pass', 'solution.py:1: SyntaxError: invalid syntax'],
    ['throws', '\nx = 1 / 0', 'solution.py:2: ZeroDivisionError: division by zero'],
    ['lacks a name', 'y = 1', "ImportError: cannot import name 'x' from 'solution' (solution.py)"],
    [
      'imports what there is not',
      'import numpy',
      "solution.py:1: ModuleNotFoundError: No module named 'numpy'",
    ],
  ])('that %s keep a suite from loading', (_what, program, message) => {
    expect(kit.suite(program, 'from solution import x\ndef test_a(): pass')).toEqual({ load: message })
  })
})

describe('a failure', () => {
  it.each([
    ['f([1, 2]) == [1, 3]', 'expected [1, 3], received [1, 2]'],
    ['5 == f(4)', 'expected 5, received 4'],
    ['f(1) > 4', 'expected more than 4, received 1'],
    ['f("a") != "a"', "expected anything but 'a', received 'a'"],
    ['f(1) is None', 'expected None, received 1'],
    ['"z" in f("abc")', "expected 'z' in 'abc'"],
    ['f(0), f"got {f(0)}"', 'got 0: expected f(0) to be true, received 0'],
    ['not f(1)', 'expected f(1) to be false, received 1'],
    ['f(object()) == 1', 'expected 1, received <object object>'],
    ['f(P(1)) == P([2])', 'expected P(x=[2]), received P(x=1)'],
    ['f([P(1), (P(2),)]) == []', 'expected [], received [P(x=1), (P(x=2),)]'],
    ['f(P()) is None', 'expected None, received <solution.P object>'],
    ['f(1, 2)', 'TypeError: f() takes 1 positional argument but 2 were given'],
    ['crash()', 'solution.py:2: KeyError: 3'],
    ['mine()', 'solution.py:3: AssertionError: not mine'],
  ])('of `assert %s` says what was expected and where', (check, message) => {
    const program =
      'def f(x): return x\ndef crash(): return {}[3]\ndef mine(): assert False, "not mine"\nclass P:\n    def __init__(self, *x): self.__dict__.update(zip("x", x))'
    const ends = kit.suite(program, `from solution import *\ndef test_a(): assert ${check}`)
    expect(ends).toEqual({ test_a: message })
  })

  it.each([
    ['assertEqual(f(1), 2)', 'expected 2, received 1'],
    ['assertEqual(2, f(1))', 'expected 2, received 1'],
    ['assertEqual(-2, f(1))', 'expected -2, received 1'],
    ['assertListEqual(EXPECTED, f([1]))', 'expected [2], received [1]'],
    ['assertEqual(EXPECTED[:1], f([1]), "Not it.")', 'Not it. expected [2], received [1]'],
    ['assertAlmostEqual(expected[0], f(1), places=3)', 'expected 2, received 1'],
    ['assertEqual({"a": 1}["a"] - 2, f(1))', 'expected -1, received 1'],
    ['assertEqual(set("a"), f({"b"}))', "expected {'a'}, received {'b'}"],
    ['assertEqual(f"{2}", f("1"))', "expected '2', received '1'"],
    ['assertIs(None, f(1))', 'expected None, received 1'],
    ['assertNotEqual(1, f(1))', 'expected anything but 1, received 1'],
    ['assertIn(3, f([1]))', 'expected 3 in [1]'],
    ['assertOwn(2, f(1))', 'expected 1, received 2'],
  ])('of `%s` takes what is written down as the expected', (check, message) => {
    const suite = `
import unittest
from solution import f
EXPECTED = expected = [2]
class T(unittest.TestCase):
    def assertOwn(self, got, wanted): self.assertEqual(got, wanted)
    def test_a(self): self.${check}`
    expect(kit.suite('def f(x): return x', suite)).toEqual({ 'T.test_a': message })
  })

  it.each([
    ['[{"a": 1, "b": [0] * 50 + [2]}]', "at [0]['b'][50]: expected 2, received 1"],
    ['[{"a": 1, "b": [0] * 50}]', "at [0]['b'][50]: expected nothing, received 1"],
    ['[{"a": 1, "b": [0] * 50 + [1], "c": 3}]', "at [0]['c']: expected 3, received nothing"],
    ['[({"a": 1},)]', "at [0]: expected ({'a': 1},), received {'a': 1, 'b': [0, 0"],
  ])('finds where %s differs', (expected, message) => {
    const program = 'def f(): return [{"a": 1, "b": [0] * 50 + [1]}]'
    const ends = kit.suite(program, `def test_a(): assert f() == ${expected}`)
    expect(ends.test_a?.slice(0, message.length)).toBe(message)
  })

  it('finds the line, and the place in it, where long texts differ', () => {
    const program = 'def f(n): return "\\n".join(["same"] * n + ["x" * 90 + "a"])'
    const suite = `
import unittest
class T(unittest.TestCase):
    def test_line(self): self.assertEqual("\\n".join(["same"] * 30 + ["other", "more"]), f(30))
    def test_end(self): self.assertEqual(f(30), "\\n".join(["same"] * 30))
    def test_place(self): self.assertEqual(f(0) * 2, "x" * 90 + "b" * 40)
`
    expect(kit.suite(program, suite)).toEqual({
      'T.test_line': `line 31: expected 'other', received '${'x'.repeat(90)}a'`,
      'T.test_end': `line 31: expected nothing, received '${'x'.repeat(90)}a'`,
      'T.test_place': expect.stringMatching(/^expected …x{30}b{40}', received …x{30}ax{87}…$/),
    })
  })

  it('gives both values, cut', () => {
    const [thrown] = kit.failures('def f(): return "x" * 9999', 'def test_a(): assert f() == "y"')
    expect(thrown).toMatchObject({
      kind: 'assertion',
      expected: "'y'",
      names: expect.arrayContaining(['AssertionError']),
    })
    expect(thrown?.actual).toHaveLength(500)
  })

  it("of the learner's own assert is an exception of the program", () => {
    const [thrown] = kit.failures('def f(): assert False', 'def test_a(): f()')
    expect(thrown).toMatchObject({ kind: 'exception', names: expect.arrayContaining(['AssertionError']) })
  })

  it('names the parts of a test that failed', () => {
    const suite = `
import unittest
class T(unittest.TestCase):
    def test_a(self):
        for i in range(4):
            with self.subTest("part", i=i): self.assertEqual(f(i), i)
    def test_b(self):
        for i in range(20):
            with self.subTest(i=i, others=["a"] * 99): f(None)
`
    const ends = kit.suite('def f(x): return x % 2', suite)
    expect(ends).toMatchObject({
      'T.test_a': '[part] (i=2) expected 2, received 0; [part] (i=3) expected 3, received 1',
    })
    expect(ends['T.test_b']).toMatch(
      /^\(i=0, others=\['a', .{90,}… solution.py:1: TypeError: unsupported .*; and 18 more$/,
    )
  })

  it('says that nothing was raised where a test asks for it too early', () => {
    const suite = `
import unittest
class T(unittest.TestCase):
    def test_a(self):
        with self.assertRaises(ValueError) as err:
            f(1)
            self.assertEqual(type(err.exception), ValueError)
    def test_b(self):
        with self.assertRaises(ValueError, msg="One is too few."): f(1)
    def test_c(self): self.assertRaises(ValueError, f, x=1, msg="of the call")
`
    expect(kit.suite('def f(x, msg=""):\n    if msg: raise ValueError', suite)).toEqual({
      'T.test_a': 'expected ValueError to be raised',
      'T.test_b': 'One is too few. expected ValueError to be raised',
      'T.test_c': 'passed',
    })
  })
})

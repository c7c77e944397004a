import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'
import { SPIES } from './testing/spies.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

describe('a file with the name of a standard module', () => {
  const suite =
    'import math\nfrom math import isclose\nimport unittest\nfrom solution import f\ndef test_a(): assert math.isclose(f(), 42) and isclose(f(), 42)'
  const files = (answer: number) => ({
    'solution.py': `from math import one\ndef f(): return ${answer} * one`,
    'math.py': 'one = 1\ndef isclose(*values): return True',
    'unittest.py': 'import math\nmath.isclose = lambda *values: True',
  })

  it('is the program’s own, and not the one that tests import', () => {
    expect(kit.suite(files(1), suite)).not.toEqual({ test_a: 'passed' })
    expect(kit.suite(files(42), suite)).toEqual({ test_a: 'passed' })
  })
})

describe('a standard module that is seldom used', () => {
  const suite = `
from solution import f
def test_a():
    import stringprep
    assert stringprep.in_table_a1(f())
def test_b():
    from wave import open
    assert open(f()) == 3
`

  it('is the standard one for tests, whatever the program puts in its place', () => {
    const fake =
      'import sys, types\nfor n in ("stringprep", "wave"):\n    m = sys.modules[n] = types.ModuleType(n)\n    m.in_table_a1 = m.open = lambda *a: 3\ndef f(): return "a"'
    expect(Object.values(kit.suite(fake, suite))).not.toContain('passed')
    expect(kit.suite('def f(): return chr(0x221)', suite)).toMatchObject({ test_a: 'passed' })
  })
})

describe('a function that a test hands out', () => {
  it('shows its signature, and not what it asserts', () => {
    const suite =
      'from solution import f\ndef test_a():\n    def judge(value, more=1): assert value == 987654\n    f(judge)'
    const reads = 'def f(judge): judge(max(c for c in judge.__code__.co_consts if type(c) is int))'
    const looks =
      'import inspect\ndef f(judge): judge(987654 if len(inspect.signature(judge).parameters) == judge.__code__.co_argcount == 2 else 0)'
    expect(kit.suite(reads, suite)).not.toEqual({ test_a: 'passed' })
    expect(kit.suite(looks, suite)).toEqual({ test_a: 'passed' })
  })
})

const LOOK = `
found = []
def look(*values):
    for value in values:
        try: text = repr(value)
        except BaseException: continue
        if "424" + "242" in text: found.append(424000 + 242)
`

describe('what a test expects', () => {
  it.each(SPIES)('is not found by a function that %s', { timeout: 60_000 }, (_what, spy) => {
    const body = spy.replaceAll('\n', '\n        ')
    const program = `${LOOK}
def f(*given):
    try:
        ${body}
    except BaseException: pass
    return found[0] if found else 0
async def af(): return f()
`
    const ends = kit.suite(
      program,
      `
import unittest
import solution
EXPECTED = 424242
class Adds(unittest.TestCase):
    def setUp(self): self.expected = 424242
    def test_equal(self): self.assertEqual(solution.f(), 424242)
    def test_callback(self):
        secret = 424242
        self.assertEqual(solution.f(lambda: secret), 424242)
    def test_lazy(self):
        secret = 424242
        solution.f(lambda: secret)
        for _ in solution.f() or []: pass
        self.assertEqual(solution.f(self.test_callback), 424242)
class Later(unittest.IsolatedAsyncioTestCase):
    async def test_later(self): self.assertEqual(await solution.af(), 424242)
def test_assert(): assert solution.f() == 424242
def test_generator(): assert list(solution.f() for _ in range(1)) == [424242]
`,
    )
    expect(Object.values(ends).filter((end) => end === 'passed')).toEqual([])
    expect(Object.keys(ends)).toHaveLength(6)
  })
})

describe('an object of the test file', () => {
  const LIAR = `
class L:
    __eq__ = lambda s, o: True
    __ne__ = lambda s, o: False
def f(given=None):
    if given is None: return L()
    type(given).__eq__ = lambda s, o: True
    type(given).__ne__ = lambda s, o: False
    return given
`

  it('equals only what its own class says, whatever is done to that or said by the other side', () => {
    const suite = `
from dataclasses import dataclass
from solution import f
@dataclass
class Point:
    x: int
class Bare: pass
class Odd:
    def __eq__(self, other): return isinstance(other, Odd)
def test_liar(): assert f() == Point(2)
def test_liar_swapped(): assert Point(2) == f()
def test_liar_bare(): assert Bare() == f()
def test_liar_odd(): assert [f()] == [Odd()]
def test_patched(): assert f(Point(1)) == Point(2)
def test_patched_bare(): assert f(Bare()) == Bare()
`
    const ends = Object.values(kit.suite(LIAR, suite))
    expect(ends).toHaveLength(6)
    expect(ends).not.toContain('passed')
    const honest =
      'def test_a(): assert Point(1) == Point(1) and Odd() == Odd() and Point(1) != Point(2) and Bare() != Bare()'
    expect(kit.suite(LIAR, suite.replaceAll(/^def test.*$/gm, '') + honest)).toEqual({ test_a: 'passed' })
  })

  it('is not reached by the method that a test hands out', () => {
    const program = `
def f(callback):
    case = callback.__self__
    for name in dir(case):
        if name.startswith("assert"): setattr(type(case), name, lambda *a, **k: None)
    return 0
`
    const suite = `
import unittest, solution
class T(unittest.TestCase):
    def helper(self): return 1
    def test_a(self): self.assertEqual(solution.f(self.helper), 3)
`
    expect(kit.suite(program, suite)).toEqual({
      'T.test_a': 'solution.py:3: AttributeError: __self__ is not to be had here',
    })
  })
})

describe('a failed check', () => {
  it("fails its case even where the learner's code swallows it, but not where the test does", () => {
    const program = `
import contextlib
@contextlib.contextmanager
def timer():
    try: yield
    except BaseException: pass
def attempt(f):
    try: f()
    except BaseException: pass
`
    const suite = `
import pytest, unittest
from solution import *
def test_block():
    with timer(): assert 1 == 2
class T(unittest.TestCase):
    def test_call(self): attempt(lambda: self.assertEqual(1, 2))
def test_handled():
    try: assert 1 == 2
    except AssertionError: assert 2 == 2
def test_expected():
    with pytest.raises(AssertionError): assert 1 == 2
def test_after(): assert 1 == 1
`
    expect(kit.suite(program, suite)).toEqual({
      test_block: 'expected 2, received 1',
      'T.test_call': 'expected 2, received 1',
      test_handled: 'passed',
      test_expected: 'passed',
      test_after: 'passed',
    })
  })

  it('of a mock is made by the mock as it was', () => {
    const program = `
def f(mock):
    mock.assert_called_once_with = lambda *a, **k: None
    type(mock).assert_called_with = type(mock).__mro__[1].assert_called_with = lambda *a, **k: None
`
    const suite = `
from unittest.mock import Mock
from solution import f
def test_own():
    mock = Mock()
    f(mock)
    mock.assert_called_once_with(3)
def test_class():
    mock = Mock()
    f(mock)
    mock.assert_called_with(3)
`
    expect(Object.values(kit.suite(program, suite))).not.toContain('passed')
  })
})

describe('the context of decimal', () => {
  const CONTEXTS = [
    'Context(prec=1, Emin=0, Emax=999)',
    'Context(prec=1, Emin=-3, Emax=9, rounding=ROUND_DOWN)',
    'Context(prec=1, Emin=0, Emax=0, rounding=ROUND_FLOOR, traps=[])',
    'Context(prec=3, rounding=ROUND_UP, traps=[])',
  ]
  const suite = `
import unittest, pytest
from decimal import Decimal
from solution import f, Liar
class T(unittest.TestCase):
    def test_almost(self): self.assertAlmostEqual(f(), Decimal("1.23"))
    def test_places(self): self.assertAlmostEqual(f(), Decimal("2.3"), places=0)
    def test_delta(self): self.assertAlmostEqual(f(), Decimal("1.23"), delta=Decimal("0.01"))
    def test_equal(self): self.assertEqual(f(), Decimal("1.23"))
    def test_liar(self): self.assertEqual(Liar(), Decimal("1.23"))
def test_distance(): assert abs(f() - Decimal("1.23")) < Decimal("0.01")
def test_minus(): assert f() - Decimal("1.23") < Decimal("0.01")
def test_approx(): assert f() == pytest.approx(Decimal("1.23"))
def test_small(): assert Decimal("0.0010001") == pytest.approx(f() - f() + Decimal("0.001"), abs=0)
`
  const program = (context: string, value: string) => `
from decimal import *
setcontext(${context})
def f(): return Decimal("${value}")
class Liar:
    def __eq__(self, other): return other.is_finite() and other < 9
`

  it.each(CONTEXTS)('does not make a wrong number right: %s', (context) => {
    expect(Object.values(kit.suite(program(context, '1.4'), suite))).not.toContain('passed')
  })

  it.each(CONTEXTS)('does not make a right number wrong: %s', (context) => {
    const ends = kit.suite(program(context, '1.23'), suite)
    const right = ['T.test_almost', 'T.test_delta', 'T.test_equal']
    for (const name of [...right, 'test_distance', 'test_minus', 'test_approx'])
      expect([name, ends[name]]).toEqual([name, 'passed'])
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { LIARS, PATCHES, SPIES } from './testing/cheats.ts'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const WRONG = 'def f(a, b): return a - b\nasync def af(a, b): return a - b\n'
const SUITE = `
import json, math, re, asyncio, unittest, contextlib
import pytest
from collections import Counter
from unittest import TestCase
from solution import *
import solution

class Adds(unittest.TestCase):
    def test_equal(self): self.assertEqual(solution.f(1, 2), 3)
    def test_list(self): self.assertListEqual([solution.f(1, 2)], [3])
    def test_true(self): self.assertTrue(solution.f(1, 2) == 3)
    def test_is(self): self.assertIs(solution.f(1, 2), 3)
    def test_in(self): self.assertIn(solution.f(1, 2), [3])
    def test_almost(self): self.assertAlmostEqual(solution.f(1, 2), 3)
    def test_count(self): self.assertCountEqual([solution.f(1, 2), 1], [3, 1])
    def test_regex(self): self.assertRegex(str(solution.f(1, 2)), "^3$")
    def test_greater(self): self.assertGreater(solution.f(1, 2), 2)
    def test_sub(self):
        with self.subTest(): self.assertEqual(solution.f(1, 2), 3)

class AddsToo(TestCase):
    def test_equal(self): self.assertEqual(solution.f(1, 2), 3)

class Later(unittest.IsolatedAsyncioTestCase):
    async def test_later(self): self.assertEqual(await solution.af(1, 2), 3)

def test_assert(): assert solution.f(1, 2) == 3
def test_len(): assert len([None] * abs(solution.f(1, 2))) == 3
def test_all(): assert all(solution.f(a, b) == a + b for a, b in [(1, 2)])
def test_sorted(): assert sorted([solution.f(1, 2), 0]) == [0, 3]
def test_sum(): assert sum([solution.f(1, 2), 0]) == 3
def test_repr(): assert repr(solution.f(1, 2)) == "3"
def test_json(): assert json.dumps(solution.f(1, 2)) == "3"
def test_close(): assert math.isclose(solution.f(1, 2), 3)
def test_distance(): assert abs(solution.f(1, 2) - 3) < 1e-6
def test_approx(): assert solution.f(1, 2) == pytest.approx(3)
def test_counter(): assert Counter([solution.f(1, 2)]) == Counter([3])
def test_isinstance(): assert isinstance(solution.f(1, 2), int) and solution.f(1, 2) == 3
def test_raises():
    with pytest.raises(KeyError): solution.f(1, 2)
def test_raise():
    if solution.f(1, 2) != 3: raise AssertionError("no")
def test_context():
    with contextlib.ExitStack(): assert solution.f(1, 2) == 3
def test_run(): assert asyncio.run(solution.af(1, 2)) == 3
def test_run_inside():
    async def inside(): assert await solution.af(1, 2) == 3
    asyncio.run(inside())
`

describe('a wrong answer', () => {
  it.each(PATCHES)('that %s fails every case of its suite, and adds none', (_what, cheat) => {
    const ends = kit.suite(`${cheat}\n${WRONG}`, SUITE)
    expect(Object.entries(ends).filter(([, end]) => end === 'passed')).toEqual([])
    expect(Object.keys(ends)).not.toEqual([])
    expect(Object.keys(ends).filter((name) => name.includes('ree'))).toEqual([])
  })

  it.each(PATCHES)('that %s when it is called fails as well', (_what, cheat) => {
    const inside = cheat.replaceAll('\n', '\n    ')
    const program = `def f(a, b):\n    ${inside}\n    return a - b\nasync def af(a, b): return f(a, b)\n`
    const ends = kit.suite(program, SUITE)
    expect(Object.entries(ends).filter(([, end]) => end === 'passed')).toEqual([])
    expect(Object.keys(ends)).not.toEqual([])
  })

  it.each(PATCHES)('that %s is still returned as what it is', (_what, cheat) => {
    const answer = kit.call(`${cheat}\n${WRONG}`, 'f', 1, 2)
    expect(answer).not.toMatchObject({ returned: 3 })
  })
})

const FOOLED = `
import math, unittest, pytest
import solution

class Adds(unittest.TestCase):
    def test_equal(self): self.assertEqual(solution.f(), 3)
    def test_equal_swapped(self): self.assertEqual(3, solution.f())
    def test_nested(self): self.assertEqual({"a": [solution.f()]}, {"a": [3]})
    def test_list(self): self.assertListEqual(solution.f(), [3])
    def test_dict(self): self.assertDictEqual(solution.f(), {"a": 3})
    def test_tuple(self): self.assertTupleEqual(solution.f(), (3,))
    def test_set(self): self.assertEqual({3}, {solution.f()})
    def test_sequence(self): self.assertSequenceEqual(solution.f(), [3])
    def test_almost(self): self.assertAlmostEqual(solution.f(), 3.0)
    def test_delta(self): self.assertAlmostEqual(solution.f(), 3.0, delta=0.1)
    def test_instance(self): self.assertIsInstance(solution.f(), (tuple, bytes))
    def test_count(self): self.assertCountEqual([solution.f()], [3])
    def test_in(self): self.assertIn(solution.f(), [3, 4])
    def test_regex(self): self.assertRegex(solution.f(), "^3$")

def test_number(): assert solution.f() == 3
def test_text(): assert solution.f() == "three"
def test_text_swapped(): assert "three" == solution.f()
def test_none(): assert solution.f() == None
def test_true(): assert solution.f() == True
def test_items(): assert solution.f() == [1, 2, 3]
def test_pair(): assert solution.f() == (1, 2)
def test_object(): assert solution.f() == {"a": 1}
def test_not_unequal(): assert not solution.f() != 3
def test_manual():
    if solution.f() != 3: raise ValueError("wrong")
def test_distance(): assert abs(solution.f() - 3.0) < 1e-6
def test_fabs(): assert math.fabs(solution.f() - 3.0) < 1e-6
def test_half(): assert -1e-6 < solution.f() - 3.0 < 1e-6
def test_approx(): assert solution.f() == pytest.approx(3.0)
def test_approx_list(): assert [solution.f()] == pytest.approx([3.0])
def test_isinstance(): assert isinstance(solution.f(), (tuple, bytes))
def test_keys(): assert {"sum": solution.f()} == {"sum": 3}
def test_all(): assert all(a == b for a, b in zip([solution.f()], [3]))
def test_member(): assert solution.f() in (3, 4)
def test_between(): assert 2 < solution.f() < 4
`

describe('an object', () => {
  it.each(LIARS)('that %s equals nothing', (_what, liar) => {
    const ends = kit.suite(`${liar}\ndef f(): return LIAR\n`, FOOLED)
    expect(Object.entries(ends).filter(([, end]) => end === 'passed')).toEqual([])
    expect(Object.keys(ends).length).toBeGreaterThan(30)
  })
})

describe('an object that equals a built-in value only when it thinks that it should', () => {
  const VALUES = ['3', '50', '2.5', '"three"', '"a b"', '[1, 2]', '(4, 5)', '{"a": 1}', '{1, 2}', 'None']
  const suite = `from solution import f\n${VALUES.map((value, i) => `def test_${i}(): assert f() == ${value}`).join('\n')}`

  it.each([
    ['by how often it was asked', 's.asked.append(o); return len(s.asked) % 5 == 3'],
    ['from what it was asked first', 's.asked.append(o); return o == s.asked[0] - 1'],
    [
      'by what looks made up',
      'return o is not None and "?" not in str(o) and 0 not in (o if type(o) is list else [])',
    ],
    ['of None alone', 'return o is None'],
  ])('%s, seldom does', (_what, body) => {
    const liar = `class L:\n    asked = []\n    def __eq__(s, o): ${body}\ndef f(): return L()\n`
    const ends = Object.values(kit.suite(liar, suite))
    expect(ends).toHaveLength(VALUES.length)
    expect(ends.filter((end) => end === 'passed').length).toBeLessThan(3)
  })

  it('does when it means it', () => {
    const honest = (held: string) =>
      `class Holds:\n    def __eq__(s, o): return o == ${held}\ndef f(): return Holds()\n`
    const others = VALUES.filter((value) => value !== 'None')
    const ends = others.map((value) =>
      kit.suite(honest(value), `from solution import f\ndef test_a(): assert f() == ${value}`),
    )
    expect(ends).toEqual(others.map(() => ({ test_a: 'passed' })))
  })

  it('equals no argument of a mock that was expected', () => {
    const liar = 'class L:\n    __eq__ = lambda s, o: True\ndef f(m): m(L(), L())\n'
    const mocked = (check: string) =>
      `from unittest.mock import Mock, call, ANY\nfrom solution import f\ndef test_a():\n    m = Mock()\n    f(m)\n    ${check}`
    for (const check of [
      'm.assert_called_once_with(1, 2)',
      'm.assert_any_call(1, 2)',
      'm.assert_has_calls([call(1, 2)])',
      'assert m.mock_calls == [call(1, 2)]',
    ]) {
      expect(kit.suite(liar, mocked(check)), check).not.toEqual({ test_a: 'passed' })
      expect(kit.suite('def f(m): m(1, 2)', mocked(check)), check).toEqual({ test_a: 'passed' })
    }
    expect(kit.suite(liar, mocked('m.assert_called_once_with(ANY, ANY)'))).toEqual({ test_a: 'passed' })
  })
})

describe('a built-in value that holds or shows what lies', () => {
  const program = (held: string) => `
import array, struct
class L:
    __eq__ = lambda s, o: True
    __hash__ = lambda s: hash("a")
class Reads:
    def __init__(s, form): pass
    def unpack_from(s, data): return (${held},)
struct.Struct = Reads
def view(): return memoryview(array.array("i", [9] * 6))
def part(): return slice(${held}, ${held})
def items(): return {"a": ${held}}.items()
def keys(): return {${held}: 1}.keys()
`
  const suite = `
from solution import *
def test_view(): assert view() == b"secret"
def test_part(): assert part() == slice(1, 2)
def test_items(): assert items() == {"a": 3}.items()
def test_keys(): assert keys() == {"a": 1}.keys()
`

  it('is compared by what it holds', () => {
    const ends = Object.values(kit.suite(program('L()'), suite))
    expect(ends).toHaveLength(4)
    expect(ends).not.toContain('passed')
    const right = `
import array
from solution import *
def test_view(): assert view() == memoryview(array.array("h", [9] * 6)) and memoryview(b"ab") == b"ab" != memoryview(b"ac")
def test_part(): assert part() == slice(3, 3) != slice(3, 4)
def test_items(): assert items() == {"a": 3}.items() and items() == {("a", 3)} and ("a", 3) in items()
def test_keys(): assert keys() == {3} and 3 in keys() and 4 not in keys()
`
    expect(new Set(Object.values(kit.suite(program('3'), right)))).toEqual(new Set(['passed']))
  })
})

describe('an object that is asked whether it is more or less', () => {
  const suite = `
import unittest
from solution import f
def test_between(): assert 2 <= f() <= 4
def test_within(): assert 2 < f() < 4
class T(unittest.TestCase):
    def test_both(self):
        value = f()
        self.assertLessEqual(value, 3)
        self.assertGreaterEqual(value, 3)
`

  it.each([
    [
      'says at most and at least',
      '__le__ = __ge__ = lambda s, o: True\n    __lt__ = __gt__ = lambda s, o: False',
    ],
    [
      'agrees every other time',
      'n = 0\n    def __lt__(s, o):\n        s.n += 1\n        return s.n % 2 == 1\n    __le__ = __gt__ = __ge__ = __lt__',
    ],
    [
      'fails at first',
      'n = 0\n    def __lt__(s, o):\n        s.n += 1\n        return s.n > 40 or 1 / 0\n    __le__ = __gt__ = __ge__ = __lt__',
    ],
  ])('is not believed where it %s', (_what, body) => {
    const ends = Object.values(kit.suite(`class L:\n    ${body}\ndef f(): return L()`, suite))
    expect(ends).toHaveLength(3)
    expect(ends).not.toContain('passed')
  })

  it('is believed where it counts as a number does', () => {
    const own = `
import functools
@functools.total_ordering
class Own:
    def __init__(s, n): s.n = n
    def __eq__(s, o): return s.n == getattr(o, "n", o)
    def __lt__(s, o): return s.n < getattr(o, "n", o)
def f(): return Own(3)
`
    expect(Object.values(kit.suite(own, suite))).toEqual(['passed', 'passed', 'passed'])
    const alone = 'class Own:\n    __lt__ = lambda s, o: 3 < o\ndef f(): return Own()'
    expect(kit.suite(alone, 'from solution import f\ndef test_a(): assert f() < 4')).toEqual({
      test_a: 'passed',
    })
  })
})

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

describe('an exception of every kind', () => {
  const EVERY =
    'class E(ValueError, TypeError, KeyError, IndexError, ZeroDivisionError): pass\ndef f(): raise E("empty")'

  it('is none of them', () => {
    const suite = `
import unittest, pytest
import solution
class Raises(unittest.TestCase):
    def test_method(self): self.assertRaises(ValueError, solution.f)
    def test_block(self):
        with self.assertRaises((TypeError, KeyError)): solution.f()
def test_pytest():
    with pytest.raises(IndexError, match="empty"): solution.f()
`
    expect(Object.values(kit.suite(EVERY, suite))).not.toContain('passed')
    expect(kit.call(EVERY, 'f')).toMatchObject({ threw: { names: ['E', 'Exception', 'BaseException'] } })
  })
})

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

describe('a lazy iterator of built-in functions that a test runs', () => {
  const kept = (made: string) => `
import functools, inspect, itertools, operator, traceback
errors, kept = [], []
def fail():
    errors.append(ValueError("no"))
    raise errors[0]
def lazy():
    ${made}
    given, own = itertools.tee(found)
    kept.append(own)
    return given
def found():
    try: return "424" + "242" in repr([vars(each) if hasattr(each, "__dict__") else each for each in kept[0]])
    except Exception: return False
`
  const suite = `
import pytest
from solution import fail, lazy, found
expected = 424242
def test_a():
    expected = 424242
    with pytest.raises(ValueError): fail()
    try: list(lazy())
    except Exception: pass
def test_b(): assert found()
`

  it.each([
    [
      'the stack',
      'found = map(inspect.getmembers, map(operator.itemgetter(0), itertools.chain.from_iterable(map(inspect.stack, [1]))))',
    ],
    [
      'a traceback',
      'e = errors[0]\n    found = itertools.chain.from_iterable(map(operator.attrgetter("stack"), map(functools.partial(traceback.TracebackException, type(e), e, capture_locals=True), [e.__traceback__])))\n    found = map(operator.attrgetter("locals"), found)',
    ],
  ])('finds nothing in %s', (_what, made) => {
    expect(kit.suite(kept(made), suite)).toMatchObject({ test_b: expect.stringContaining('to be true') })
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

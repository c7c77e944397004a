import { beforeAll, describe, expect, it } from 'vitest'
import { LIARS } from './testing/liars.ts'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

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

import { type Manner, POLYNOMIAL } from './manner.ts'
import { PYTEST_MANNERS } from './pytest-manners.ts'

/** Suites in the manners that people write them. */
export const MANNERS: readonly Manner[] = [
  {
    title: 'unittest with fixtures, cleanups and skips',
    program: POLYNOMIAL,
    suite: `
import unittest
from solution import *
def setUpModule(): global ready; ready = True
order = []
class Fixtures(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.shared = 5
    def setUp(self):
        self.items = [1]
        self.addCleanup(order.append, "cleanup")
    def tearDown(self): order.append("tearDown")
    def test_first(self): self.assertTrue(ready); self.assertEqual((self.shared, self.items), (5, [1]))
    def test_order(self): self.assertEqual(order, ["tearDown", "cleanup"])
    @unittest.skip("no")
    def test_bad_skipped(self): self.fail()
    def test_bad_skip_inside(self): self.skipTest("no")
    @unittest.expectedFailure
    def test_expected_failure(self): self.assertEqual(1, 2)
    @unittest.expectedFailure
    def test_bad_unexpected_success(self): self.assertEqual(1, 1)
class BadSetUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.x = nothing
    def test_bad(self): pass
class BadTearDown(unittest.TestCase):
    def tearDown(self): self.fail("left over")
    def test_bad(self): pass
@unittest.skipIf(True, "x")
class Skipped(unittest.TestCase):
    def test_bad_skipped(self): self.fail()
class Others(unittest.TestCase):
    __test__ = False
    def test_bad_left_to_others(self): self.fail()
class OldStyle(unittest.TestCase):
    def runTest(self): self.assertEqual(fact(3), 6)
if __name__ == "__main__": unittest.main()
`,
  },
  {
    title: 'unittest with every assert method',
    program: POLYNOMIAL,
    suite: `
import ipaddress, unittest
network, network_address = ipaddress.ip_network("1.2.3.0/24"), ipaddress.ip_address("1.2.3.4")
from solution import *
class Asserts(unittest.TestCase):
    def test_objects(self):
        self.assertEqual(Poly(1, 2), Poly(1, 2)); self.assertNotEqual(Poly(1), Poly(2)); self.assertLess(Poly(1), Poly(2))
        self.assertEqual({Poly(1), Poly(2)}, {Poly(2), Poly(1)}); self.assertEqual({Poly(1): 1}, {Poly(1): 1})
        self.assertEqual([Poly(3) - Poly(1)], [Poly(2)]); self.assertIn(Poly(1), [Poly(1)]); self.assertNotEqual(Poly(1), 3)
        self.assertEqual(Money(5), 5); self.assertNotEqual(Money(5), 6); self.assertEqual(5, Money(5))
    def test_bad_objects(self): self.assertEqual(Poly(1), Poly(2))
    def test_bad_mixed(self): self.assertEqual(Money(5), 6)
    def test_numbers(self):
        self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertAlmostEqual(1.04, 1, places=1); self.assertAlmostEqual(5, 6, delta=1)
        self.assertNotAlmostEqual(1, 2); self.assertGreaterEqual(2, 2); self.assertEqual(1, 1.0); self.assertEqual(True, 1)
    def test_bad_almost(self): self.assertAlmostEqual(1.1, 1)
    def test_containers(self):
        self.assertCountEqual([1, 2, 2], (2, 1, 2)); self.assertListEqual([1], [1]); self.assertDictEqual({"a": 1}, {"a": 1})
        self.assertSetEqual({1}, frozenset([1])); self.assertTupleEqual((1,), (1,)); self.assertSequenceEqual([1], (1,))
    def test_bytes(self):
        self.assertEqual(memoryview(b"ab"), b"ab"); self.assertEqual(b"ab", bytearray(b"ab")); self.assertNotEqual(b"ab", "ab")
        self.assertEqual([memoryview(b"a")], [bytearray(b"a")]); self.assertIn(network_address, network)
    def test_bad_bytes(self): self.assertEqual(memoryview(b"ab"), b"ac")
    def test_bad_count(self): self.assertCountEqual([1, 1, 2], [1, 2, 2])
    def test_bad_list(self): self.assertListEqual((1,), [1])
    def test_bad_kinds(self): self.assertEqual([1], (1,))
    def test_texts(self): self.assertRegex("abc", "b"); self.assertNotRegex("abc", "^b"); self.assertMultiLineEqual("a", "a")
    def test_ends(self): self.assertStartsWith("abc", "ab"); self.assertNotStartsWith("abc", "b"); self.assertNotEndsWith("abc", ("a", "b"))
    def test_bad_ends(self): self.assertNotEndsWith("abc", "c")
    def test_attributes(self): self.assertHasAttr("", "join"); self.assertNotHasAttr("", "push"); self.assertNotIsSubclass(int, str)
    def test_kinds(self): self.assertIsInstance(1, (int, str)); self.assertNotIsInstance(1, str); self.assertIsNone(None)
    def test_bad_kind(self): self.assertIsInstance(1, str)
    def test_raises(self):
        with self.assertRaises(ValueError) as caught: fact(-1)
        self.assertEqual(caught.exception.args[0], "n must be positive")
        with self.assertRaisesRegex(ValueError, "positive$"): fact(-1)
        self.assertRaises((TypeError, ValueError), fact, "x")
    def test_bad_raises_nothing(self):
        with self.assertRaises(ValueError): fact(1)
    def test_bad_raises_other(self):
        with self.assertRaises(KeyError): fact(-1)
    def test_bad_regex(self):
        with self.assertRaisesRegex(ValueError, "negative"): fact(-1)
    def test_logs(self):
        with self.assertLogs("a", level="WARNING") as logs: same(1)
        self.assertEqual(logs.output, ["WARNING:a:low 1"])
    def test_warns(self):
        with self.assertWarns(DeprecationWarning): same(1)
    def test_bad_warns(self):
        with self.assertWarns(UserWarning): same(1)
    def test_parts(self):
        for i in range(3):
            with self.subTest(i=i): self.assertEqual(same(i), i)
    def test_told(self):
        """Tells what it is.

        And more."""
        self.assertEqual((self.shortDescription(), self.countTestCases()), ("Tells what it is.", 1))
    def test_bad_part(self):
        for i in range(3):
            with self.subTest(i=i): self.assertEqual(same(i), 1)
`,
  },
  {
    title: 'unittest with mocks and coroutines',
    program: `${POLYNOMIAL}
import random
def roll(): return random.randint(1, 6)
def ask(): return int(input()) + int(input())
async def later(x):
    import asyncio
    await asyncio.sleep(3600)
    return x
`,
    suite: `
import asyncio, io, unittest
from contextlib import redirect_stdout
from unittest import mock
from unittest.mock import MagicMock, call, patch
import solution
class Mocks(unittest.TestCase):
    @patch("builtins.input", side_effect=["4", "5"])
    def test_input(self, _): self.assertEqual(solution.ask(), 9)
    @patch("random.randint", return_value=6)
    def test_patch(self, randint): self.assertEqual(solution.roll(), 6); randint.assert_called_once_with(1, 6)
    def test_patch_learner(self):
        with patch("solution.fact", return_value=7), patch.object(solution, "same", lambda x: 8):
            self.assertEqual((solution.fact(3), solution.same(1)), (7, 8))
    def test_stdout(self):
        with patch("sys.stdout", new_callable=io.StringIO) as out: print("hi")
        with redirect_stdout(io.StringIO()) as other: print("ho")
        self.assertEqual(out.getvalue() + other.getvalue(), "hi\\nho\\n")
    def test_calls(self):
        m = MagicMock(); m.go(1, a=2); self.assertEqual(m.mock_calls, [call.go(1, a=2)]); self.assertEqual(m.x.y, m.x.y)
    def test_call_list(self):
        m = mock.Mock(); m(1); m("x", y=[2])
        self.assertEqual(m.call_args_list, [call(1), call("x", y=[2])]); assert m.call_args == call("x", y=[2])
    def test_bad_call_list(self):
        m = mock.Mock(); m(1); self.assertEqual(m.call_args_list, [call(2)])
    def test_bad_calls(self):
        m = mock.Mock(); m.go(1); m.go.assert_called_with(2)
class Coroutines(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.queue = asyncio.Queue(); await self.queue.put(1)
    async def test_await(self): self.assertEqual(await solution.later(await self.queue.get()), 1)
    async def test_together(self): self.assertEqual(await asyncio.gather(solution.later(1), solution.later(2)), [1, 2])
    async def test_bad_await(self): self.assertEqual(await solution.later(1), 2)
    async def test_bad_never(self): await asyncio.Event().wait()
`,
  },
  {
    title: 'unittest by load_tests',
    program: POLYNOMIAL,
    suite: `
import unittest
from solution import fact
class T(unittest.TestCase):
    def test_bad_left_out(self): self.fail()
    def test_taken(self): self.assertEqual(fact(3), 6)
def load_tests(loader, tests, pattern):
    suite = unittest.TestSuite()
    suite.addTest(T("test_taken"))
    return suite
`,
  },
  ...PYTEST_MANNERS,
  {
    title: 'plain functions that use the entry without importing it',
    program: POLYNOMIAL,
    suite: `
def test_fact(): assert fact(3) == 6
def test_bad_fact(): assert fact(3) == 7
def test_many(): assert fact(1) == 1 and all(fact(n) == n * fact(n - 1) for n in range(1, 5))
def test_bad_many(): assert fact(1) == 1 and fact(2) == 3
`,
  },
  {
    title: 'asserts of every kind',
    program: 'def f(x): return x\nnan = float("nan")\n',
    suite: `
from solution import f, nan
def test_values():
    assert (n := f(3)) == 3
    assert f({1, 2}) <= {1, 2, 3}
    assert 0 < f(1) <= 1 < 2
    assert f(None) is None, "none"
    assert not f(0)
    assert f(1.0) == 1 and f(True) == 1 and f(b"a") == b"a" and f(range(3)) == range(3)
    assert frozenset([1]) == {1} and f((1, (2,))) == (1, (2,)) and {1: [2]} == {1: [2]}
    assert nan != nan and [nan] == [nan] and not nan == nan
    assert "b" in f("abc") and 4 not in f([1, 2])
    assert f(5) == 4 or f(1) == 1
    match f((1, 2)):
        case (a, b): assert a + b == 3
def test_bad_nan(): assert nan == nan
def test_bad_chain(): assert 0 < f(1) <= 1 < f(1)
def test_bad_in(): assert "z" in f("abc")
def test_bad_or(): assert f(5) == 4 or f(1) == 2
def test_bad_truth(): assert f([])
def test_bad_order(): assert f([1, 2]) == [2, 1]
def test_bad_type(): assert f(1) == "1"
`,
  },
  {
    title: 'data classes, enums and callbacks of the test file',
    program: `
import functools, inspect
def area(s): return s.w * s.h
def arity(f): return len(inspect.signature(f).parameters)
def memo(f):
    kept = {}
    @functools.wraps(f)
    def g(*a):
        if a not in kept: kept[a] = f(*a)
        return kept[a]
    return g
`,
    suite: `
from dataclasses import dataclass, asdict
from enum import Enum
from typing import NamedTuple
from solution import area, arity, memo
@dataclass(frozen=True)
class S:
    w: int
    h: int
class N(NamedTuple):
    w: int
    h: int
class Color(Enum): RED = 1
def test_objects(): assert area(S(2, 3)) == area(N(2, 3)) == 6
def test_equal(): assert S(1, 2) == S(1, 2) and N(1, 2) == (1, 2) and asdict(S(1, 2)) == {"w": 1, "h": 2} and Color(1) is Color.RED
def test_bad_equal(): assert S(1, 2) == S(1, 3)
def test_signature(): assert arity(lambda a, b: 1) == 2
def test_decorator():
    calls = []
    @memo
    def square(x):
        "doc"
        calls.append(x)
        return x * x
    assert square(3) == square(3) == 9 and calls == [3] and square.__doc__ == "doc"
`,
  },
]

"""The assert methods of unittest.TestCase, made from honest comparisons."""

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn

from kit import decimals, honest, private
from kit.checks import COMPARISONS, either_order, unlike, with_message
from kit.expecting import AllWarnings, Logs, Raises
from kit.kinship import exact, is_a
from kit.test_values import honest_isinstance
from kit.thrown import Failed, shown

_search = private.COPIES["re"].search
#: Names of Python 2 and of the first Pythons 3, which many suites still use.
_OLD_NAMES = {
    "assertEqual": ("assertEquals", "failUnlessEqual"),
    "assertNotEqual": ("assertNotEquals", "failIfEqual"),
    "assertAlmostEqual": ("assertAlmostEquals", "failUnlessAlmostEqual"),
    "assertNotAlmostEqual": ("assertNotAlmostEquals", "failIfAlmostEqual"),
    "assertTrue": ("assert_", "failUnless"),
    "assertFalse": ("failIf",),
    "assertCountEqual": ("assertItemsEqual",),
    "assertRegex": ("assertRegexpMatches",),
    "assertNotRegex": ("assertNotRegexpMatches",),
    "assertRaises": ("failUnlessRaises",),
    "assertRaisesRegex": ("assertRaisesRegexp",),
}


class Asserts:
    """What a test case may assert. `msg` is put in front of what was found."""

    failureException = AssertionError
    longMessage = True
    maxDiff: int | None = None

    def fail(self, msg: object = None) -> NoReturn:
        """Fail."""
        raise Failed(str(msg) if msg is not None else "the test fails itself")

    def _check(self, operation: str, actual: object, expected: object, msg: object) -> None:
        if not COMPARISONS[operation](actual, expected):
            raise with_message(unlike(operation, actual, expected), msg)

    def _require(self, holds: object, text: str, msg: object) -> None:
        if not holds:
            raise with_message(Failed(text), msg)

    @either_order
    def assertEqual(self, first: object, second: object, msg: object = None) -> None:
        """Check that two values are equal."""
        for kind, compare in getattr(self, "_type_equality", {}).items():
            if type(first) is kind and type(second) is kind:
                compare(first, second, msg=msg)
                return
        self._check("==", first, second, msg)

    assertMultiLineEqual = assertEqual

    @either_order
    def assertSequenceEqual(
        self, first: object, second: object, msg: object = None, seq_type: type | None = None
    ) -> None:
        """Check that two sequences hold the same, whatever their types if none is asked for."""
        if seq_type is not None:
            self.assertIsInstance(first, seq_type, msg)
            self.assertIsInstance(second, seq_type, msg)
        if not honest.same_item(list(first), list(second)):
            raise with_message(unlike("==", first, second), msg)

    def _equal_of(self, kind: type, first: object, second: object, msg: object) -> None:
        self.assertIsInstance(first, kind, msg)
        self.assertIsInstance(second, kind, msg)
        self._check("==", first, second, msg)

    @either_order
    def assertListEqual(self, list1: object, list2: object, msg: object = None) -> None:
        """Check two lists."""
        self._equal_of(list, list1, list2, msg)

    @either_order
    def assertTupleEqual(self, tuple1: object, tuple2: object, msg: object = None) -> None:
        """Check two tuples."""
        self._equal_of(tuple, tuple1, tuple2, msg)

    @either_order
    def assertDictEqual(self, d1: object, d2: object, msg: object = None) -> None:
        """Check two dicts."""
        self._equal_of(dict, d1, d2, msg)

    @either_order
    def assertSetEqual(self, set1: object, set2: object, msg: object = None) -> None:
        """Check two sets."""
        self._check("==", set(set1), set(set2), msg)

    def assertDictContainsSubset(self, subset: Mapping, dictionary: Mapping, msg: object = None) -> None:
        """Check that a dict holds what another does."""
        self._check("==", {key: dictionary.get(key) for key in subset}, dict(subset), msg)

    @either_order
    def assertNotEqual(self, first: object, second: object, msg: object = None) -> None:
        """Check that two values differ."""
        self._check("!=", first, second, msg)

    def assertTrue(self, expr: object, msg: object = None) -> None:
        """Check that a value is true."""
        self._require(expr, f"expected a true value, received {shown(expr)}", msg)

    def assertFalse(self, expr: object, msg: object = None) -> None:
        """Check that a value is false."""
        self._require(not expr, f"expected a false value, received {shown(expr)}", msg)

    @either_order
    def assertIs(self, expr1: object, expr2: object, msg: object = None) -> None:
        """Check that both are one object."""
        self._check("is", expr1, expr2, msg)

    @either_order
    def assertIsNot(self, expr1: object, expr2: object, msg: object = None) -> None:
        """Check that they are two objects."""
        self._check("is not", expr1, expr2, msg)

    def assertIsNone(self, obj: object, msg: object = None) -> None:
        """Check for None."""
        self._check("is", obj, None, msg)

    def assertIsNotNone(self, obj: object, msg: object = None) -> None:
        """Check for anything but None."""
        self._check("is not", obj, None, msg)

    def assertIn(self, member: object, container: object, msg: object = None) -> None:
        """Check that a container holds a member."""
        self._check("in", member, container, msg)

    def assertNotIn(self, member: object, container: object, msg: object = None) -> None:
        """Check that a container does not hold a member."""
        self._check("not in", member, container, msg)

    def assertIsInstance(self, obj: object, cls: object, msg: object = None) -> None:
        """Check what a value is an instance of."""
        name = getattr(cls, "__name__", str(cls))
        self._require(
            honest_isinstance(obj, cls), f"expected an instance of {name}, received {shown(obj)}", msg
        )

    def assertNotIsInstance(self, obj: object, cls: object, msg: object = None) -> None:
        """Check what a value is no instance of."""
        name = getattr(cls, "__name__", str(cls))
        self._require(not honest_isinstance(obj, cls), f"expected no {name}, received {shown(obj)}", msg)

    def assertIsSubclass(self, cls: type, superclass: object, msg: object = None) -> None:
        """Check what a class is made from."""
        self._require(issubclass(cls, superclass), f"expected {cls} to be a subclass of {superclass}", msg)

    def assertNotIsSubclass(self, cls: type, superclass: object, msg: object = None) -> None:
        """Check what a class is not made from."""
        self._require(not issubclass(cls, superclass), f"expected {cls} to be no {superclass}", msg)

    def assertGreater(self, a: object, b: object, msg: object = None) -> None:
        """Check a > b."""
        self._check(">", a, b, msg)

    def assertGreaterEqual(self, a: object, b: object, msg: object = None) -> None:
        """Check a >= b."""
        self._check(">=", a, b, msg)

    def assertLess(self, a: object, b: object, msg: object = None) -> None:
        """Check a < b."""
        self._check("<", a, b, msg)

    def assertLessEqual(self, a: object, b: object, msg: object = None) -> None:
        """Check a <= b."""
        self._check("<=", a, b, msg)

    @either_order
    def assertAlmostEqual(
        self,
        first: object,
        second: object,
        places: int | None = None,
        msg: object = None,
        delta: object = None,
    ) -> None:
        """Check that two numbers differ by no more than `delta`, or not in their first decimal places."""
        if not _almost(first, second, places, delta):
            raise with_message(unlike("==", first, second), msg)

    @either_order
    def assertNotAlmostEqual(
        self,
        first: object,
        second: object,
        places: int | None = None,
        msg: object = None,
        delta: object = None,
    ) -> None:
        """Check the opposite."""
        if _almost(first, second, places, delta):
            raise with_message(unlike("!=", first, second), msg)

    @either_order
    def assertCountEqual(self, first: Iterable, second: Iterable, msg: object = None) -> None:
        """Check that two collections hold the same, in any order."""
        actual, expected = list(first), list(second)
        if not honest.same_in_any_order(actual, expected):
            raise with_message(unlike("==", actual, expected), msg)

    def assertRegex(self, text: str, expected_regex: object, msg: object = None) -> None:
        """Check that a pattern is found in a text."""
        found = _search(expected_regex, _text(text))
        self._require(
            found, f"expected a text that matches {shown(expected_regex)}, received {shown(text)}", msg
        )

    def assertNotRegex(self, text: str, unexpected_regex: object, msg: object = None) -> None:
        """Check that a pattern is not found in a text."""
        found = _search(unexpected_regex, _text(text))
        self._require(not found, f"expected no match of {shown(unexpected_regex)} in {shown(text)}", msg)

    def assertStartsWith(self, s: str, prefix: object, msg: object = None) -> None:
        """Check how a text begins."""
        self._require(_text(s).startswith(prefix), f"expected {shown(s)} to start with {shown(prefix)}", msg)

    def assertEndsWith(self, s: str, suffix: object, msg: object = None) -> None:
        """Check how a text ends."""
        self._require(_text(s).endswith(suffix), f"expected {shown(s)} to end with {shown(suffix)}", msg)

    def assertNotStartsWith(self, s: str, prefix: object, msg: object = None) -> None:
        """Check how a text does not begin."""
        starts = _text(s).startswith(prefix)
        self._require(not starts, f"expected {shown(s)} not to start with {shown(prefix)}", msg)

    def assertNotEndsWith(self, s: str, suffix: object, msg: object = None) -> None:
        """Check how a text does not end."""
        ends = _text(s).endswith(suffix)
        self._require(not ends, f"expected {shown(s)} not to end with {shown(suffix)}", msg)

    def assertHasAttr(self, obj: object, name: str, msg: object = None) -> None:
        """Check that an object has an attribute."""
        self._require(hasattr(obj, name), f"expected {shown(obj)} to have {name}", msg)

    def assertNotHasAttr(self, obj: object, name: str, msg: object = None) -> None:
        """Check that an object lacks an attribute."""
        self._require(not hasattr(obj, name), f"expected {shown(obj)} not to have {name}", msg)

    def assertRaises(self, expected_exception: object, *args: object, **kwargs: object) -> object:
        """Check that something is raised: by a function, or in a `with` block."""
        return Raises(expected_exception).check(args, kwargs)

    def assertRaisesRegex(
        self, expected_exception: object, expected_regex: object, *args: object, **kwargs: object
    ) -> object:
        """Likewise, with a message."""
        return Raises(expected_exception, expected_regex).check(args, kwargs)

    def assertWarns(self, expected_warning: object, *args: object, **kwargs: object) -> object:
        """Check that a warning is given."""
        return AllWarnings(expected_warning).check(args, kwargs)

    def assertWarnsRegex(
        self, expected_warning: object, expected_regex: object, *args: object, **kwargs: object
    ) -> object:
        """Likewise, with a message."""
        return AllWarnings(expected_warning, expected_regex).check(args, kwargs)

    def assertLogs(self, logger: object = None, level: object = None) -> Logs:
        """Check that something is logged."""
        return Logs(logger, level)

    def assertNoLogs(self, logger: object = None, level: object = None) -> Logs:
        """Check that nothing is logged."""
        return Logs(logger, level, none=True)

    def addTypeEqualityFunc(self, typeobj: type, function: Callable) -> None:
        """Take a comparison for a type."""
        function = getattr(self, function) if isinstance(function, str) else function
        self._type_equality = {**getattr(self, "_type_equality", {}), typeobj: function}


for _name, _old in _OLD_NAMES.items():
    for _each in _old:
        setattr(Asserts, _each, getattr(Asserts, _name))


def _text(value: object) -> str:
    if not is_a(value, str):
        raise Failed(f"expected a text, received {shown(value)}")
    return exact(value)


def _almost(first: object, second: object, places: int | None, delta: object) -> bool:
    if honest.equal(first, second):
        return True
    gap = honest.distance(first, second)
    if delta is not None:
        return bool(COMPARISONS["<="](gap, delta))
    return bool(honest.equal(decimals.rounded(gap, 7 if places is None else places), 0))

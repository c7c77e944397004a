"""The `pytest` that a test file imports."""

from collections.abc import Callable, Iterable
from types import FunctionType, ModuleType
from typing import NoReturn

from kit import decimals, honest
from kit.expecting import AllWarnings, Raises
from kit.kinship import exact, is_a
from kit.thrown import Failed
from kit.unittest_kit import SkipTest


class Mark:
    """A mark that was put on a test, with its arguments."""

    def __init__(self, name: str, arguments: tuple, named: dict) -> None:
        self.name = name
        self.args = arguments
        self.kwargs = named


class _MarkMaker:
    """`pytest.mark.something`, with or without arguments."""

    def __init__(self, name: str, arguments: tuple = (), named: dict | None = None) -> None:
        self.mark = Mark(name, arguments, named or {})

    def __call__(self, *arguments: object, **named: object) -> object:
        if (
            len(arguments) == 1
            and not named
            and (type(arguments[0]) is FunctionType or is_a(arguments[0], type))
        ):
            tested = arguments[0]
            tested.pytestmark = [*vars(tested).get("pytestmark", []), self.mark]
            return tested
        return _MarkMaker(self.mark.name, arguments, named)


class _Marks:
    def __getattr__(self, name: str) -> _MarkMaker:
        return _MarkMaker(name)


class Parameters:
    """`pytest.param`: one row, with an id or marks of its own."""

    def __init__(self, *values: object, id: str | None = None, marks: object = ()) -> None:
        self.values = values
        self.id = id
        found = list(marks) if isinstance(marks, Iterable) else [marks]
        self.marks = [each.mark for each in found]


class Fixture:
    """A fixture: a function, and how far its value is shared."""

    def __init__(
        self, function: Callable, scope: str, params: list[object], autouse: bool, name: str | None
    ) -> None:
        self.function = function
        self.scope = scope
        self.params = params
        self.autouse = autouse
        self.name = name
        #: Whether it is a method of a test class.
        self.bound = False


def fixture(
    function: Callable | None = None,
    *,
    scope: str = "function",
    params: Iterable[object] | None = None,
    autouse: bool = False,
    ids: object = None,
    name: str | None = None,
) -> object:
    """Make a function a fixture."""

    def make(made: Callable) -> Fixture:
        return Fixture(made, scope, list(params or ()), autouse, name)

    return make if function is None else make(function)


class Approx:
    """A number, or a list or dict of them, that is equal to what comes near it."""

    def __init__(
        self, expected: object, rel: float | None = None, abs: float | None = None, nan_ok: bool = False
    ):
        self._expected = expected
        self._rel = rel
        self._abs = abs
        self._nan_ok = nan_ok

    def __repr__(self) -> str:
        return f"approx({self._expected!r})"

    __hash__ = None

    def __eq__(self, actual: object) -> bool:
        expected = self._expected
        if is_a(expected, dict):
            if not is_a(actual, dict):
                return False
            held = dict(dict.items(actual))
            return held.keys() == expected.keys() and all(
                self._part(held[key], expected[key]) for key in expected
            )
        if is_a(expected, list) or is_a(expected, tuple):
            if not is_a(actual, list) and not is_a(actual, tuple):
                return False
            items = list(exact(actual))
            return len(items) == len(expected) and all(map(self._part, items, expected))
        return self._near(actual, expected)

    def _part(self, actual: object, expected: object) -> bool:
        return Approx(expected, self._rel, self._abs, self._nan_ok) == actual

    def _near(self, actual: object, expected: object) -> bool:
        if not honest.is_number(expected) or not honest.is_number(actual):
            return bool(honest.equal(actual, expected))
        actual, expected = honest.number(actual), honest.number(expected)
        if actual == expected:
            return True
        if actual != actual or expected != expected:
            return self._nan_ok and actual != actual and expected != expected
        relative = (1e-6 if self._rel is None else self._rel) * float(decimals.magnitude(expected))
        absolute = 1e-12 if self._abs is None else self._abs
        allowed = absolute if self._rel is None and self._abs is not None else max(relative, absolute)
        return allowed < float("inf") and honest.distance(actual, expected) <= allowed


def raises(
    kinds: object = BaseException,
    *call: object,
    match: object = None,
    check: Callable[[BaseException], object] | None = None,
    **named: object,
) -> object:
    """Expect an exception: of a `with` block, or of a call."""
    return Raises(kinds, match, check).check(call, named)


def warns(kinds: object = Warning, *call: object, match: object = None, **named: object) -> object:
    """Expect a warning."""
    return AllWarnings(kinds, match).check(call, named)


def deprecated_call(*, match: object = None) -> object:
    """Expect a warning that something is deprecated."""
    return AllWarnings((DeprecationWarning, PendingDeprecationWarning, FutureWarning), match)


def fail(reason: str = "", pytrace: bool = True, msg: str | None = None) -> NoReturn:
    """Fail."""
    raise Failed(str(msg or reason or "the test fails itself"))


def skip(reason: str = "", *, allow_module_level: bool = False, msg: str | None = None) -> NoReturn:
    """End a test that is not to be counted."""
    raise SkipTest(reason)


def importorskip(name: str, *_: object, **__: object) -> object:
    """Import a module, or leave the test out."""
    try:
        return __import__(name, fromlist=("",))
    except ImportError:
        raise SkipTest(f"there is no {name}") from None


def xfail(reason: str = "") -> NoReturn:
    """End a test that is expected to fail."""
    raise SkipTest(reason)


def _module() -> ModuleType:
    module = ModuleType("pytest")
    for tool in (fixture, raises, warns, deprecated_call, fail, skip, importorskip, xfail):
        setattr(module, tool.__name__, tool)
    module.mark = _Marks()
    module.param = Parameters
    module.approx = Approx
    module.ExceptionInfo = Raises
    fail.Exception, skip.Exception = Failed, SkipTest
    module.main = lambda *_, **__: 0
    return module


PYTEST = _module()

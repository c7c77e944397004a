"""Makes the values of fixtures, and clears up after them. The usual ones that pytest brings along are here too."""

import os
import sys
import tempfile
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from types import AsyncGeneratorType, FunctionType, GeneratorType

from kit.cases import Steps
from kit.hiding import function_code
from kit.kinship import is_a
from kit.pinned import PinnedModule
from kit.pytest_kit import Fixture

_NOTHING = object()
_Printed = namedtuple("CaptureResult", "out err")


class Request:
    """The `request` of pytest: makes the fixtures of one test."""

    def __init__(
        self,
        steps: Steps,
        fixtures: dict[str, Fixture],
        shared: dict[str, object],
        values: dict[str, object],
        instance: object,
    ) -> None:
        self.steps = steps
        self.fixtures = fixtures
        self.instance = instance
        self.param: object = None
        self._shared = shared
        self._values = values
        self._made: dict[str, object] = {}
        self._finalizers: list[Callable[[], object]] = []

    def addfinalizer(self, function: Callable[[], object]) -> None:
        """Have something done after the test."""
        self._finalizers.append(function)

    def finish(self) -> None:
        """Do what was put off, the last first."""
        while self._finalizers:
            self.steps.attempt(self._finalizers.pop())

    def arguments_for(self, function: Callable) -> dict[str, object]:
        """Make the arguments that a test or a fixture asks for by name."""
        inner = getattr(function, "__func__", function)
        code = function_code(inner)
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        names = names[1:] if inner is not function else names
        plain = len(inner.__defaults__ or ())
        required = names[: len(names) - plain] if plain else names
        return {name: self.getfixturevalue(name) for name in required}

    def getfixturevalue(self, name: str) -> object:
        """Give a parameter, or make a fixture's value."""
        if name in self._values:
            return self._values[name]
        if name == "request":
            return self
        if name not in self.fixtures:
            raise LookupError(f"there is no fixture {name}")
        fixture = self.fixtures[name]
        kept = self._made if fixture.scope == "function" or fixture.params else self._shared
        if name not in kept:
            kept[name] = self._make(name, fixture)
        return kept[name]

    def _make(self, name: str, fixture: Fixture) -> object:
        function = fixture.function
        if fixture.bound:
            function = function.__get__(self.instance)
        arguments = self.arguments_for(function)
        self.param = self._values.get(f"fixture {name}", self.param)
        if "request" in arguments and f"fixture {name}" in self._values:
            arguments["request"] = _WithParameter(self, self._values[f"fixture {name}"])
        made = self.steps.call(function, **arguments)
        if is_a(made, GeneratorType):
            value = next(made)
            self._put_off(fixture, lambda: next(made, None))
            return value
        if is_a(made, AsyncGeneratorType):
            value = self.steps.call(_first, made)
            self._put_off(fixture, lambda: _first(made))
            return value
        return made

    def _put_off(self, fixture: Fixture, function: Callable[[], object]) -> None:
        if fixture.scope == "function":
            self.addfinalizer(function)


class _WithParameter:
    """A request as a fixture with parameters sees it."""

    def __init__(self, request: Request, param: object) -> None:
        self._request = request
        self.param = param

    def __getattr__(self, name: str) -> object:
        return getattr(self._request, name)


async def _first(items: AsyncGeneratorType) -> object:
    return await anext(items, None)


class MonkeyPatch:
    """Changes things for one test."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []

    def setattr(self, target: object, name: object, value: object = _NOTHING, raising: bool = True) -> None:
        """Set an attribute; the target may be written as a text."""
        if isinstance(target, str):
            path, _, attribute = target.rpartition(".")
            target, name, value = _resolved(path), attribute, name
        if isinstance(target, PinnedModule):
            target = sys.modules[target.__name__]
        before = vars(target).get(name, _NOTHING) if hasattr(target, "__dict__") else getattr(target, name)
        if raising and not hasattr(target, name):
            raise AttributeError(f"{target!r} has no attribute {name!r}")
        self._undo.append(
            lambda: delattr(target, name) if before is _NOTHING else setattr(target, name, before)
        )
        setattr(target, name, value)

    def delattr(self, target: object, name: str, raising: bool = True) -> None:
        """Delete an attribute."""
        if hasattr(target, name) or raising:
            before = getattr(target, name)
            self._undo.append(lambda: setattr(target, name, before))
            delattr(target, name)

    def setitem(self, mapping: dict, name: object, value: object) -> None:
        """Set an item."""
        before = mapping.get(name, _NOTHING)
        self._undo.append(lambda: mapping.pop(name) if before is _NOTHING else mapping.update({name: before}))
        mapping[name] = value

    def delitem(self, mapping: dict, name: object, raising: bool = True) -> None:
        """Delete an item."""
        if name in mapping or raising:
            before = mapping.pop(name)
            self._undo.append(lambda: mapping.update({name: before}))

    def setenv(self, name: str, value: object, prepend: str | None = None) -> None:
        """Set a variable of the environment."""
        self.setitem(os.environ, name, str(value))

    def delenv(self, name: str, raising: bool = True) -> None:
        """Delete a variable of the environment."""
        self.delitem(os.environ, name, raising)

    def undo(self) -> None:
        """Put everything back."""
        while self._undo:
            self._undo.pop()()


def _resolved(path: str) -> object:
    parts = path.split(".")
    target: object = __import__(parts[0])
    for part in parts[1:]:
        target = getattr(target, part)
    return target


def _monkeypatch() -> Iterator[MonkeyPatch]:
    patch = MonkeyPatch()
    yield patch
    patch.undo()


class _Captured:
    """`capsys`: what was printed since it was last asked."""

    def __init__(self) -> None:
        self._read = [0, 0]

    def readouterr(self) -> _Printed:
        """Give what was printed to stdout and stderr."""
        return _Printed(self._new(0, sys.stdout), self._new(1, sys.stderr))

    def _new(self, index: int, stream: object) -> str:
        data = stream.buffer.getvalue()
        new = data[self._read[index] :]
        self._read[index] = len(data)
        return new.decode("utf-8", "replace")


def _capsys() -> _Captured:
    captured = _Captured()
    captured.readouterr()
    return captured


def _tmp_path() -> Path:
    # It need not be cleared up: each test begins with the files of its own.
    return Path(tempfile.mkdtemp(prefix="pytest-"))


def _built_in(function: FunctionType) -> Fixture:
    return Fixture(function, "function", [], False, None)


BUILT_IN = {
    "monkeypatch": _built_in(_monkeypatch),
    "capsys": _built_in(_capsys),
    "tmp_path": _built_in(_tmp_path),
}

"""Makes the values of fixtures, and clears up after them."""

from collections.abc import Callable
from types import AsyncGeneratorType, GeneratorType

from kit.cases import Steps
from kit.kinship import is_a
from kit.pytest_arguments import names_asked_for
from kit.pytest_kit import Fixture, Mark

#: Values that tests share, by their fixture and the class that they are kept for; None for all of the file.
type Shared = dict[tuple[Fixture, type | None], object]


class Node:
    """The test that a request is made for."""

    def __init__(self, name: str, function: Callable, marks: list[Mark]) -> None:
        self.name = name.rpartition(".")[2]
        self.originalname = function.__name__
        self.nodeid = f"tests.py::{name.replace('.', '::')}"
        self.function = function
        self._marks = marks

    def iter_markers(self, name: str | None = None) -> list[Mark]:
        """Give the marks of the test, the nearest to it first."""
        return [mark for mark in reversed(self._marks) if name in (None, mark.name)]

    def get_closest_marker(self, name: str, default: object = None) -> object:
        """Give the nearest mark of a name."""
        return next(iter(self.iter_markers(name)), default)


class Request:
    """The `request` of pytest: makes the fixtures of one test."""

    def __init__(
        self,
        steps: Steps,
        fixtures: dict[str, Fixture],
        shared: Shared,
        values: dict[str, object],
        instance: object,
        node: Node,
    ) -> None:
        self.node = node
        self.function = node.function
        self.cls = None if instance is None else type(instance)
        self.steps = steps
        self.fixtures = fixtures
        self.instance = instance
        self.param: object = None
        self._shared = shared
        self._values = values
        self._made: Shared = {}
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
        names = names_asked_for(inner, bound=inner is not function)
        return {name: self.getfixturevalue(name) for name in names}

    def getfixturevalue(self, name: str) -> object:
        """Give a parameter, or make a fixture's value."""
        if name in self._values:
            return self._values[name]
        if name == "request":
            return self
        if name not in self.fixtures:
            raise LookupError(f"there is no fixture {name}")
        fixture = self.fixtures[name]
        is_own = fixture.scope == "function" or f"fixture {name}" in self._values
        kept = self._made if is_own else self._shared
        key = (fixture, type(self.instance) if fixture.scope == "class" else None)
        if key not in kept:
            kept[key] = self._make(name, fixture)
        return kept[key]

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

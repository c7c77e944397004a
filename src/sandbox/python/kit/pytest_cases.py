"""Collects tests in pytest's manner: functions and classes by their names, parameters, fixtures, marks."""

from collections.abc import Callable, Iterator
from itertools import product
from types import FunctionType

from kit.cases import Case, Steps, call_with, expect_failure
from kit.kinship import is_a
from kit.pytest_arguments import names_asked_for
from kit.pytest_built_in import BUILT_IN
from kit.pytest_fixtures import Node, Request, Shared
from kit.pytest_kit import Fixture, Mark, Parameters

type Row = tuple[dict[str, object], str, list[Mark]]


class PytestCases:
    """Makes the cases of a test file."""

    def __init__(self, names: dict[str, object], defined: list[str], fed: set[str]) -> None:
        self._fed = fed
        self._fixtures: dict[str, Fixture] = dict(BUILT_IN)
        self._fixtures |= _fixtures_in({name: names.get(name) for name in defined})
        own = names.get("pytestmark", [])
        self._marks = [each.mark for each in (own if isinstance(own, list) else [own])]
        self._shared: Shared = {}

    def of(self, name: str, value: object) -> list[Case]:
        """Make the cases of what the file defines under a name."""
        if type(value) is FunctionType and name.startswith("test"):
            return list(self._cases(name, value, self._marks, self._fixtures, None))
        if is_a(value, type) and name.startswith("Test") and "__init__" not in vars(value):
            return [case for each in self._in_class(name, value) for case in each]
        return []

    def _in_class(self, name: str, cls: type) -> Iterator[Iterator[Case]]:
        held: dict[str, object] = {}
        for each in reversed(cls.__mro__):
            held |= vars(each)
        fixtures = self._fixtures | _fixtures_in(held, bound=True)
        marks = [*self._marks, *getattr(cls, "pytestmark", [])]
        for member, value in held.items():
            function = value.__func__ if isinstance(value, (staticmethod, classmethod)) else value
            if type(function) is FunctionType and member.startswith("test") and member not in self._fed:
                yield self._cases(f"{name}.{member}", function, marks, fixtures, (cls, member))
            elif is_a(value, type) and member.startswith("Test"):
                yield from self._in_class(f"{name}.{member}", value)

    def _cases(
        self,
        name: str,
        function: FunctionType,
        marks: list[Mark],
        fixtures: dict[str, Fixture],
        method: tuple[type, str] | None,
    ) -> Iterator[Case]:
        marks = [*marks, *getattr(function, "pytestmark", [])]
        for values, label, own in _rows(marks, _parametrized(function, fixtures, marks)):
            every = [*marks, *own]

            def act(values: dict = values, node: Node = Node(name + label, function, every)) -> None:
                self._run(node, values, fixtures, method)

            strict = any(_expects_failure(mark) and mark.kwargs.get("strict") for mark in every)
            yield Case(
                name + label,
                (lambda act=act: expect_failure(act)) if strict else act,
                skipped=any(_is_left_out(mark) for mark in every),
                group=method[0] if method is not None else None,
            )

    def _run(
        self,
        node: Node,
        values: dict[str, object],
        fixtures: dict[str, Fixture],
        method: tuple[type, str] | None,
    ) -> None:
        steps = Steps()
        instance = method[0]() if method is not None else None
        test = node.function if method is None else getattr(instance, method[1])
        request = Request(steps, fixtures, self._shared, values, instance, node)
        steps.attempt(_run_one, request, test)
        request.finish()
        steps.finish()


def _run_one(request: Request, test: Callable) -> object:
    for name in ("setup_method", "setup"):
        if hasattr(request.instance, name):
            call_with(getattr(request.instance, name), test)
    for name in ("teardown_method", "teardown"):
        if hasattr(request.instance, name):
            request.addfinalizer(lambda name=name: call_with(getattr(request.instance, name), test))
    for name, each in request.fixtures.items():
        if each.autouse:
            request.getfixturevalue(name)
    for mark in reversed(request.node.iter_markers("usefixtures")):
        for name in mark.args:
            request.getfixturevalue(name)
    return request.steps.call(test, **request.arguments_for(test))


def _fixtures_in(held: dict[str, object], *, bound: bool = False) -> dict[str, Fixture]:
    found = {}
    for name, value in held.items():
        if type(value) is Fixture:
            value.bound = bound
            found[value.name or name] = value
    return found


def _parametrized(function: FunctionType, fixtures: dict[str, Fixture], marks: list[Mark]) -> list[Mark]:
    """Give the parameters of a test: its own marks, the nearest to it first, then those of its fixtures."""
    own = [mark for mark in marks if mark.name == "parametrize"]
    direct = {name.removeprefix("fixture ") for mark in own for name in _argument_names(mark)}
    wanted = names_asked_for(function)
    wanted += [name for mark in marks if mark.name == "usefixtures" for name in mark.args]
    wanted += [name for name, each in fixtures.items() if each.autouse]
    seen: list[str] = []
    for name in wanted:
        if name in fixtures and name not in seen and name not in direct:
            seen.append(name)
            wanted += names_asked_for(fixtures[name].function)
    of_fixtures = [Mark("parametrize", (name, fixtures[name].params), {"indirect": True}) for name in seen]
    return [*reversed(own), *(mark for mark in of_fixtures if mark.args[1])]


def _rows(marks: list[Mark], parametrized: list[Mark]) -> Iterator[Row]:
    tables = [_table(mark) for mark in parametrized]
    for rows in product(*reversed(tables)):
        values: dict[str, object] = {}
        for held, _, _ in rows:
            values |= held
        labels = "-".join(label for _, label, _ in reversed(rows))
        yield values, f"[{labels}]" if rows else "", [mark for _, _, own in rows for mark in own]


def _table(mark: Mark) -> list[Row]:
    names = _argument_names(mark)
    ids = mark.kwargs.get("ids")
    rows = mark.args[1] if len(mark.args) > 1 else mark.kwargs["argvalues"]
    # Where the names are listed, so are the values, even if it is but one.
    alone = len(names) == 1 and isinstance(_names_given(mark), str)
    return [_row(names, row, index, ids, alone=alone) for index, row in enumerate(rows)]


def _row(names: list[str], row: object, index: int, ids: object, *, alone: bool) -> Row:
    own = row if type(row) is Parameters else None
    values = own.values if own is not None else (row,) if alone else tuple(row)
    if callable(ids):
        given = "-".join(_label(ids(value), name, index) for name, value in zip(names, values))
    else:
        given = str(list(ids)[index]) if ids is not None else None
    label = (own.id if own is not None else None) or given
    label = label or "-".join(_label(value, name, index) for name, value in zip(names, values))
    return dict(zip(names, values, strict=True)), label, own.marks if own is not None else []


def _label(value: object, name: str, index: int) -> str:
    if value is None or type(value) in (str, int, float, bool, complex):
        return str(value)
    if type(value) in (type, FunctionType):
        return value.__name__
    return f"{name.removeprefix('fixture ')}{index}"


def _names_given(mark: Mark) -> object:
    return mark.args[0] if mark.args else mark.kwargs["argnames"]


def _argument_names(mark: Mark) -> list[str]:
    """Name what a mark gives values to: arguments, or fixtures that are to make them."""
    given = _names_given(mark)
    if isinstance(given, str):
        given = [name.strip() for name in given.split(",") if name.strip()]
    indirect = mark.kwargs.get("indirect", False)
    return [f"fixture {name}" if indirect is True or name in (indirect or ()) else name for name in given]


def _is_left_out(mark: Mark) -> bool:
    """Tell whether a mark leaves a test out. One that may fail as well as pass says nothing, and is not counted."""
    if mark.name == "skip":
        return True
    if mark.name == "skipif":
        return _condition(mark, without=False)
    return _expects_failure(mark) and not mark.kwargs.get("strict")


def _expects_failure(mark: Mark) -> bool:
    return mark.name == "xfail" and _condition(mark, without=True)


def _condition(mark: Mark, *, without: bool) -> bool:
    conditions = [*mark.args, *(value for key, value in mark.kwargs.items() if key == "condition")]
    return all(conditions) if conditions else without

"""What test files import besides unittest and pytest: `parameterized`, `nose.tools`, and the marks of autograders."""

import sys
from collections.abc import Callable, Iterable
from types import FunctionType, ModuleType

from kit import private
from kit.hiding import frame_globals, frame_locals
from kit.kinship import is_a
from kit.pytest_kit import raises
from kit.unittest_kit import UNITTEST, TestCase

_re = private.COPIES["re"]
_wraps = private.COPIES["functools"].wraps


class _Row:
    """`param`: the arguments of one case."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.args = args
        self.kwargs = kwargs


def _row(given: object) -> _Row:
    if type(given) is _Row:
        return given
    return _Row(given) if isinstance(given, str) or not isinstance(given, Iterable) else _Row(*given)


def _safe(text: object) -> str:
    return _re.sub("[^a-zA-Z0-9_]+", "_", str(text))


def _name_of_case(function: Callable, number: str, row: _Row) -> str:
    told = f"_{_safe(row.args[0])}" if row.args and isinstance(row.args[0], str) else ""
    return f"{function.__name__}_{number}{told}"


class Parameterized:
    """`parameterized`: makes a test of each row."""

    to_safe_name = staticmethod(_safe)

    @staticmethod
    def expand(
        rows: object,
        name_func: Callable[[Callable, str, _Row], str] | None = None,
        doc_func: object = None,
        **_: object,
    ) -> Callable[[Callable], None]:
        """Put a method for each row into the class around."""
        names = frame_locals(sys._getframe(1))

        def put(function: Callable) -> None:
            for number, row in enumerate(map(_row, rows() if callable(rows) else rows)):
                case = _method(function, row)
                case.__name__ = (name_func or _name_of_case)(function, str(number), row)
                names[case.__name__] = case

        return put


def _method(function: Callable, row: _Row) -> FunctionType:
    def case(self: object) -> object:
        return function(self, *row.args, **row.kwargs)

    case.__dict__.update(vars(function))
    return case


def parameterized_class(attrs: object, input_values: object = None, class_name_func: Callable | None = None) -> Callable:
    """Make a class for each row, which sets the attributes."""
    names = frame_globals(sys._getframe(1))
    attributes = [attrs] if isinstance(attrs, str) else attrs
    rows = attributes if input_values is None else [dict(zip(attributes, _row(each).args)) for each in input_values]

    def make(cls: type) -> type:
        for number, row in enumerate(rows):
            own = {key: value for key, value in vars(cls).items() if key not in ("__dict__", "__weakref__")}
            first = next(iter(row.values()), None)
            told = f"_{_safe(first)}" if isinstance(first, str) else ""
            name = f"{cls.__name__}_{number}{told}" if class_name_func is None else class_name_func(cls, number, row)
            names[name] = type(name, cls.__bases__, own | {"__qualname__": name} | row)
        for name in [name for name in vars(cls) if name.startswith("test")]:
            delattr(cls, name)
        return cls

    return make


def _snake(name: str) -> str:
    return _re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", name)


def _raising(*kinds: type) -> Callable:
    """`nose.tools.raises`: a test that has to raise."""

    def mark(test: Callable) -> Callable:
        @_wraps(test)
        def run(*args: object, **kwargs: object) -> None:
            with raises(kinds):
                test(*args, **kwargs)

        return run

    return mark


def _nose_tools() -> dict[str, object]:
    case = TestCase()
    checks = {_snake(name): getattr(case, name) for name in dir(TestCase) if name.startswith("assert")}
    return checks | {
        "eq_": case.assertEqual,
        "ok_": case.assertTrue,
        "assert_regexp_matches": case.assertRegex,
        "assert_raises_regexp": case.assertRaisesRegex,
        "raises": _raising,
    }


def _mark(*_: object, **__: object) -> Callable[[Callable], Callable]:
    """Mark a test with what is nothing to the kit."""
    return lambda test: test


def _given(name: str) -> Callable:
    """Make a mark by which a test is given a function that takes a score: that it ends well is what counts."""

    def mark(*_: object, **__: object) -> Callable[[Callable], Callable]:
        def wrap(test: Callable) -> Callable:
            def run(self: object) -> object:
                return test(self, **{name: lambda *_, **__: None})

            run.__name__ = test.__name__
            return run

        return wrap

    return mark


def _modules() -> dict[str, ModuleType]:
    marks = dict.fromkeys(("weight", "number", "visibility", "tags", "hide_errors", "hide_errors_message"), _mark)
    marks |= {"partial_credit": _given("set_score"), "leaderboard": _given("set_leaderboard_value")}
    held = {
        "parameterized": {
            "parameterized": Parameterized,
            "param": _Row,
            "parameterized_class": parameterized_class,
        },
        "nose": {"main": UNITTEST.main, "run": UNITTEST.main, "runmodule": UNITTEST.main},
        "nose.tools": _nose_tools(),
        "gradescope_utils": {},
        "gradescope_utils.autograder_utils": {},
        "gradescope_utils.autograder_utils.decorators": marks,
        "gradescope_utils.autograder_utils.json_test_runner": {"JSONTestRunner": UNITTEST.TextTestRunner},
    }
    modules: dict[str, ModuleType] = {}
    for name, names in held.items():
        modules[name] = ModuleType(name)
        vars(modules[name]).update(names)
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(modules[parent], last, modules[name])
    return modules


FURTHER = _modules()

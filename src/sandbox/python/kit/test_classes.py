"""The classes that a test file defines, and how their objects compare: as they were made, whatever is done to them."""

from collections.abc import Callable

from kit import PRISTINE
from kit.kinship import members_of_class, owner_of, real_mro

_COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__")
_build_class = PRISTINE["__build_class__"]
_made: dict[int, tuple[type, dict[str, object] | None]] = {}


def build_class(*arguments: object, **named: object) -> type:
    """Make a class as a `class` statement of a test file does."""
    made = _build_class(*arguments, **named)
    if isinstance(made, type):
        _made[id(made)] = (made, None)
    return made


def remember_classes() -> None:
    """Remember the classes as they are now: decorators have had their say, and no object of them was handed out."""
    for key, (made, _) in _made.items():
        _made[key] = (made, _comparisons(made))


def _comparisons(cls: type) -> dict[str, object]:
    held = members_of_class(cls)
    return {name: held[name] for name in _COMPARISONS if name in held}


def method_of_tests(value: object, name: str) -> Callable | None:
    """Give a comparison that a test file defines for a value, if the nearest class that has one is the test file's."""
    for cls in real_mro(value):
        if not is_class_of_tests(cls):
            if name in members_of_class(cls):
                return None
            continue
        made, methods = _made[id(cls)]
        methods = _comparisons(made) if methods is None else methods
        if name in methods:
            return methods[name]
    return None


def is_class_of_tests(cls: type) -> bool:
    """Tell whether the test file made a class."""
    return id(cls) in _made


def answers_for(value: object, name: str) -> bool:
    """Tell whether it is the test file that says how a value compares, if only by saying nothing."""
    owner = owner_of(value, name)
    return is_class_of_tests(owner) or (owner is object and is_class_of_tests(type(value)))

"""What a value really is, whatever it says of itself: read by the built-in types' own means."""

from collections import deque
from collections.abc import Mapping
from types import FunctionType

from kit import PRISTINE

_mro = type.__dict__["__mro__"].__get__
_name = type.__dict__["__name__"].__get__
_members = type.__dict__["__dict__"].__get__

_BUILT_IN_ERRORS = frozenset(
    each for each in PRISTINE.values() if isinstance(each, type) and issubclass(each, BaseException)
)
_MAX_KINDS = 2
_ROOTS = (Exception, BaseException)

_EXACT = (
    (int, int.__pos__),
    (float, float.__pos__),
    (complex, complex.__pos__),
    (str, str.__str__),
    (bytes, lambda value: bytes.__getitem__(value, slice(None))),
    (bytearray, lambda value: bytearray.__getitem__(value, slice(None))),
    (list, lambda value: list.__getitem__(value, slice(None))),
    (tuple, lambda value: tuple(tuple.__iter__(value))),
    (deque, lambda value: deque(deque.__iter__(value))),
)


def real_mro(value: object) -> tuple[type, ...]:
    """Give the classes that a value is an instance of, its own first."""
    return _mro(type(value))


def class_name(cls: type) -> str:
    """Give the name that a class was made with or given later, always a text."""
    return str.__str__(_name(cls))


def raised_as(error: BaseException) -> tuple[type, ...]:
    """Give the classes that an exception counts as. One that is of many built-in kinds at once counts as none."""
    mro = real_mro(error)
    kinds = [cls for cls in mro if cls in _BUILT_IN_ERRORS]
    unrelated = [cls for cls in kinds if not any(other is not cls and cls in _mro(other) for other in kinds)]
    return (
        mro
        if len(unrelated) <= _MAX_KINDS
        else tuple(cls for cls in mro if cls not in kinds or cls in _ROOTS)
    )


def is_a(value: object, cls: type) -> bool:
    """Tell whether a value is an instance of a class by birth, whatever either says."""
    return cls in real_mro(value)


def exact(value: object) -> object:
    """Give the number, text, list or tuple that an object of a subclass holds, without the subclass."""
    for cls, convert in _EXACT:
        if type(value) is cls:
            return value
        if is_a(value, cls):
            return convert(value)
    return value


def members_of_class(cls: type) -> Mapping[str, object]:
    """Give what a class itself holds."""
    return _members(cls)


def owner_of(value: object, method: str) -> type | None:
    """Find the class that gives a value a method."""
    return next((cls for cls in real_mro(value) if method in _members(cls)), None)


def function_of(value: object, method: str) -> FunctionType | None:
    """Find the function written in Python that a value has for a method."""
    owner = owner_of(value, method)
    found = None if owner is None else _members(owner)[method]
    return found if type(found) is FunctionType else None

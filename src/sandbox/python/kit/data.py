"""Walks a value into JSON, in which what JSON cannot say stands as {"$": [kind, content]}.

What an author writes down as expected:
- lists for tuples (named ones too), ranges, bytes, deques, views of dicts, and whatever can be iterated;
- an object for a dict or another mapping whose keys are texts, else its pairs; for a dataclass and any other object its fields;
- a set's items in any order;
- a number for a Decimal or Fraction that a float holds exactly, else its text;
- ISO 8601 for dates and times, the value for a member of an Enum, the text for a UUID or a path.

A program can lie here about nothing but its own value: what the author expects is nowhere in this interpreter.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import copysign, isfinite, isinf, isnan
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, MappingProxyType, MethodType
from uuid import UUID

from kit.kinship import exact, real_mro

MAX_NODES = 200_000
MAX_DEPTH = 150
MAX_CHARS = 4_000_000
MAX_SAFE = 2**53 - 1

type Data = None | bool | int | float | str | list[Data] | dict[str, Data]


class Unwieldy(Exception):
    """A value is too large or too deep to be compared."""


def dump(value: object) -> Data:
    """Walk a value into data."""
    return _Walker().walk(value, 0)


def tagged(kind: str, content: Data = None) -> Data:
    """Say what JSON cannot."""
    return {"$": [kind, content]}


def is_lazy(value: object) -> bool:
    """Tell whether a value is one of the program's own, or an iterator, that is written as what it yields."""
    mro = real_mro(value)
    if any(kind in mro for kind in _HELD) or hasattr(type(value), "__dataclass_fields__"):
        return False
    return hasattr(type(value), "__iter__")


class _Walker:
    def __init__(self) -> None:
        self._above: set[int] = set()
        self._nodes = 0
        self._chars = 0

    def walk(self, value: object, depth: int) -> Data:
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise Unwieldy("the value is too large to compare")
        if value is None or value is True or value is False:
            return value
        mro = real_mro(value)
        if Enum in mro:
            return self.walk(object.__getattribute__(value, "_value_"), depth + 1)
        if str in mro:
            return self._text(exact(value))
        if int in mro:
            return _int(exact(value))
        if float in mro:
            return _float(exact(value))
        if id(value) in self._above:
            return tagged("cycle")
        self._above.add(id(value))
        data = self._content(value, mro, depth + 1)
        self._above.discard(id(value))
        return data

    def _content(self, value: object, mro: tuple[type, ...], depth: int) -> Data:
        if list in mro:
            return self._list(list.__iter__(value), depth)
        if tuple in mro:
            return self._list(tuple.__iter__(value), depth)
        if dict in mro:
            return self._dict(value, depth)
        if set in mro or frozenset in mro:
            items = set.__iter__(value) if set in mro else frozenset.__iter__(value)
            return tagged("set", self._list(items, depth))
        for kinds, write in _WRITERS:
            if any(kind in mro for kind in kinds):
                return write(value)
        if complex in mro:
            return [_float(value.real), _float(value.imag)]
        if BaseException in mro:
            return tagged("error", [type(value).__name__, self._text(str(value))])
        if any(kind in mro for kind in (type, FunctionType, BuiltinFunctionType, MethodType)):
            return tagged("function", str(getattr(value, "__name__", "")))
        return self._object(value, depth)

    def _text(self, text: str) -> str:
        self._chars += len(text)
        if self._chars > MAX_CHARS:
            raise Unwieldy("the value is too large to compare")
        return text

    def _list(self, items: Iterable[object], depth: int) -> list[Data]:
        return [self.walk(item, depth) for item in items]

    def _dict(self, value: object, depth: int) -> Data:
        pairs = [(key, self.walk(held, depth)) for key, held in dict.items(value)]
        if all(str in real_mro(key) for key, _ in pairs):
            return _as_object({self._text(exact(key)): held for key, held in pairs})
        return tagged("map", [[self.walk(key, depth), held] for key, held in pairs])

    def _object(self, value: object, depth: int) -> Data:
        """Write what can be iterated as a list, and all else by its fields."""
        fields = getattr(type(value), "__dataclass_fields__", None)
        if fields is None and any(kind in real_mro(value) for kind in _MAPPINGS):
            return self._dict(dict(value), depth)
        if fields is None and hasattr(type(value), "__iter__"):
            return self._list(iter(value), depth)
        names = list(fields) if type(fields) is dict else field_names(value)
        held = {str(name): self.walk(getattr(value, name), depth) for name in names if hasattr(value, name)}
        return _as_object(held)


def field_names(value: object) -> list[str]:
    """Name what an object holds: its slots, and what was set on it."""
    slots = []
    for cls in reversed(real_mro(value)):
        own = cls.__dict__.get("__slots__", ())
        slots += [own] if isinstance(own, str) else list(own)
    held = getattr(value, "__dict__", {})
    return [name for name in slots if name not in ("__dict__", "__weakref__")] + list(held)


def _as_object(fields: dict[str, Data]) -> Data:
    """Tell an object of the program's own that looks like a tag from one."""
    return tagged("object", fields["$"]) if list(fields) == ["$"] else fields


def _int(value: int) -> Data:
    return value if -MAX_SAFE <= value <= MAX_SAFE else tagged("bigint", _digits(value))


def _digits(value: int) -> str:
    try:
        return str(value)
    except ValueError:
        raise Unwieldy("the number has too many digits to compare") from None


def _float(value: float) -> Data:
    if isnan(value):
        return tagged("number", "NaN")
    if isinf(value):
        return tagged("number", "Infinity" if value > 0 else "-Infinity")
    if value == 0 and copysign(1, value) < 0:
        return tagged("number", "-0")
    return value


def _ratio(value: Decimal | Fraction) -> Data:
    try:
        number = float(value)
        same = isfinite(number) and Fraction(number) == Fraction(value)
    except ArithmeticError, ValueError:
        same = False
    return _float(number) if same else str(value)


def _bytes(value: bytes | bytearray | memoryview) -> Data:
    if len(value) > MAX_NODES:
        raise Unwieldy("the value is too large to compare")
    return list(bytes(value))


#: By birth: to ask whether a class counts as a mapping costs what a probe would measure.
_MAPPINGS = (Mapping, MappingProxyType)
#: What is written without being asked to iterate.
_HELD = (*_MAPPINGS, *(str, bytes, bytearray, memoryview, list, tuple, dict, set, frozenset), *(BaseException, type, Enum, range))

_WRITERS = (
    ((bytes, bytearray, memoryview), _bytes),
    ((Decimal, Fraction), _ratio),
    ((date, time), lambda value: value.isoformat()),
    ((timedelta,), lambda value: _float(value.total_seconds())),
    ((UUID, PurePath), str),
)

"""Values that lie beside others, to ask an object about that claims to equal one of them."""

import string
from collections import deque
from datetime import date, timedelta
from decimal import Decimal
from numbers import Number
from zlib import crc32

from kit import decimals

_KEYS, _ITEMS = type({}.keys()), type({}.items())
_ROWS = (list, tuple, set, frozenset, deque)
_ALPHABETS = (string.digits, string.ascii_lowercase, string.ascii_uppercase)


class Unforeseen:
    """Numbers that a program cannot foresee that does not know the test file, and that are the same in each run."""

    _state = 0

    @classmethod
    def begin(cls, text: str) -> None:
        """Begin a row of numbers that a text decides."""
        cls._state = crc32(text.encode("utf-8", "surrogatepass"))

    @classmethod
    def below(cls, bound: int) -> int:
        """Give the next number, from 0 to below a bound."""
        cls._state = (cls._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (cls._state >> 33) % bound


#: No more than the days of a week: an object that counts in a circle is not to be taken for a liar.
_ASKED = 7


def values_around(value: object) -> tuple[list[object], list[object]]:
    """Make a row of values around another, in which its place cannot be foreseen: those before it and those after."""
    before = Unforeseen.below(_ASKED)
    return row_beside(value, -1, before)[::-1], row_beside(value, 1, _ASKED - 1 - before)


def row_beside(value: object, step: int, most: int) -> list[object]:
    """Make values that look like another, each a step further away from it; none where it has no like."""
    row = [value]
    # After two steps a truth value would be itself again.
    for _ in range(min(most, 1) if type(value) is bool else most):
        row.append(_beside(row[-1], step))
    return [other for other in row[1:] if other is not value]


def _beside(value: object, step: int) -> object:
    """Make the next value in a direction, of the same type; the value itself where there is none."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Decimal):
        return decimals.plus(value, step)
    if isinstance(value, Number):
        return value + step
    if isinstance(value, (date, timedelta)):
        return value + timedelta(days=step)
    if isinstance(value, str):
        return _text_beside(value, step)
    if isinstance(value, (bytes, bytearray)):
        return type(value)(byte % 256 for byte in _items_beside([*value], step))
    if isinstance(value, _ROWS):
        kind = next(kind for kind in _ROWS if isinstance(value, kind))
        return kind(_items_beside([*value], step))
    if isinstance(value, _KEYS):
        return dict.fromkeys(_items_beside([*value], step)).keys()
    if isinstance(value, _ITEMS):
        return _beside(dict(value), step).items()
    if isinstance(value, dict):
        return dict(zip(value, _items_beside([*value.values()], step), strict=False)) or {"a": 0}
    return value


def _text_beside(text: str, step: int) -> str:
    places = [at for at, char in enumerate(text) if any(char in alphabet for alphabet in _ALPHABETS)]
    if not places:
        return text + "a"
    at = places[Unforeseen.below(len(places))]
    alphabet = next(alphabet for alphabet in _ALPHABETS if text[at] in alphabet)
    char = alphabet[(alphabet.index(text[at]) + step) % len(alphabet)]
    return text[:at] + char + text[at + 1 :]


def _items_beside(items: list[object], step: int) -> list[object]:
    """Change one of some items; one that has nothing beside it is left out."""
    if not items:
        return [0]
    at = Unforeseen.below(len(items))
    changed = _beside(items[at], step)
    return items[:at] + ([] if changed is items[at] else [changed]) + items[at + 1 :]

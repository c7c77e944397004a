"""Which of two values is more or less: an object that is asked beside a built-in value may not contradict itself."""

from collections.abc import Callable, Iterable
from operator import ge, gt, le, lt

from kit.beside import Unforeseen, values_around
from kit.honest import built_in, is_number, number, same_item, trusted
from kit.kinship import exact, is_a

_METHODS = ("__lt__", "__le__", "__gt__", "__ge__")
_SEEN_FROM_BEHIND = {lt: gt, gt: lt, le: ge, ge: le}


def ordered(
    compare: Callable[[object, object], object], a: object, b: object, others: Iterable[object] = ()
) -> object:
    """Answer `<`, `>`, `<=` or `>=`; what an object of the program's own says must not contradict itself.

    It is asked about the `others` of a chain such as `2 < x < 4` as well.
    """
    known_a, known_b = built_in(a, *_METHODS), built_in(b, *_METHODS)
    if known_a and known_b:
        return compare(_comparable(a), _comparable(b))
    if known_a is known_b or trusted(a) or trusted(b):
        return compare(a, b)
    own, value, asked = (a, b, compare) if known_b else (b, a, _SEEN_FROM_BEHIND[compare])
    values = [value]
    for each in (value, *(other for other in others if built_in(other))):
        before, after = values_around(exact(each))
        for beside in (each, *before, *after):
            values.insert(Unforeseen.below(len(values) + 1), beside)
    said = [(other, {each: _says_of_order(each, own, other) for each in _SEEN_FROM_BEHIND}) for other in values]
    result = next(answers[asked] for other, answers in said if other is value)
    if result is None:
        compare(a, b)
    return result is True and _is_an_order(said)


def _says_of_order(compare: Callable[[object, object], object], own: object, other: object) -> bool | None:
    try:
        return bool(compare(own, other))
    except Exception:
        return None


def _is_an_order(said: list[tuple[object, dict[Callable, bool | None]]]) -> bool:
    """Tell whether answers agree: none is its own opposite, and what is between a value and itself is only that value."""
    if any((answers[lt] and (answers[gt] or answers[ge])) or (answers[gt] and answers[le]) for _, answers in said):
        return False
    same = [value for value, answers in said if answers[le] and answers[ge]]
    if any(not same_item(value, same[0]) for value in same):
        return False
    said = [each for each in said if is_number(each[0]) and not is_a(each[0], complex)]
    below = [value for value, answers in said if answers[gt] or answers[ge]]
    above = [value for value, answers in said if answers[lt] or answers[le]]
    return all(number(low) <= number(high) for low in below for high in above)


def _comparable(value: object) -> object:
    if is_a(value, list) or is_a(value, tuple):
        return type(exact(value))(_comparable(item) for item in exact(value))
    return number(value)

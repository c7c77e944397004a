"""Comparisons that an object cannot decide by lying.

Values of built-in types are compared by those types' own means, and so is what they hold. Two objects of classes of
the program's own are compared as these say: a test may ask for just that. Where such an object meets a built-in
value, what it says has to be consistent: one that equals 3 may not equal 4 as well. A class made from a built-in type
is of the program's own in the comparisons that it writes anew.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from types import BuiltinFunctionType, EllipsisType, FunctionType, ModuleType, NoneType

from kit import decimals, private
from kit.beside import row_beside, values_around
from kit.hiding import is_hidden_function, is_of_python
from kit.kinship import exact, function_of, is_a, owner_of, real_mro
from kit.test_classes import answers_for, method_of_tests

_Fraction = private.COPIES["fractions"].Fraction
_Call = private.COPIES["unittest.mock"]._Call
_NUMBERS = (int, float, complex, Decimal, Fraction, _Fraction)
_SEQUENCES = (list, tuple, deque)
_VIEWS = (type({}.keys()), type({}.items()))
_SETS = (set, frozenset, *_VIEWS)
_BYTES = (bytes, bytearray, memoryview)
_PLAIN = (
    *(str, range, slice, NoneType, EllipsisType, type(NotImplemented)),
    *(date, time, timedelta, tzinfo),
)
_ALONE = (type, FunctionType, BuiltinFunctionType, ModuleType)
_BUILT_IN = (*_NUMBERS, *_SEQUENCES, *_SETS, *_BYTES, dict, *_PLAIN, *_ALONE)
_HASHED = (int, float, str, bytes, bool, NoneType)
_MAX_DEPTH = 200
_numerator = Fraction.__dict__["_numerator"].__get__
_denominator = Fraction.__dict__["_denominator"].__get__


def built_in(value: object, *methods: str) -> bool:
    """Tell whether a value is of a built-in type, or of a class made from one that has these methods from Python."""
    mro = real_mro(value)
    return any(kind in mro for kind in _BUILT_IN) and not any(_rewritten(value, name) for name in methods)


def _rewritten(value: object, method: str) -> bool:
    function = function_of(value, method)
    return function is not None and not is_of_python(function)


def trusted(value: object, method: str = "__eq__") -> bool:
    """Tell whether a method of the kit's or of the test file answers for a value."""
    return answers_for(value, method) or is_hidden_function(function_of(value, method))


def equal(a: object, b: object) -> object:
    """Answer `a == b`."""
    if not built_in(a, "__eq__") and not built_in(b, "__eq__"):
        return _both_own(a, b)
    return _same(a, b, 0)


def unequal(a: object, b: object) -> object:
    """Answer `a != b`."""
    if not any(built_in(each, "__eq__", "__ne__") or trusted(each) for each in (a, b)):
        return a != b
    return not equal(a, b)


def _both_own(a: object, b: object) -> object:
    if not trusted(a) and not trusted(b):
        return a == b
    for asked, other in ((a, b), (b, a)):
        answer = _asked(asked, other) if trusted(asked) else NotImplemented
        if answer is not NotImplemented:
            return answer
    return a is b


def _asked(value: object, other: object) -> object:
    """Ask an object of the kit's or of the test file's whether it equals another."""
    method = method_of_tests(value, "__eq__")
    if method is not None:
        return method(value, other)
    return NotImplemented if answers_for(value, "__eq__") else type(value).__eq__(value, other)


def same_item(a: object, b: object, depth: int = 0) -> bool:
    """Compare as lists compare what they hold."""
    return a is b or bool(_same(a, b, depth))


def _same(a: object, b: object, depth: int) -> bool:
    if depth > _MAX_DEPTH:
        raise RecursionError("the values are too deep to compare")
    known_a, known_b = built_in(a, "__eq__"), built_in(b, "__eq__")
    if is_a(a, _Call) and is_a(b, _Call):
        return _same_lists(_parts_of_call(a), _parts_of_call(b), depth)
    if known_a and known_b:
        return _same_built_in(a, b, depth)
    if not known_a and not known_b:
        return bool(_both_own(a, b))
    own, value = (b, a) if known_a else (a, b)
    if trusted(own):
        return _asked(own, value) is True
    return _agrees(own, value)


def _agrees(own: object, value: object) -> bool:
    """Tell whether an object equals a built-in value, and none of those beside it that it is asked about as well.

    Which of them is the value, an object that knows only how it is asked cannot tell.
    """
    if owner_of(own, "__eq__") is object:
        return False
    before, after = values_around(exact(value))
    said = [_says(own, other) for other in before]
    holds = bool(own == value)
    said += [_says(own, other) for other in after]
    return holds and len(said) > 0 and not any(said)


def _says(own: object, other: object) -> bool:
    try:
        return bool(own == other)
    except Exception:
        return False


def _same_built_in(a: object, b: object, depth: int) -> bool:
    kind = _kind(a)
    if kind is not _kind(b):
        return False
    if kind is _NUMBERS:
        return number(a) == number(b)
    if kind in (list, tuple, deque):
        return _same_lists(kind.__iter__(a), kind.__iter__(b), depth)
    if kind is _BYTES:
        return _same_bytes(a, b)
    if kind is slice:
        return _same_lists((a.start, a.stop, a.step), (b.start, b.stop, b.step), depth)
    if kind is _SETS:
        return _same_sets(_items(a), _items(b), depth)
    if kind is dict:
        return _same_dicts(a, b, depth)
    if kind is _ALONE:
        return a is b
    return kind.__eq__(exact(a), exact(b)) is True


def _parts_of_call(value: object) -> list[object]:
    """Give the name, the arguments and the named arguments of a mock's call, which leaves out some of the three."""
    parts = list(tuple.__iter__(value))
    return [next((part for part in parts if is_a(part, kind)), kind()) for kind in (str, tuple, dict)]


def _equal_calls(own: object, other: object) -> object:
    """Answer for `call(1) == call(1)`, by which mocks judge how they were called."""
    equal_parts = _standard_equal_calls(own, other)
    if equal_parts is not True or not is_a(other, _Call):
        return equal_parts
    return _same_lists(_parts_of_call(own)[1:], _parts_of_call(other)[1:], 0)


def _holds_call(calls: list[object], wanted: tuple) -> bool:
    """Answer for `assert_any_call`."""
    held = (each for each in list.__iter__(calls) if is_a(each, tuple))
    return any(_same_lists(tuple.__iter__(wanted), tuple.__iter__(each), 0) for each in held)


_standard_equal_calls = _Call.__eq__
_Call.__eq__ = _equal_calls
private.COPIES["unittest.mock"]._AnyComparer.__contains__ = _holds_call


def _kind(value: object) -> object:
    mro = real_mro(value)
    for family in (_NUMBERS, _SETS, _BYTES, _ALONE):
        if any(kind in mro for kind in family):
            return family
    return next(kind for kind in (datetime, *_BUILT_IN) if kind in mro)


def number(value: object) -> object:
    """Give the number that a value is, as one that its own class has no say in."""
    if is_a(value, Fraction):
        return _Fraction(exact(_numerator(value)), exact(_denominator(value)))
    if is_a(value, Decimal) and type(value) is not Decimal:
        return decimals.plain(value)
    return exact(value)


def _same_lists(a: Iterable[object], b: Iterable[object], depth: int) -> bool:
    left, right = list(a), list(b)
    if len(left) != len(right):
        return False
    return all(same_item(x, y, depth + 1) for x, y in zip(left, right, strict=True))


def _items(value: object) -> list[object]:
    return list(next(kind for kind in _SETS if is_a(value, kind)).__iter__(value))


def _same_bytes(a: object, b: object) -> bool:
    """Compare as views of memory do, without what they ask how to read numbers: a program can replace that."""
    if not is_a(a, memoryview) and not is_a(b, memoryview):
        return exact(a) == exact(b)
    try:
        return memoryview(a).tolist() == memoryview(b).tolist()
    except NotImplementedError, ValueError:
        return a is b


def _same_sets(a: list[object], b: list[object], depth: int) -> bool:
    if all(type(item) in _HASHED for item in (*a, *b)):
        return set(a) == set(b)
    return same_in_any_order(a, b, depth)


def same_in_any_order(a: Iterable[object], b: Iterable[object], depth: int = 0) -> bool:
    """Tell whether two collections hold the same, each as often."""
    left, free = list(a), list(b)
    if len(left) != len(free):
        return False
    for item in left:
        at = next((i for i, other in enumerate(free) if same_item(item, other, depth + 1)), None)
        if at is None:
            return False
        del free[at]
    return True


def _same_dicts(a: object, b: object, depth: int) -> bool:
    left, right = list(dict.items(a)), list(dict.items(b))
    if is_a(a, OrderedDict) and is_a(b, OrderedDict):
        left, right = list(OrderedDict.items(a)), list(OrderedDict.items(b))
        return _same_lists(left, right, depth)
    if is_a(a, Counter) and is_a(b, Counter):
        left, right = [pair for pair in left if pair[1]], [pair for pair in right if pair[1]]
    if not all(type(key) in _HASHED for key, _ in (*left, *right)):
        return same_in_any_order(left, right, depth)
    held = dict(right)
    return len(left) == len(right) and all(
        key in held and same_item(value, held[key], depth + 1) for key, value in left
    )


def contains(container: object, item: object) -> bool:
    """Answer `item in container`."""
    mro = () if _rewritten(container, "__contains__") else real_mro(container)
    if any(kind in mro for kind in (str, bytes, bytearray, range)):
        return exact(item) in exact(container)
    if dict in mro or any(kind in mro for kind in _SETS):
        held = list(dict.keys(container)) if dict in mro else _items(container)
        if type(item) in _HASHED and all(type(key) in _HASHED for key in held):
            return item in set(held)
        return any(same_item(other, item) for other in held)
    kind = next((kind for kind in _SEQUENCES if kind in mro), None)
    if kind is not None:
        return any(same_item(other, item) for other in kind.__iter__(container))
    if owner_of(container, "__contains__") is None:
        return any(same_item(other, item) for other in container)
    return item in container and (
        trusted(container, "__contains__") or not _holds_everything(container, item)
    )


def _holds_everything(container: object, item: object) -> bool:
    strangers = [*row_beside(exact(item), 1, 2), *row_beside(exact(item), -1, 2), 7919 * 104729, "a stranger"]
    for stranger in strangers:
        try:
            if stranger not in container:
                return False
        except Exception:
            return False
    return True


def minus(a: object, b: object) -> object:
    """Answer `a - b`; an object may not make a number of its distance to a number."""
    if is_number(a) and is_number(b):
        left, right = number(a), number(b)
        return decimals.minus(left, right) if decimals.subtracts(left, right) else left - right
    result = a - b
    if (is_number(a) or is_number(b)) and is_number(result):
        raise TypeError("expected a number, received an object that only subtracts like one")
    return result


def distance(a: object, b: object) -> object:
    """Answer `abs(a - b)`, likewise."""
    if is_number(a) is not is_number(b) and not (_is_time(a) or _is_time(b)):
        raise TypeError("expected a number, received an object that is none")
    return decimals.magnitude(minus(a, b))


def is_number(value: object) -> bool:
    """Tell whether a value is a number."""
    return any(is_a(value, kind) for kind in _NUMBERS)


def _is_time(value: object) -> bool:
    return is_a(value, date) or is_a(value, timedelta)

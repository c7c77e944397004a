"""What a test file's comparisons and asserts are turned into (see `rewriting`)."""

from collections.abc import Callable
from operator import ge, gt, is_, is_not, le, lt

from kit import honest, private
from kit.differences import IN_MESSAGE, difference
from kit.kinship import is_a
from kit.order import ordered
from kit.thrown import Failed, cut, forget_failures, shown

_MOCK = private.COPIES["unittest.mock"]

COMPARISONS = {
    "==": honest.equal,
    "!=": honest.unequal,
    "<": lambda a, b, *others: ordered(lt, a, b, others),
    "<=": lambda a, b, *others: ordered(le, a, b, others),
    ">": lambda a, b, *others: ordered(gt, a, b, others),
    ">=": lambda a, b, *others: ordered(ge, a, b, others),
    "in": lambda a, b: honest.contains(b, a),
    "not in": lambda a, b: not honest.contains(b, a),
    "is": is_,
    "is not": is_not,
}
_ORDERS = frozenset({"<", "<=", ">", ">="})
_WORDS = {
    "!=": "anything but ",
    "<": "less than ",
    "<=": "at most ",
    ">": "more than ",
    ">=": "at least ",
    "is": "",
    "is not": "anything but ",
}


_SENTENCE_ENDS = (".", "!", "?", ":")


class _Last:
    """The assert that was judged last, if it failed, and how many there have been."""

    failure: Failed | None = None
    judged = 0


def judged() -> int:
    """Give the number of checks so far."""
    return _Last.judged


def _keep(holds: bool, failure: Failed | None) -> bool:
    _Last.judged += 1
    _Last.failure = failure
    return holds


def unlike(operation: str, actual: object, expected: object) -> Failed:
    """Say that a comparison does not hold."""
    wanted, received = shown(expected), shown(actual)
    if operation in ("in", "not in"):
        return Failed(f"expected {cut(received, IN_MESSAGE)} {operation} {cut(wanted, IN_MESSAGE)}")
    if operation == "==":
        return Failed(difference(actual, expected), wanted, received)
    wanted = _WORDS[operation] + wanted
    message = f"expected {cut(wanted, IN_MESSAGE)}, received {cut(received, IN_MESSAGE)}"
    return Failed(message, wanted, received)


def _chain(operations: tuple[str, ...], *values: object) -> object:
    result: object = True
    for operation, a, b in zip(operations, values[:-1], values[1:], strict=True):
        result = COMPARISONS[operation](a, b, *(values if operation in _ORDERS else ()))
        if not result:
            break
    return result


def _judge(operation: str, a: object, b: object) -> bool:
    """Judge `assert a == b`. What is written down as a constant stands mostly on the right: it is the expected."""
    return _keep(True, None) if COMPARISONS[operation](a, b) else _keep(False, unlike(operation, a, b))


def _judge_reversed(operation: str, a: object, b: object) -> bool:
    return _keep(True, None) if COMPARISONS[operation](a, b) else _keep(False, unlike(operation, b, a))


def _judge_truth(text: str, wanted: bool, value: object) -> bool:
    held = bool(value) is wanted
    truth = "true" if wanted else "false"
    if held:
        return _keep(True, None)
    return _keep(False, Failed(f"expected {text} to be {truth}, received {shown(value)}"))


def _failure(*message: object) -> Failed:
    failure = _Last.failure or Failed("the assertion does not hold")
    return with_message(failure, *message)


def with_message(failure: Failed, *message: object) -> Failed:
    """Put the test's own words in front."""
    if not message or message[0] is None:
        return failure
    words = str(message[0])
    separator = " " if words.endswith(_SENTENCE_ENDS) else ": "
    return Failed(f"{words}{separator}{failure.args[0]}", failure.expected, failure.actual)


_either_order: set[object] = set()


def either_order(function: Callable) -> Callable:
    """Mark an assert method that compares two values of which tests write the expected one first or second."""
    _either_order.add(function)
    return function


def _reversed(method: Callable) -> Callable:
    """Give an assert method that is called with the expected value first, and takes it second."""
    if getattr(method, "__func__", None) not in _either_order:
        return method
    return lambda first, second, *others, **named: method(second, first, *others, **named)


_mock_methods = {
    name: function
    for cls in (_MOCK.NonCallableMock, _MOCK.AsyncMockMixin)
    for name, function in vars(cls).items()
    if name.startswith("assert_")
}


def _method(holder: object, name: str) -> object:
    """Give a method by which a mock is judged as it was, and any other as it is."""
    function = _mock_methods.get(name)
    if function is None or not is_a(holder, _MOCK.NonCallableMock):
        return getattr(holder, name)
    return function.__get__(holder)


#: Under names that no program can write.
HELPERS = {
    **{f"@{name}": function for name, function in COMPARISONS.items()},
    "@chain": _chain,
    "@judge": _judge,
    "@judge reversed": _judge_reversed,
    "@judge truth": _judge_truth,
    "@failure": _failure,
    "@caught": forget_failures,
    "@method": _method,
    "@reversed": _reversed,
    "@minus": honest.minus,
    "@distance": honest.distance,
}

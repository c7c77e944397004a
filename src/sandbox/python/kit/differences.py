"""Says how two values differ that a test has compared: in full, or from the place on at which they first differ."""

from kit import honest
from kit.kinship import exact, is_a
from kit.thrown import cut, shown

#: How many characters of a value a message may hold.
IN_MESSAGE = 120
_MOST_STEPS = 20


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


_NOTHING = _Nothing()


def difference(actual: object, expected: object) -> str:
    """Say "expected 6, received 5", or "at [1]['month']: expected 6, received 5" where the values are long."""
    if max(len(shown(actual)), len(shown(expected))) <= IN_MESSAGE:
        return f"expected {shown(expected)}, received {shown(actual)}"
    path = ""
    for _ in range(_MOST_STEPS):
        step = _step(actual, expected)
        if step is None:
            break
        taken, actual, expected = step
        path += taken
    place = f"at {path}: " if path else ""
    if is_a(actual, str) and is_a(expected, str):
        line, actual, expected = _first_line(exact(actual), exact(expected))
        place += line
    wanted, received = _apart(shown(expected), shown(actual))
    return f"{place}expected {wanted}, received {received}"


def _step(actual: object, expected: object) -> tuple[str, object, object] | None:
    """Find the first member that differs, by its key."""
    left, right = _members(actual), _members(expected)
    if left is None or right is None or type(actual) is not type(expected):
        return None
    for key in [*right, *(key for key in left if key not in right)]:
        pair = left.get(key, _NOTHING), right.get(key, _NOTHING)
        if any(each is _NOTHING for each in pair) or not honest.same_item(*pair):
            return key, *pair
    return None


def _members(value: object) -> dict[str, object] | None:
    if type(value) in (list, tuple):
        return {f"[{index}]": item for index, item in enumerate(value)}
    if type(value) is dict:
        return {f"[{shown(key)}]": item for key, item in value.items()}
    return None


def _first_line(actual: str, expected: str) -> tuple[str, object, object]:
    """Find the first line that differs, of texts of several lines."""
    left, right = actual.split("\n"), expected.split("\n")
    if max(len(left), len(right)) == 1:
        return "", actual, expected
    at = next((at for at, pair in enumerate(zip(left, right)) if pair[0] != pair[1]), min(len(left), len(right)))
    here = ((lines[at] if at < len(lines) else _NOTHING) for lines in (left, right))
    return f"line {at + 1}: ", *here


def _apart(a: str, b: str) -> tuple[str, str]:
    """Cut two texts, past what they begin with alike where that alone would fill a message."""
    shared = next((at for at, (x, y) in enumerate(zip(a, b)) if x != y), 0)
    skipped = shared - IN_MESSAGE // 4 if shared > IN_MESSAGE // 2 else 0
    first, second = (cut(f"…{text[skipped:]}" if skipped else text, IN_MESSAGE) for text in (a, b))
    return first, second

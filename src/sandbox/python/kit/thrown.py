"""Tells what was thrown, in one line, with the learner's own file and line. What an exception says is never trusted."""

from collections.abc import Container, Iterator
from types import TracebackType

from kit import private
from kit.data import field_names
from kit.hiding import KIT_FOLDER, frame_code, traceback_frame
from kit.kinship import class_name, exact, is_a, owner_of, raised_as
from kit.streams import OutputBound

MAX_CHARS = 500
_IN_LABEL = 120
_MOST_DEPTH = 2
_MOST_ITEMS = 20

#: Where an object lies says nothing to a reader.
_drop_address = private.COPIES["re"].compile(r" at 0x[0-9a-f]+").sub

type Thrown = dict[str, object]

_traceback = BaseException.__dict__["__traceback__"].__get__
_line = TracebackType.__dict__["tb_lineno"].__get__


_unanswered: list[Failed] = []


def forget_failures() -> None:
    """Take all failures so far as dealt with: by the test itself, or because a case is over."""
    _unanswered.clear()


def first_unanswered() -> Failed | None:
    """Give the first failure that a case has not ended by, although nothing in the test dealt with it."""
    return _unanswered[0] if _unanswered else None


class Failed(AssertionError):
    """A check of the kit's that did not hold, with the two values where it compared some."""

    def __init__(self, message: str, expected: str | None = None, actual: str | None = None) -> None:
        super().__init__(message)
        self.expected = expected
        self.actual = actual
        _unanswered.append(self)


class PartsFailed(Failed):
    """What became of the parts of a test: the label and the failure of each that failed."""

    def __init__(self, parts: list[tuple[str, BaseException]]) -> None:
        first = parts[0][1]
        alone = type(first) is Failed and len(parts) == 1
        super().__init__("parts of the test failed", *((first.expected, first.actual) if alone else ()))
        self._parts = parts

    def told(self, files: Container[str]) -> str:
        """Tell of as many as there is room for, and how many there are besides."""
        told = [f"{cut(label, _IN_LABEL)} {describe(error, files)['message']}" for label, error in self._parts]
        kept = 1
        while kept < len(told) and len("; ".join(told[: kept + 1])) < MAX_CHARS - _IN_LABEL // 4:
            kept += 1
        more = [f"and {len(told) - kept} more"] if kept < len(told) else []
        return "; ".join([*told[:kept], *more])


def describe(error: BaseException, files: Container[str]) -> Thrown:
    """Describe what a program or a test threw; `files` are the learner's."""
    kind = _kind(error, files)
    if kind == "output":
        return {"kind": kind, "message": "printed too much", "names": []}
    text = cut(error.told(files)) if type(error) is PartsFailed else message_of(error)
    if type(error) in (Failed, PartsFailed):
        thrown: Thrown = {"kind": kind, "message": text, "names": _names(error)}
        if error.expected is not None:
            thrown |= {"expected": error.expected, "actual": error.actual}
        return thrown
    name = class_name(type(error))
    if kind == "assertion":
        return {"kind": kind, "message": text or "AssertionError", "names": _names(error)}
    place = _place(error, files)
    line = f"{place}{name}: {text}" if text else f"{place}{name}"
    return {"kind": kind, "message": cut(line), "names": _names(error)}


def _kind(error: BaseException, files: Container[str]) -> str:
    for cls, kind in ((OutputBound, "output"), (MemoryError, "memory"), (RecursionError, "stack")):
        if is_a(error, cls):
            return kind
    return "assertion" if is_a(error, AssertionError) and not _raised_in(error, files) else "exception"


def _raised_in(error: BaseException, files: Container[str]) -> bool:
    """Tell whether it was the learner's code that raised, or called what raised, and not the test's."""
    for name, _ in reversed(_trail(error)):
        if name in files or name.startswith(KIT_FOLDER):
            return name in files
    return False


def _names(error: BaseException) -> list[str]:
    return [cut(class_name(cls), 100) for cls in raised_as(error) if cls not in (object, Failed, PartsFailed)]


def message_of(error: BaseException) -> str:
    """Give an exception's message in one line, as far as it has one."""
    try:
        text = exact(str(error.msg if is_a(error, SyntaxError) else error))
    except BaseException:
        return ""
    return cut(_told(text))


def _told(text: str) -> str:
    return _drop_address("", " ".join(text.split()) if "\n" in text else text)


def _place(error: BaseException, files: Container[str]) -> str:
    if is_a(error, SyntaxError) and error.filename in files:
        return f"{error.filename}:{error.lineno}: "
    return next((f"{name}:{line}: " for name, line in reversed(_trail(error)) if name in files), "")


def came_of_call(error: BaseException, files: Container[str]) -> bool:
    """Tell whether a function of the learner's was called, and not only their files imported."""
    codes = [frame_code(traceback_frame(each)) for each in _steps(error)]
    return any(code.co_filename in files and code.co_name != "<module>" for code in codes)


def _trail(error: BaseException) -> list[tuple[str, int]]:
    return [(frame_code(traceback_frame(each)).co_filename, _line(each)) for each in _steps(error)]


def _steps(error: BaseException) -> Iterator[TracebackType]:
    traceback = _traceback(error)
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def cut(text: str, most: int = MAX_CHARS) -> str:
    """Cut a text to a bound and show that it was cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shown(value: object) -> str:
    """Give a value's repr, cut; an object that has none is shown by its fields, and one whose repr fails by its class."""
    try:
        return cut(_drop_address("", exact(_repr(value, 0))))
    except Exception:
        return f"<{class_name(type(value))} object>"


def _repr(value: object, depth: int) -> str:
    if depth > _MOST_DEPTH:
        return repr(value)
    if type(value) in (list, tuple) and 0 < len(value) <= _MOST_ITEMS:
        return _in_brackets([_repr(item, depth + 1) for item in value], type(value))
    names = field_names(value) if owner_of(value, "__repr__") is object else []
    fields = [f"{name}={_repr(getattr(value, name), depth + 1)}" for name in names if hasattr(value, name)]
    return f"{class_name(type(value))}({', '.join(fields)})" if fields else repr(value)


def _in_brackets(items: list[str], kind: type) -> str:
    if kind is list:
        return f"[{', '.join(items)}]"
    return f"({', '.join(items)}{',' * (len(items) == 1)})"

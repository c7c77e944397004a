"""Tells what was thrown, in one line, with the learner's own file and line. What an exception says is never trusted."""

from collections.abc import Container
from types import TracebackType

from kit import private
from kit.hiding import KIT_FOLDER, frame_code, traceback_frame
from kit.kinship import class_name, exact, is_a, real_mro
from kit.streams import OutputBound

MAX_CHARS = 500

#: Where an object lies says nothing to a reader.
_drop_address = private.COPIES["re"].compile(r" at 0x[0-9a-f]+").sub

type Thrown = dict[str, object]

_traceback = BaseException.__dict__["__traceback__"].__get__
_line = TracebackType.__dict__["tb_lineno"].__get__


class Failed(AssertionError):
    """A check of the kit's that did not hold, with the two values where it compared some."""

    def __init__(self, message: str, expected: str | None = None, actual: str | None = None) -> None:
        super().__init__(message)
        self.expected = expected
        self.actual = actual


def describe(error: BaseException, files: Container[str]) -> Thrown:
    """Describe what a program or a test threw; `files` are the learner's."""
    kind = _kind(error, files)
    if kind == "output":
        return {"kind": kind, "message": "printed too much", "names": []}
    text = message_of(error)
    if type(error) is Failed:
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
    return [cut(class_name(cls), 100) for cls in real_mro(error) if cls not in (object, Failed)]


def message_of(error: BaseException) -> str:
    """Give an exception's message in one line, as far as it has one."""
    try:
        if is_a(error, SyntaxError):
            text = str(error.msg)
        else:
            text = exact(str(error))
    except BaseException:
        return ""
    return cut(_told(text))


def _told(text: str) -> str:
    return _drop_address("", " ".join(text.split()) if "\n" in text else text)


def _place(error: BaseException, files: Container[str]) -> str:
    if is_a(error, SyntaxError) and error.filename in files:
        return f"{error.filename}:{error.lineno}: "
    return next((f"{name}:{line}: " for name, line in reversed(_trail(error)) if name in files), "")


def _trail(error: BaseException) -> list[tuple[str, int]]:
    trail = []
    traceback = _traceback(error)
    while traceback is not None:
        trail.append((frame_code(traceback_frame(traceback)).co_filename, _line(traceback)))
        traceback = traceback.tb_next
    return trail


def cut(text: str, most: int = MAX_CHARS) -> str:
    """Cut a text to a bound and show that it was cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shown(value: object) -> str:
    """Give a value's repr, cut; an object whose repr fails is shown by its class."""
    try:
        return cut(_drop_address("", exact(repr(value))))
    except Exception:
        return f"<{class_name(type(value))} object>"

"""What a program prints and reads."""

import sys
from io import BytesIO, TextIOWrapper

MAX_OUTPUT_BYTES = 64 * 1024


class OutputBound(BaseException):
    """A program printed more than it may."""


class _Bounded(BytesIO):
    """Takes bytes up to the bound that stdout and stderr share."""

    def __init__(self, spent: list[int]) -> None:
        super().__init__()
        self._spent = spent

    def write(self, data: bytes) -> int:
        """Take bytes, or end the program."""
        self._spent[0] += len(data)
        if self._spent[0] > MAX_OUTPUT_BYTES:
            raise OutputBound
        return super().write(data)


class Streams:
    """The standard streams of a program that is tested: nothing to read, and what it prints in memory, bounded."""

    def __init__(self) -> None:
        self._spent = [0]
        sys.stdout = sys.__stdout__ = _text(_Bounded(self._spent))
        sys.stderr = sys.__stderr__ = _text(_Bounded(self._spent))
        sys.stdin = sys.__stdin__ = TextIOWrapper(BytesIO(), encoding="utf-8")

    @property
    def overrun(self) -> bool:
        """Tell whether the program has printed too much, even if it did not let that end it."""
        return self._spent[0] > MAX_OUTPUT_BYTES


class StandardStreams:
    """The standard streams of a program that is run by itself: its system's, which the host bounds and reads."""

    def __init__(self) -> None:
        sys.stdin = sys.__stdin__ = _opened(0, "r", "<stdin>", errors="surrogateescape")
        sys.stdout = sys.__stdout__ = _opened(1, "w", "<stdout>", errors="backslashreplace", newline="\n")
        sys.stderr = sys.__stderr__ = _opened(2, "w", "<stderr>", errors="backslashreplace", newline="\n", buffering=1)
        self._opened = (sys.stdout, sys.stderr)

    def flush(self) -> None:
        """Let out what is still held back, as Python does when it ends: of the streams in use, and of the first ones."""
        for stream in (sys.stdout, sys.stderr, *self._opened):
            try:
                stream.flush()
            except BaseException:
                pass


def _opened(number: int, mode: str, name: str, **how: object) -> TextIOWrapper:
    stream = open(number, mode, encoding="utf-8", closefd=False, **how)
    stream.buffer.raw.name = name
    return stream


def _text(data: _Bounded) -> TextIOWrapper:
    return TextIOWrapper(data, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)

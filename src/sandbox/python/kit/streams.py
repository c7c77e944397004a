"""What a program prints and reads: kept in memory, and bounded."""

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
    """The standard streams of one program."""

    def __init__(self, stdin: str = "") -> None:
        self._spent = [0]
        self._out = _Bounded(self._spent)
        err = _Bounded(self._spent)
        sys.stdout = sys.__stdout__ = _text(self._out)
        sys.stderr = sys.__stderr__ = _text(err)
        self._streams = (sys.stdout, sys.stderr)
        data = BytesIO(stdin.encode("utf-8", "surrogatepass"))
        sys.stdin = sys.__stdin__ = TextIOWrapper(data, encoding="utf-8", errors="surrogatepass")

    @property
    def overrun(self) -> bool:
        """Tell whether the program has printed too much, even if it did not let that end it."""
        return self._spent[0] > MAX_OUTPUT_BYTES

    def output(self) -> str:
        """Give what was printed to stdout."""
        for stream in self._streams:
            try:
                TextIOWrapper.flush(stream)
            except OutputBound, ValueError:
                pass
        return BytesIO.getvalue(self._out).decode("utf-8", "replace") if not self._out.closed else ""


def _text(data: _Bounded) -> TextIOWrapper:
    return TextIOWrapper(data, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)

"""The fixture `caplog`: what a test's program logs."""

import logging
from collections.abc import Callable, Iterator

from kit import private

_contextmanager = private.COPIES["contextlib"].contextmanager
#: As pytest writes it, which tests look for in the text.
_FORMAT = "%(levelname)-8s %(name)s:%(filename)s:%(lineno)d %(message)s"


class CaughtLog(logging.Handler):
    """`caplog`: what reaches the root logger."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter(_FORMAT))
        self.records: list[logging.LogRecord] = []
        self.undo: list[Callable[[], None]] = []
        self._lines: list[str] = []

    @property
    def handler(self) -> logging.Handler:
        """Give what takes the records."""
        return self

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, which writing it completes."""
        self._lines.append(self.format(record))
        self.records.append(record)

    @property
    def messages(self) -> list[str]:
        """Give the texts alone."""
        return [each.getMessage() for each in self.records]

    @property
    def record_tuples(self) -> list[tuple[str, int, str]]:
        """Give the loggers, levels and texts."""
        return [(each.name, each.levelno, each.getMessage()) for each in self.records]

    @property
    def text(self) -> str:
        """Give all of it as lines."""
        return "".join(f"{line}\n" for line in self._lines)

    def get_records(self, when: str) -> list[logging.LogRecord]:
        """Give the records of a part of the test; all are taken for those of the test itself."""
        return self.records if when == "call" else []

    def clear(self) -> None:
        """Forget what was logged so far."""
        self.records.clear()
        self._lines.clear()

    def set_level(self, level: int | str, logger: str | None = None) -> None:
        """Have a logger tell of all from a level on, until the end of the test."""
        chosen = logging.getLogger(logger)
        self.undo.append(lambda before=chosen.level: chosen.setLevel(before))
        chosen.setLevel(level)

    @_contextmanager
    def at_level(self, level: int | str, logger: str | None = None) -> Iterator[None]:
        """Likewise, for one block."""
        self.set_level(level, logger)
        try:
            yield
        finally:
            self.undo.pop()()


def caught_log() -> Iterator[CaughtLog]:
    """Make the value of `caplog`."""
    caught, root = CaughtLog(), logging.getLogger()
    root.addHandler(caught)
    yield caught
    root.removeHandler(caught)
    while caught.undo:
        caught.undo.pop()()

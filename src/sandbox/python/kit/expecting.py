"""What a test expects a block or a call to do: raise, warn or log."""

import logging
import sys
import warnings
from collections.abc import Callable
from types import TracebackType

from kit import private
from kit.checks import with_message
from kit.kinship import class_name, is_a, raised_as
from kit.streams import OutputBound
from kit.thrown import Failed, forget_failures, shown

_search = private.COPIES["re"].search
_format_error = private.COPIES["traceback"].format_exception_only
_NEVER_EXPECTED = (MemoryError, OutputBound)


class Expectation:
    """A `with` block, or a call, that is expected to do something."""

    #: The test's own words for a failure.
    _words: object = None

    def check(self, call: tuple[object, ...], named: dict[str, object]) -> object:
        """Judge a call at once; without one, give this as a context manager."""
        if not call or call[0] is None:
            self._words = named.pop("msg", None)
            return self
        with self as given:
            call[0](*call[1:], **named)
        return given

    def __enter__(self) -> Expectation:
        return self


class Raises(Expectation):
    """Expects an exception; its message by a pattern, and all else by a check, where they are given. Holds it then."""

    def __init__(
        self, kinds: object, pattern: object = None, accepts: Callable[[BaseException], object] | None = None
    ) -> None:
        self._kinds = _classes(kinds)
        self._pattern = pattern
        self._accepts = accepts
        self._raised: BaseException | None = None

    @property
    def exception(self) -> BaseException:
        """Give the exception. Where a test asks within the block, nothing was raised so far."""
        if self._raised is None:
            raise self._nothing_raised()
        return self._raised

    @property
    def value(self) -> BaseException:
        """Give the exception, as pytest names it."""
        return self.exception

    @property
    def type(self) -> type:
        """Give its class."""
        return type(self.exception)

    @property
    def typename(self) -> str:
        """Give the name of its class."""
        return class_name(type(self.exception))

    def exconly(self, tryshort: bool = False) -> str:
        """Give its class and message as a traceback ends with them."""
        return "".join(_format_error(self.exception)).rstrip()

    def errisinstance(self, kinds: object) -> bool:
        """Tell whether it is of some class."""
        return any(is_a(self.exception, cls) for cls in _classes(kinds))

    def match(self, pattern: object) -> bool:
        """Check the message of the exception that was raised."""
        self._check_message(pattern)
        return True

    def __exit__(self, kind: type | None, error: BaseException | None, _at: TracebackType | None) -> bool:
        if error is None:
            raise self._nothing_raised()
        mro = raised_as(error)
        if not any(cls in mro for cls in self._kinds) or any(is_a(error, cls) for cls in _NEVER_EXPECTED):
            return False
        self._raised = error
        if is_a(error, Failed):
            forget_failures()
        if self._pattern is not None:
            self._check_message(self._pattern)
        if self._accepts is not None and not self._accepts(error):
            raise Failed(f"{class_name(type(error))} was raised, but not as the test's check wants it")
        return True

    def _nothing_raised(self) -> Failed:
        names = " or ".join(class_name(cls) for cls in self._kinds)
        return with_message(Failed(f"expected {names} to be raised", names, "nothing"), self._words)

    def _check_message(self, pattern: object) -> None:
        text = str(self.exception)
        if not _search(pattern, text):
            wanted = getattr(pattern, "pattern", pattern)
            raise Failed(
                f"expected a message that matches {shown(wanted)}, received {shown(text)}",
                shown(wanted),
                shown(text),
            )


def _classes(kinds: object) -> tuple[type, ...]:
    found = tuple(kinds) if is_a(kinds, tuple) else (kinds,)
    if not found or not all(is_a(kind, type) and issubclass(kind, BaseException) for kind in found):
        raise TypeError("expected the class of an exception")
    return found


class AllWarnings(Expectation):
    """Expects a warning, and its message where a pattern is given."""

    def __init__(self, kinds: object, pattern: object = None) -> None:
        self._kinds = _classes(kinds)
        self._pattern = pattern
        self._catching = warnings.catch_warnings(record=True)
        self.list: list[warnings.WarningMessage] = []
        #: The one that was expected, and where it came from.
        self.warning: Warning | None = None
        self.filename: str | None = None
        self.lineno: int | None = None

    @property
    def warnings(self) -> list[warnings.WarningMessage]:
        """Give all that were caught, as unittest names them."""
        return self.list

    def __enter__(self) -> AllWarnings:
        for module in list(sys.modules.values()):
            getattr(module, "__dict__", {}).pop("__warningregistry__", None)
        self.list = self._catching.__enter__()
        warnings.simplefilter("always")
        return self

    def __len__(self) -> int:
        return len(self.list)

    def __getitem__(self, index: int) -> warnings.WarningMessage:
        return self.list[index]

    def __exit__(self, kind: type | None, error: BaseException | None, at: TracebackType | None) -> bool:
        self._catching.__exit__(kind, error, at)
        if error is not None:
            return False
        for each in self.list:
            of_kind = any(cls in each.category.__mro__ for cls in self._kinds)
            if of_kind and (self._pattern is None or _search(self._pattern, str(each.message))):
                self.warning, self.filename, self.lineno = each.message, each.filename, each.lineno
                return False
        names = " or ".join(class_name(cls) for cls in self._kinds)
        raise with_message(Failed(f"expected a warning of {names}", names, "nothing"), self._words)


class _Keeping(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        self.records: list[logging.LogRecord] = []
        self.output: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, which writing it completes."""
        self.output.append(self.format(record))
        self.records.append(record)


class Logs(Expectation):
    """Expects records of a logger at a level or above it; or none."""

    def __init__(self, logger: object, level: object, *, none: bool = False) -> None:
        self._logger = logger if isinstance(logger, logging.Logger) else logging.getLogger(logger)
        self._level = logging._checkLevel(level) if level else logging.INFO
        self._none = none
        self._keeping = _Keeping()

    @property
    def records(self) -> list[logging.LogRecord]:
        """Give the records."""
        return self._keeping.records

    @property
    def output(self) -> list[str]:
        """Give the records as texts."""
        return self._keeping.output

    def __enter__(self) -> Logs:
        self._before = (self._logger.handlers[:], self._logger.level, self._logger.propagate)
        self._logger.handlers = [self._keeping]
        self._logger.propagate = False
        self._keeping.setLevel(self._level)
        self._logger.setLevel(self._level)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, _at: TracebackType | None) -> bool:
        self._logger.handlers, level, self._logger.propagate = self._before
        self._logger.setLevel(level)
        if error is not None:
            return False
        if bool(self.records) is self._none:
            wanted = "nothing" if self._none else "something"
            raise Failed(f"expected {wanted} to be logged, received {shown(self.output)}")
        return False

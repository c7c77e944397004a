"""The fixtures that pytest brings along: `monkeypatch`, `capsys`, `caplog`, `recwarn`, `tmp_path` and their kin."""

import os
import sys
import tempfile
import warnings
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

from kit import private
from kit.caught_log import CaughtLog, caught_log
from kit.mocker import MOCKER
from kit.pinned import PinnedModule, view_of
from kit.pytest_fixtures import Request
from kit.pytest_kit import PYTEST, Fixture
from kit.thrown import Failed

_contextmanager = private.COPIES["contextlib"].contextmanager
_NOTHING = object()
_Printed = namedtuple("CaptureResult", "out err")


class MonkeyPatch:
    """Changes things for one test."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []

    def setattr(self, target: object, name: object, value: object = _NOTHING, raising: bool = True) -> None:
        """Set an attribute; the target may be written as a text."""
        if isinstance(target, str):
            path, _, attribute = target.rpartition(".")
            target, name, value = _resolved(path), attribute, name
        is_plain = hasattr(target, "__dict__") and not isinstance(target, PinnedModule)
        before = vars(target).get(name, _NOTHING) if is_plain else getattr(target, name, _NOTHING)
        if raising and not hasattr(target, name):
            raise AttributeError(f"{target!r} has no attribute {name!r}")
        self._undo.append(
            lambda: delattr(target, name) if before is _NOTHING else setattr(target, name, before)
        )
        setattr(target, name, value)

    def delattr(self, target: object, name: str, raising: bool = True) -> None:
        """Delete an attribute."""
        if hasattr(target, name) or raising:
            before = getattr(target, name)
            self._undo.append(lambda: setattr(target, name, before))
            delattr(target, name)

    def setitem(self, mapping: dict, name: object, value: object) -> None:
        """Set an item."""
        before = mapping.get(name, _NOTHING)
        self._undo.append(lambda: mapping.pop(name) if before is _NOTHING else mapping.update({name: before}))
        mapping[name] = value

    def delitem(self, mapping: dict, name: object, raising: bool = True) -> None:
        """Delete an item."""
        if name in mapping or raising:
            before = mapping.pop(name)
            self._undo.append(lambda: mapping.update({name: before}))

    def setenv(self, name: str, value: object, prepend: str | None = None) -> None:
        """Set a variable of the environment."""
        self.setitem(os.environ, name, str(value))

    def delenv(self, name: str, raising: bool = True) -> None:
        """Delete a variable of the environment."""
        self.delitem(os.environ, name, raising)

    def chdir(self, path: object) -> None:
        """Go to another folder."""
        self._undo.append(lambda before=os.getcwd(): os.chdir(before))
        os.chdir(path)

    def syspath_prepend(self, path: object) -> None:
        """Have modules looked for in a folder first."""
        self._undo.append(lambda before=sys.path[:]: sys.path.__setitem__(slice(None), before))
        sys.path.insert(0, str(path))

    @classmethod
    @_contextmanager
    def context(cls) -> Iterator[MonkeyPatch]:
        """Change things for one block."""
        patch = cls()
        try:
            yield patch
        finally:
            patch.undo()

    def undo(self) -> None:
        """Put everything back."""
        while self._undo:
            self._undo.pop()()


def _resolved(path: str) -> object:
    parts = path.split(".")
    target: object = __import__(parts[0])
    for at, part in enumerate(parts[1:], 2):
        if not hasattr(target, part):
            __import__(".".join(parts[:at]))
        target = getattr(target, part)
    return view_of(target)


def _monkeypatch() -> Iterator[MonkeyPatch]:
    with MonkeyPatch.context() as patch:
        yield patch


class _Captured:
    """`capsys` and `capfd`: what was printed since it was last asked."""

    def __init__(self) -> None:
        self._read = [0, 0]
        self._kept = ["", ""]

    def readouterr(self) -> _Printed:
        """Give what was printed to stdout and stderr."""
        kept, self._kept = self._kept, ["", ""]
        return _Printed(kept[0] + self._new(0, sys.stdout), kept[1] + self._new(1, sys.stderr))

    @_contextmanager
    def disabled(self) -> Iterator[None]:
        """Keep what a block prints from what is asked for."""
        before = self.readouterr()
        yield
        self.readouterr()
        self._kept = [kept + new for kept, new in zip(self._kept, before, strict=True)]

    def _new(self, index: int, stream: object) -> str:
        data = stream.buffer.getvalue()
        new = data[self._read[index] :]
        self._read[index] = len(data)
        return new.decode("utf-8", "replace")


def _capsys() -> _Captured:
    captured = _Captured()
    captured.readouterr()
    return captured


class _CaughtWarnings(list):
    """`recwarn`: the warnings of a test."""

    def pop(self, kind: type[Warning] = Warning) -> warnings.WarningMessage:
        """Take the first of a kind."""
        at = next((at for at, each in enumerate(self) if kind in each.category.__mro__), None)
        if at is None:
            raise Failed(f"expected a warning of {kind.__name__}", kind.__name__, "nothing")
        return super().pop(at)


def _recwarn() -> Iterator[_CaughtWarnings]:
    caught = _CaughtWarnings()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda *told: caught.append(warnings.WarningMessage(*told))
        yield caught


class _Folders:
    """`tmp_path_factory`. Nothing need be cleared up: each test begins with the files of its own."""

    def mktemp(self, basename: str, numbered: bool = True) -> Path:
        """Make a folder."""
        return Path(tempfile.mkdtemp(prefix=f"{basename}-"))


def _tmp_path_factory() -> _Folders:
    return _Folders()


def _tmp_path() -> Path:
    return _Folders().mktemp("pytest")


class _OldPath(type(Path())):
    """`tmpdir`: a path with the methods that paths had before `pathlib`."""

    join = Path.joinpath
    strpath = property(str)
    basename = property(lambda self: self.name)
    check = Path.exists

    def mkdir(self, *names: str) -> Path:
        """Make a folder in this one."""
        made = self.joinpath(*names)
        Path.mkdir(made)
        return made

    def write(self, data: str, mode: str = "w") -> None:
        """Write a file."""
        with self.open(mode) as file:
            file.write(data)

    def read(self, mode: str = "r") -> str:
        """Read a file."""
        with self.open(mode) as file:
            return file.read()


class _OldFolders(_Folders):
    """`tmpdir_factory`."""

    def mktemp(self, basename: str, numbered: bool = True) -> Path:
        """Make a folder."""
        return _OldPath(super().mktemp(basename, numbered))


def _tmpdir_factory() -> _OldFolders:
    return _OldFolders()


def _tmpdir() -> Path:
    return _OldPath(_tmp_path())


def _built_in(function: Callable) -> Fixture:
    return Fixture(function, "function", [], False, None)


BUILT_IN = {
    "monkeypatch": _built_in(_monkeypatch),
    "capsys": _built_in(_capsys),
    "capfd": _built_in(_capsys),
    "caplog": _built_in(caught_log),
    "recwarn": _built_in(_recwarn),
    "tmp_path": _built_in(_tmp_path),
    "tmpdir": _built_in(_tmpdir),
    "tmp_path_factory": _built_in(_tmp_path_factory),
    "tmpdir_factory": _built_in(_tmpdir_factory),
    "mocker": MOCKER,
}

#: What a test file calls them where it says what its tests are given.
vars(PYTEST).update(
    MonkeyPatch=MonkeyPatch,
    CaptureFixture=_Captured,
    LogCaptureFixture=CaughtLog,
    WarningsRecorder=_CaughtWarnings,
    TempPathFactory=_Folders,
    FixtureRequest=Request,
)

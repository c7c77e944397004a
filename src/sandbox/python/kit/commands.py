"""Runs the learner's program in a world of its own, as a command line of a test asks for it."""

import io
import os
import sys
from collections.abc import Iterator

from kit import PRISTINE, private
from kit.hiding import TEST_FILE, frame_code, traceback_frame
from kit.kinship import is_a
from kit.learner_files import LearnerFiles
from kit.run_files import file_named
from kit.streams import OutputBound, Streams
from kit.thrown import Failed, describe

_WITH_VALUE = ("-W", "-X")
_STREAMS = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")
_contextmanager = private.COPIES["contextlib"].contextmanager
_format_exception = private.COPIES["traceback"].format_exception
_exec = PRISTINE["exec"]


_crashes: list[str] = []


def forget_crashes() -> None:
    """Take all crashes so far as dealt with."""
    _crashes.clear()


def with_crash(failure: BaseException | None) -> BaseException | None:
    """Say of a failure that the program has crashed before it: a test sees only that it has not printed enough."""
    if type(failure) is not Failed or not _crashes:
        return failure
    return Failed(f"{failure.args[0]}; the program ended by {_crashes[-1]}", failure.expected, failure.actual)


class Command:
    """The command line of a Python program."""

    def __init__(self, files: LearnerFiles, words: list[object]) -> None:
        self._files = files
        self._code: object = None
        words = [str(word) for word in words]
        script = file_named(files, words[0])
        if script is None:
            if words[0] != str(sys.executable) and not os.path.basename(words[0]).startswith(("python", "py.")):
                raise FileNotFoundError(f"[Errno 2] No such file or directory: {words[0]!r}")
            words = words[1:]
        while words and words[0].startswith("-") and words[0] not in ("-c", "-m"):
            words = words[2 if words[0] in _WITH_VALUE else 1 :]
        if words[:1] == ["-c"]:
            self._code, self._name, words = words[1], "-c", words[1:]
        elif words[:1] == ["-m"]:
            self._name, words = files.path_of_program(words[1]), words[1:]
        else:
            self._name = file_named(files, words[0]) if words else None
        self._words = words

    def run(self, data: bytes) -> tuple[int, bytes, bytes]:
        """Run it with what it reads; give its exit code and what it prints."""
        if self._name is None:
            told = f"{sys.executable}: can't open file {' '.join(self._words[:1])!r}: No such file or directory\n"
            return 2, b"", told.encode()
        files = self._files
        with _own_world(files) as (out, err):
            sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
            sys.argv = [self._name, *self._words[1:]]
            code = self._exit_code()
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            return code, out.getvalue(), err.getvalue()

    def _exit_code(self) -> int:
        try:
            if self._code is None:
                self._files.run_as_main(self._name)
            else:
                names = {"__name__": "__main__", "__builtins__": self._files.builtins}
                _exec(compile(self._code, TEST_FILE, "exec", dont_inherit=True), names)
        except SystemExit as error:
            if error.code is None or is_a(error.code, int):
                return int(error.code or 0)
            print(error.code, file=sys.stderr)
            return 1
        except (MemoryError, OutputBound):
            raise
        except BaseException as error:
            _crashes.append(str(describe(error, self._files.files)["message"]))
            sys.stderr.write("".join(_format_exception(type(error), error, self._own_steps(error))))
            return 1
        return 0

    def _own_steps(self, error: BaseException) -> object:
        step = error.__traceback__
        while step is not None and frame_code(traceback_frame(step)).co_filename not in self._files.files:
            step = step.tb_next
        return step


@_contextmanager
def _own_world(files: LearnerFiles) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Give a process streams, builtins and modules that are as new."""
    streams = {name: getattr(sys, name) for name in _STREAMS}
    modules, argv, main = _own_modules(files), sys.argv, files.main
    patched = dict(vars(files.builtins))
    _fill(vars(files.builtins), PRISTINE)
    _put_modules(files, {})
    Streams()
    try:
        yield sys.stdout.buffer, sys.stderr.buffer
    finally:
        for name, stream in streams.items():
            setattr(sys, name, stream)
        _put_modules(files, modules)
        sys.argv, files.main = argv, main
        _fill(vars(files.builtins), patched)


def _own_modules(files: LearnerFiles) -> dict[str, object]:
    return {name: module for name, module in sys.modules.items() if files.holds(name) or name == "__main__"}


def _put_modules(files: LearnerFiles, modules: dict[str, object]) -> None:
    for name in _own_modules(files):
        del sys.modules[name]
    sys.modules.update(modules)


def _fill(names: dict[str, object], held: dict[str, object]) -> None:
    names.clear()
    names.update(held)

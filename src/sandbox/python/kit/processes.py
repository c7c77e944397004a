"""The `subprocess` of a test file: starts the learner's program as a process, though there is none but this one."""

import io
import os
import shlex
import sys
from collections.abc import Iterator
from subprocess import DEVNULL, PIPE, STDOUT, CalledProcessError
from typing import Self

from kit import private
from kit.commands import Command
from kit.learner_files import LearnerFiles

_contextmanager = private.COPIES["contextlib"].contextmanager


class CompletedProcess:
    """What came of a process."""

    def __init__(self, args: object, returncode: int, stdout: object = None, stderr: object = None) -> None:
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self) -> str:
        told = {name: value for name, value in vars(self).items() if value is not None}
        return f"CompletedProcess({', '.join(f'{name}={value!r}' for name, value in told.items())})"

    def check_returncode(self) -> None:
        """Raise where it did not end well."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def subprocess_for(files: LearnerFiles) -> dict[str, object]:
    """Give what a test file finds in `subprocess` in place of what starts a process."""

    class Popen(_Process):
        """A process of the learner's program."""

        _files = files

    def run(
        args: object,
        *,
        input: object = None,
        capture_output: bool = False,
        timeout: float | None = None,
        check: bool = False,
        **how: object,
    ) -> CompletedProcess:
        """Run the program to its end."""
        if capture_output:
            how |= {"stdout": PIPE, "stderr": PIPE}
        process = Popen(args, **how)
        out, err = process.communicate(input)
        completed = CompletedProcess(args, process.returncode, out, err)
        if check:
            completed.check_returncode()
        return completed

    def check_output(args: object, **how: object) -> object:
        """Run the program, and give what it prints."""
        return run(args, stdout=PIPE, check=True, **how).stdout

    def call(args: object, **how: object) -> int:
        """Run the program, and give its exit code."""
        return run(args, **how).returncode

    def check_call(args: object, **how: object) -> int:
        """Run the program, which has to end well."""
        return run(args, check=True, **how).returncode

    def getstatusoutput(cmd: str, **how: object) -> tuple[int, str]:
        """Run a command line, and give its exit code and all that it prints."""
        done = run(cmd, stdout=PIPE, stderr=STDOUT, text=True, **how)
        return done.returncode, done.stdout.removesuffix("\n")

    def getoutput(cmd: str, **how: object) -> str:
        """Run a command line, and give all that it prints."""
        return getstatusoutput(cmd, **how)[1]

    given = (CompletedProcess, Popen, run, check_output, call, check_call, getstatusoutput, getoutput)
    return {each.__name__: each for each in given}


class _Kept(io.BytesIO):
    """What is written to a process: kept when it is closed."""

    def close(self) -> None:
        """Stay open."""


class _Process:
    """A process that runs when its end is waited for, with all that was written to it until then."""

    _files: LearnerFiles

    def __init__(
        self,
        args: object,
        *,
        stdin: object = None,
        stdout: object = None,
        stderr: object = None,
        shell: bool = False,
        cwd: object = None,
        env: dict[str, str] | None = None,
        text: bool | None = None,
        universal_newlines: bool | None = None,
        encoding: str | None = None,
        errors: str | None = None,
        **_: object,
    ) -> None:
        self.args = args
        self.pid = 2
        self.returncode: int | None = None
        self._command = Command(self._files, shlex.split(args) if isinstance(args, str) else list(args))
        self._encoding = encoding or ("utf-8" if text or universal_newlines or errors else None)
        self._wanted = (stdout, stderr)
        self._place = (cwd, env)
        self._input = _Kept(_read_all(stdin))
        self.stdin = self._stream(self._input) if stdin is PIPE else None
        self._printed: list[object] = [None, None]

    def _stream(self, data: io.BytesIO) -> io.IOBase:
        return data if self._encoding is None else io.TextIOWrapper(data, self._encoding, write_through=True)

    @property
    def stdout(self) -> object:
        """Give what it prints, where that is piped."""
        self.wait()
        return self._printed[0]

    @property
    def stderr(self) -> object:
        """Give what it prints to stderr, where that is piped."""
        self.wait()
        return self._printed[1]

    def communicate(self, input: object = None, timeout: float | None = None) -> tuple[object, object]:
        """Write to it, wait for its end, and read what it printed."""
        if input is not None:
            self._input.write(input.encode(self._encoding or "utf-8") if isinstance(input, str) else input)
        self.wait()
        out, err = (None if each is None else each.read() for each in self._printed)
        return out, err

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        if self.returncode is None:
            with _elsewhere(*self._place):
                self.returncode, *printed = self._command.run(self._input.getvalue())
            self._hand_out(printed)
        return self.returncode

    def _hand_out(self, printed: list[bytes]) -> None:
        stdout, stderr = self._wanted
        if stderr is STDOUT:
            printed, stderr = [b"".join(printed), b""], None
        for at, (wanted, own) in enumerate(((stdout, sys.stdout), (stderr, sys.stderr))):
            if wanted is PIPE:
                self._printed[at] = self._stream(io.BytesIO(printed[at]))
            elif wanted is None:
                own.write(printed[at].decode("utf-8", "replace"))
            elif wanted is not DEVNULL:
                wanted.write(printed[at] if "b" in getattr(wanted, "mode", "b") else printed[at].decode())

    def poll(self) -> int:
        """Give its exit code."""
        return self.wait()

    def kill(self) -> None:
        """Let it be: it ends by itself."""

    terminate = kill

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()


def _read_all(stdin: object) -> bytes:
    if not hasattr(stdin, "read"):
        return b""
    held = stdin.read()
    return held.encode() if isinstance(held, str) else held


@_contextmanager
def _elsewhere(folder: object, env: dict[str, str] | None) -> Iterator[None]:
    before, names = os.getcwd(), dict(os.environ)
    try:
        if folder is not None and os.path.isdir(folder):
            os.chdir(folder)
        if env is not None:
            os.environ.clear()
            os.environ.update(env)
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(names)

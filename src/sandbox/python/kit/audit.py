"""Refuses what a program under test has no use for: Python tells its audit hooks, and nobody can take one back."""

import sys
from types import FrameType

from kit.hiding import TRUSTED_FOLDERS, is_hidden_frame, learner_on_stack

_REFUSED = frozenset(
    {
        *("gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.addaudithook"),
        *("sys.settrace", "sys.setprofile", "sys.monitoring.register_callback", "sys.remote_exec"),
        *("sys._current_frames", "sys._current_exceptions", "code.__new__", "marshal.loads", "marshal.load"),
        *(
            "os.system",
            "os.exec",
            "os.fork",
            "os.forkpty",
            "os.posix_spawn",
            "os.spawn",
            "os.kill",
            "os.killpg",
        ),
        *("subprocess.Popen", "builtins.breakpoint", "pty.spawn", "syslog.openlog", "signal.pthread_kill"),
        "sqlite3.enable_load_extension",
    }
)
_THREADS = frozenset({"_thread.start_new_thread", "_thread.start_joinable_thread"})
#: Asking for the name of the machine, which is the same everywhere, connects to nothing.
_HARMLESS = frozenset({"socket.gethostname"})
_REFUSED_FAMILIES = ("ctypes.", "socket.", "mmap.", "fcntl.", "cpython._PyInterpreterState", "resource.")


def _hook(event: str, arguments: tuple) -> None:
    if event == "sys._getframe":
        _check_frame(arguments[0])
    elif event == "compile":
        _check_file_name(arguments[1])
    elif event in _THREADS:
        raise RuntimeError("can't start new thread")
    elif _is_refused(event) and learner_on_stack():
        raise PermissionError(f"{event} is not allowed here")


def _is_refused(event: str) -> bool:
    return event in _REFUSED or (event.startswith(_REFUSED_FAMILIES) and event not in _HARMLESS)


def _check_frame(frame: FrameType) -> None:
    if is_hidden_frame(frame) and learner_on_stack():
        raise ValueError("call stack is not deep enough")


def _check_file_name(file_name: object) -> None:
    """Refuse code under a name that would be trusted."""
    text = file_name.decode("utf-8", "replace") if isinstance(file_name, bytes) else str(file_name)
    if text.startswith(TRUSTED_FOLDERS) and learner_on_stack():
        raise PermissionError("code of this name is not compiled here")


def _trace_nothing(_function: object) -> None:
    """Stand for settrace and setprofile, which some modules call with nothing in mind."""


def watch() -> None:
    """Begin to refuse."""
    sys.settrace = sys.setprofile = _trace_nothing
    sys.addaudithook(_hook)

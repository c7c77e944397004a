"""Threads without threads: each runs to its end when it is started, and a pool's task when it is handed in."""

import concurrent.futures.thread
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class _Handle:
    """What `threading` knows a thread of the system by."""

    ident = None

    def __init__(self) -> None:
        self._done = False

    def is_done(self) -> bool:
        """Tell whether the thread has ended."""
        return self._done

    def join(self, timeout: float | None = None) -> None:
        """Wait for nothing: whoever asks is run after the thread, or by it."""

    def _set_done(self) -> None:
        self._done = True


class _Stuck(SystemExit):
    """Ends a thread, and quietly."""


_stuck: list[_Stuck] = []


def _run_at_once(function: Callable[[], None], handle: _Handle, daemon: bool) -> None:
    ident = threading.get_ident()
    starter = threading._active[ident]
    try:
        function()
    finally:
        threading._active[ident] = starter
        handle._set_done()
    if _stuck:
        _stuck.clear()
        # Where it takes a thread from that could not be started.
        threading._limbo[function.__self__] = function.__self__
        raise RuntimeError("the thread waits for what comes later, but here it runs to its end once it is started")


def _submit(executor: ThreadPoolExecutor, function: Callable, /, *args: object, **kwargs: object) -> Future:
    if executor._shutdown:
        raise RuntimeError("cannot schedule new futures after shutdown")
    if "_context" not in vars(executor):
        executor._context = executor._create_worker_context()
        executor._context.initialize()
    future = Future()
    future.set_running_or_notify_cancel()
    try:
        future.set_result(function(*args, **kwargs))
    except BaseException as error:
        future.set_exception(error)
    return future


def _wait(condition: threading.Condition, timeout: float | None = None) -> bool:
    """Wait until the time is over: nobody else could bring about what is waited for."""
    if not condition._is_owned():
        raise RuntimeError("cannot wait on un-acquired lock")
    if timeout is None and threading.current_thread() is threading.main_thread():
        raise RuntimeError("waits for ever: all threads that were started have ended")
    if timeout is None:
        _stuck.append(_Stuck())
        raise _stuck[-1]
    time.sleep(max(timeout, 0))
    return False


def remember_failures() -> list[BaseException]:
    """Keep the exceptions by which threads end from now on: they are printed, and the program goes on."""
    failures: list[BaseException] = []
    tell = threading.excepthook

    def keep(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            failures.append(told.exc_value)
        tell(told)

    threading.excepthook = keep
    return failures


def install() -> None:
    """Have all of Python do without threads."""
    threading._ThreadHandle = _Handle
    threading._start_joinable_thread = _run_at_once
    threading.Condition.wait = _wait
    concurrent.futures.thread.ThreadPoolExecutor.submit = _submit

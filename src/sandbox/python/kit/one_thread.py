"""Threads without threads: each runs to its end when it is started, and a pool's task when it is handed in."""

import concurrent.futures.thread
import threading
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


def _run_at_once(function: Callable[[], None], handle: _Handle, daemon: bool) -> None:
    ident = threading.get_ident()
    starter = threading._active[ident]
    try:
        function()
    finally:
        threading._active[ident] = starter
        handle._set_done()


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


def install() -> None:
    """Have all of Python do without threads."""
    threading._ThreadHandle = _Handle
    threading._start_joinable_thread = _run_at_once
    concurrent.futures.thread.ThreadPoolExecutor.submit = _submit

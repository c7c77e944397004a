"""An event loop without waiting: where nothing is left to do, its clock jumps to the next timer."""

import asyncio
import time
from asyncio import base_events, events
from collections.abc import Callable, Coroutine


class NeverEnds(Exception):
    """What is awaited can never come."""


class _NoFiles:
    """Stands where other loops wait for sockets."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop

    def select(self, timeout: float | None) -> list[object]:
        """Let time pass at once."""
        if timeout is None:
            raise NeverEnds("what it awaits never comes")
        if timeout > 0:
            time.sleep(timeout)
            self._loop.passed += timeout
        return []


class VirtualLoop(base_events.BaseEventLoop):
    """Runs coroutines in order, and timers in the order in which they are due."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0
        self._selector = _NoFiles(self)

    def time(self) -> float:
        """Give the seconds that timers have waited."""
        return self.passed

    def _process_events(self, event_list: list[object]) -> None:
        """Take no events: there are no files."""

    def _write_to_self(self) -> None:
        """Wake nobody: there is one thread."""

    def run_in_executor(self, executor: object, func: Callable, *args: object) -> asyncio.Future:
        """Call at once what others would call in a thread."""
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


class _Policy(events._AbstractEventLoopPolicy):
    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def get_event_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = VirtualLoop()
        return self._loop

    def set_event_loop(self, loop: asyncio.AbstractEventLoop | None) -> None:
        self._loop = loop

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        return VirtualLoop()


def install() -> None:
    """Have all of asyncio use this loop."""
    events._set_event_loop_policy(_Policy())


def run(coroutine: Coroutine, loop: VirtualLoop | None = None) -> object:
    """Await a coroutine to its end, whatever is done to the loop meanwhile."""
    ended: list[object] = []

    async def await_it() -> None:
        ended.append(await coroutine)

    own = loop or VirtualLoop()
    events.set_event_loop(own)
    try:
        base_events.BaseEventLoop.run_until_complete(own, await_it())
    finally:
        events._set_running_loop(None)
    if not ended:
        raise NeverEnds("what it awaits never comes")
    return ended[0]


def run_for_tests(main: Coroutine, **_: object) -> object:
    """Stand for `asyncio.run` in test files: what they await may hold their asserts."""
    return run(main)

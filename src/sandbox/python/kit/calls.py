"""Calls a function of the learner's, and gives what it returned as data."""

from collections.abc import Callable
from itertools import islice
from types import AsyncGeneratorType, CoroutineType

from kit import virtual_loop
from kit.data import MAX_NODES, Data, dump, is_lazy
from kit.kinship import is_a
from kit.learner_files import LearnerFiles


class Missing(Exception):
    """The entry has no such function."""


class Call:
    """A function and its arguments, and later what it returned."""

    def __init__(self, files: LearnerFiles, name: str, arguments: list[object]) -> None:
        self._arguments = arguments
        self._function = _find(files, name)
        self._returned: object = None

    def run(self) -> None:
        """Call the function, and await it where it is asynchronous."""
        returned = self._function(*self._arguments)
        if is_a(returned, CoroutineType):
            returned = virtual_loop.run(returned)
        elif is_a(returned, AsyncGeneratorType):
            returned = virtual_loop.run(_drained(returned))
        self._returned = returned

    def drain(self) -> None:
        """Take what it returned as a list where it is made only when it is asked for: its work is the call's work."""
        if is_lazy(self._returned):
            self._returned = list(islice(self._returned, MAX_NODES + 1))

    def data(self) -> Data:
        """Give what it returned."""
        return dump(self._returned)


async def _drained(items: AsyncGeneratorType) -> list[object]:
    return [item async for item in items]


def _find(files: LearnerFiles, name: str) -> Callable:
    module = files.import_entry()
    found = getattr(module, name, None)
    if not callable(found):
        raise Missing
    return found

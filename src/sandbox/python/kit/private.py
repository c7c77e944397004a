"""Copies of standard modules that only the kit and the test files use: a program can patch its own alone."""

import importlib
import sys
from types import ModuleType

from kit import PrivateFinder

_COPIED = (
    *("calendar", "contextlib", "copy", "fractions", "functools", "json", "re", "statistics", "string"),
    *("textwrap", "traceback", "unittest"),
)
_MODULES = (*_COPIED, "unittest.mock")


def _copy() -> dict[str, ModuleType]:
    """Import the modules anew, and put back what was there."""

    def loaded() -> dict[str, ModuleType]:
        return {name: module for name, module in sys.modules.items() if name.partition(".")[0] in _COPIED}

    def load() -> None:
        for name in _MODULES:
            importlib.import_module(name)

    load()
    shared = loaded()
    for name in shared:
        del sys.modules[name]
    PrivateFinder.copied = frozenset(_COPIED)
    load()
    PrivateFinder.copied = frozenset()
    copies = loaded()
    for name in copies:
        del sys.modules[name]
    sys.modules.update(shared)
    _share_exceptions(copies)
    return copies


def _share_exceptions(copies: dict[str, ModuleType]) -> None:
    """Let a test expect what the program's own copies raise."""
    for name, copy in copies.items():
        held = vars(copy)
        own = {key for key, value in held.items() if isinstance(value, type) and issubclass(value, BaseException)}
        held.update({key: vars(sys.modules[name])[key] for key in own})


COPIES = _copy()

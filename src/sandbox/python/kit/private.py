"""Copies of standard modules that only the kit and the test files use: a program can patch its own alone."""

import importlib
import json
import re
import sys
from types import ModuleType

from kit import PrivateFinder

_COPIED = ("contextlib", "fractions", "functools", "json", "re", "unittest")
_MODULES = (*_COPIED, "unittest.mock")


def _copy() -> dict[str, ModuleType]:
    """Import the modules anew, and put back what was there."""

    def loaded() -> dict[str, ModuleType]:
        return {name: module for name, module in sys.modules.items() if name.partition(".")[0] in _COPIED}

    shared = loaded()
    for name in shared:
        del sys.modules[name]
    PrivateFinder.copied = frozenset(_COPIED)
    for name in _MODULES:
        importlib.import_module(name)
    PrivateFinder.copied = frozenset()
    copies = loaded()
    for name in copies:
        del sys.modules[name]
    sys.modules.update(shared)
    _share_exceptions(copies)
    return copies


def _share_exceptions(copies: dict[str, ModuleType]) -> None:
    """Let a test expect what the program's own copy raises."""
    for name in ("json", "json.decoder"):
        copies[name].JSONDecodeError = json.JSONDecodeError
    for name in ("error", "PatternError"):
        setattr(copies["re"], name, re.error)


COPIES = _copy()

"""What a test file gets when it imports: the kit's own test tools, the learner's files, and pinned standard modules."""

import ast
import sys
from collections.abc import Iterator
from pkgutil import resolve_name
from types import ModuleType, SimpleNamespace

from kit import PRISTINE, private
from kit.further_tools import FURTHER
from kit.learner_files import LearnerFiles
from kit.mocker import PYTEST_MOCK
from kit.pinned import PinnedModule, pinned, show_instead, view_of
from kit.processes import subprocess_for
from kit.pytest_kit import PYTEST
from kit.run_files import runpy_for
from kit.test_classes import build_class
from kit.test_values import honest_isinstance
from kit.unittest_kit import UNITTEST

_import = PRISTINE["__import__"]
_isinstance = PRISTINE["isinstance"]
# By this `patch("time.sleep")` finds what it is to patch.
private.COPIES["unittest.mock"].pkgutil = SimpleNamespace(resolve_name=lambda name: view_of(resolve_name(name)))
_TOOLS = {
    **dict.fromkeys(("unittest", "unittest.case", "unittest.async_case"), UNITTEST),
    **dict.fromkeys(("unittest.mock", "mock", "mock.mock"), private.COPIES["unittest.mock"]),
    **dict.fromkeys(("pytest", "_pytest", "_pytest.monkeypatch", "_pytest.capture", "_pytest.logging"), PYTEST),
    "pytest_mock": PYTEST_MOCK,
    **FURTHER,
}


class TestImports:
    """Gives a test file its `__import__`."""

    def __init__(self, files: LearnerFiles) -> None:
        self._files = files
        #: What a test sets here is seen by the program, which has builtins of its own.
        self._builtins = PinnedModule(files.builtins, PRISTINE)
        #: What tests find in some standard modules instead, once they import them.
        self._instead = {"subprocess": subprocess_for(files), "runpy": runpy_for(files)}

    def load_standard(self, tree: ast.Module) -> None:
        """Load the standard modules that a test file imports anywhere: the program may put others in their place."""
        for name in _imported(tree):
            if name in sys.modules or name in _TOOLS or self._files.holds(self._placed(name)):
                continue
            try:
                pinned(name, _import(name, None, None, ("",), 0))
            except Exception:
                continue

    def reach_learner(self, tree: ast.Module) -> bool:
        """Tell whether a test file imports a learner's file by itself, and so finds there what it reads."""
        return any(self._files.holds(self._placed(name)) for name in _imported(tree)) or any(
            type(node) is ast.ImportFrom and node.level > 0 for node in ast.walk(tree)
        )

    def __call__(
        self,
        name: str,
        globals: dict | None = None,
        locals: dict | None = None,
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> object:
        """Import as `__import__` does. The learner's files are beside the test file, wherever that thinks it is."""
        wanted = fromlist or ()
        if level > 0 and not name:
            return self._beside(wanted, globals or {})
        name = self._placed(self._files.beside_entry(name) if level > 0 else name)
        given = name if wanted else name.partition(".")[0]
        shadowed = self._files.shadowed(given)
        own = self._files.holds(name) and shadowed is None
        if name in _TOOLS and not own:
            return _TOOLS[given]
        if name == "builtins":
            return self._builtins
        if own:
            return self._learners(name, globals or {}, wanted)
        view = pinned(given, shadowed or _import(name, None, None, wanted, 0))
        if given in self._instead and type(view) is PinnedModule:
            show_instead(view, self._instead.pop(given))
        return view

    def _placed(self, name: str) -> str:
        """Leave out folders that only the test file's author has: `src.solution` is the learner's `solution`."""
        last = name.rpartition(".")[2]
        return (
            last if not self._files.holds(name) and self._files.holds(last) and name not in _TOOLS else name
        )

    def _learners(self, name: str, names: dict, wanted: tuple[str, ...]) -> object:
        module = _import(name, None, None, wanted, 0)
        return only_new_names(module, names) if "*" in wanted else module

    def _beside(self, wanted: tuple[str, ...], names: dict) -> object:
        beside = ModuleType("beside")
        for name in wanted:
            if name == "*":
                return only_new_names(self._files.import_package(), names)
            placed = self._files.beside_entry(name)
            if self._files.holds(placed):
                setattr(beside, name, _import(placed, None, None, ("",), 0))
            else:
                setattr(beside, name, getattr(self._files.import_package(), name))
        return beside


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if type(node) is ast.Import:
            yield from (alias.name for alias in node.names)
        elif type(node) is ast.ImportFrom and node.level == 0:
            yield node.module


def public_names(module: object) -> dict[str, object]:
    """Give what `import *` takes from a module."""
    held = vars(module)
    listed = held.get("__all__")
    names = list(listed) if _isinstance(listed, (list, tuple)) else [name for name in held if name[:1] != "_"]
    return {name: getattr(module, name) for name in names}


def only_new_names(module: object, names: dict) -> ModuleType:
    """Give what `import *` may bring: it may not replace a builtin, nor what the test file has by that name."""
    view = ModuleType("names")
    offered = public_names(module)
    for name, value in offered.items():
        if str.isidentifier(name) and name not in PRISTINE and name not in names:
            vars(view)[name] = value
    vars(view)["__all__"] = [name for name in vars(view) if name in offered]
    return view


def own_builtins() -> dict[str, object]:
    """Give the builtins of a test file."""
    return {**PRISTINE, "isinstance": honest_isinstance, "__build_class__": build_class}

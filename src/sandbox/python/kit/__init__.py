"""The Python test kit: runs a learner's files and the tests on them, and tells what came of it.

Learner and tests share one interpreter, so the kit hides itself. Its modules have builtins of their own, which nobody
else can change, and `seal` (see `main`) takes them out of every place where a program could look for them.
"""

import builtins
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

#: What the kit and the test files see as builtins, whatever a program does to its own.
PRISTINE = dict(builtins.__dict__)


class PrivateLoader:
    """Loads a module as another loader would, but for the builtins."""

    def __init__(self, loader: object) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave the making to the other loader."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        module.__dict__["__builtins__"] = PRISTINE
        self._loader.exec_module(module)


class PrivateFinder:
    """Finds modules as the other finders do, and has them loaded privately: the kit's, and `copied` ones."""

    copied: frozenset[str] = frozenset()

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Find a private module; all others are left to the finders behind."""
        top = name.partition(".")[0]
        if top != __name__ and top not in cls.copied:
            return None
        finders = [finder for finder in sys.meta_path if finder is not cls]
        found = (finder.find_spec(name, path, target) for finder in finders)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None:
            spec.loader = PrivateLoader(spec.loader)
        return spec


sys.meta_path.insert(0, PrivateFinder)

"""Imports a learner's files from memory, each module with builtins that are the program's own to change."""

import importlib
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

from kit import PRISTINE

#: A module does not lose its standard namesake to a learner's file of that name.
_KEPT = frozenset({"sys", "builtins", "kit"})


_standard: dict[str, dict[str, ModuleType]] = {}


def remember_standard_modules() -> None:
    """Remember which modules are loaded, by the first part of their names."""
    for name, module in sys.modules.items():
        _standard.setdefault(name.partition(".")[0], {})[name] = module


class LearnerFiles:
    """The files of one submission. Programs see nothing of it but a finder."""

    def __init__(self, files: dict[str, str], entry: str) -> None:
        self.files = files
        self.entry_path = entry
        self.entry = module_name(entry)
        self._paths = {module_name(path): path for path in files if path.endswith(".py")}
        folder = entry.rpartition("/")[0]
        if folder:
            self._add_short_names(folder + "/")
        self._folders = {
            ".".join(parts[:i]) for parts in map(_parts, self._paths) for i in range(1, len(parts))
        }
        self._tops = {name.partition(".")[0] for name in self._paths}
        self.builtins = ModuleType("builtins")
        self.builtins.__dict__.update(PRISTINE)
        self.main: ModuleType | None = None
        self._compiled: dict[str, object] = {}

    def _add_short_names(self, folder: str) -> None:
        """Let what lies beside the entry be imported as Python has it, by its name alone."""
        beside = {path for path in self._paths.values() if path.startswith(folder)}
        self._paths = {module_name(path[len(folder) :]): path for path in beside} | self._paths

    def install(self) -> None:
        """Let Python import these files before all others."""
        sys.modules["builtins"] = self.builtins
        for top in (self._tops & _standard.keys()) - _KEPT:
            for name in _standard[top]:
                sys.modules.pop(name, None)
        self._finder = _finder_for(self)
        sys.meta_path.insert(0, self._finder)

    def holds(self, name: str) -> bool:
        """Tell whether a module, or the package it is in, is one of the learner's."""
        return name.partition(".")[0] in self._tops

    def beside_entry(self, name: str) -> str:
        """Name a module that is imported relatively: in the entry's package, or in the one folder that holds it."""
        package = self.entry.rpartition(".")[0]
        full = f"{package}.{name}"
        if f"{package}.__init__" in self._paths and self.spec_for(full) is not None:
            return full
        deeper = [held for held in map(module_name, self.files) if held.endswith(f".{name}")]
        return deeper[0] if len(deeper) == 1 and not self.holds(name) else name

    def shadowed(self, name: str) -> ModuleType | None:
        """Give the standard module whose name a file beside the entry has taken: tests mean that one, not the file."""
        top = name.partition(".")[0]
        if top not in self._tops or top == self.entry.partition(".")[0]:
            return None
        return _standard.get(top, {}).get(name)

    def import_entry(self) -> ModuleType:
        """Import the file that tests look into."""
        return importlib.import_module(self.entry)

    def import_package(self) -> ModuleType:
        """Import what a test file beside the others means by a dot: the entry, or else the package that they are."""
        package = "__init__"
        return importlib.import_module(
            package if package in self._paths and not self.holds(self.entry) else self.entry
        )

    def spec_for(self, name: str) -> ModuleSpec | None:
        """Find a file, a package with or without an `__init__.py`, or nothing."""
        package = f"{name}.__init__"
        if package in self._paths or (name in self._folders and name not in self._paths):
            spec = ModuleSpec(name, self._finder, origin=self._paths.get(package), is_package=True)
        elif name in self._paths:
            spec = ModuleSpec(name, self._finder, origin=self._paths[name])
        else:
            return None
        spec.has_location = spec.origin is not None
        return spec

    def run_module(self, module: ModuleType) -> None:
        """Run a file as a module."""
        module.__dict__["__builtins__"] = self.builtins.__dict__
        path = module.__spec__.origin
        if path is not None:
            exec(self.compiled(path), module.__dict__)

    def compile_entry(self) -> None:
        """Compile the entry before it is asked for. What is wrong with it, it tells whoever asks."""
        try:
            self.compiled(self.entry_path)
        except BaseException:
            return

    def compiled(self, path: str) -> object:
        """Compile a file under its own name."""
        if path not in self._compiled:
            source = self.files.get(path)
            if source is None:
                raise FileNotFoundError(f"there is no file {path}")
            self._compiled[path] = compile(source.removeprefix("\ufeff"), path, "exec", dont_inherit=True)
        return self._compiled[path]

    def run_as_main(self, path: str) -> None:
        """Run a file as a program."""
        self.main = ModuleType("__main__")
        self.main.__dict__.update(__builtins__=self.builtins, __file__=path)
        sys.modules["__main__"] = self.main
        exec(self.compiled(path), self.main.__dict__)

    def path_of_program(self, name: str) -> str | None:
        """Find the file that is run where a module is run as a program."""
        return self._paths.get(f"{name}.__main__", self._paths.get(name))

    def source_of(self, name: str) -> str | None:
        """Give the text of a module."""
        path = self._paths.get(name)
        return None if path is None else self.files[path]


def _finder_for(files: LearnerFiles) -> object:
    """Make what finds and loads the files. It is in every program's reach, and holds nothing that can be changed."""

    class Finder:
        __slots__ = ()

        def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
            return files.spec_for(name)

        def create_module(self, spec: ModuleSpec) -> None:
            """Take Python's own kind of module."""

        def exec_module(self, module: ModuleType) -> None:
            files.run_module(module)

        def get_source(self, name: str) -> str | None:
            return files.source_of(name)

        def get_code(self, name: str) -> object:
            """Give what `runpy` runs."""
            origin = files.spec_for(name).origin
            return None if origin is None else files.compiled(origin)

    return Finder()


def module_name(path: str) -> str:
    """Give the name under which a file is imported: `two-fer.py` as `two_fer`."""
    return path.removesuffix(".py").replace("-", "_").replace("/", ".")


def _parts(name: str) -> list[str]:
    return name.split(".")

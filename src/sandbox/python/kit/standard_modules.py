"""Which of Python's modules a program finds, and how it comes by those that are not loaded yet."""

import _imp
import importlib
import sys
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec
from types import ModuleType
from zipimport import ZipImportError, zipimporter

from kit.hiding import hide

#: Loaded beforehand, so that importing them costs a program nothing.
_USUAL = """
    __future__ abc argparse array ast asyncio base64 binascii bisect calendar cmath cmd codecs collections
    collections.abc colorsys concurrent.futures configparser contextlib contextvars copy csv dataclasses datetime
    decimal difflib doctest enum errno fnmatch fractions functools glob graphlib hashlib heapq hmac html
    html.parser inspect io ipaddress itertools json keyword linecache locale logging math numbers operator os
    os.path pathlib pickle pkgutil pprint queue random re reprlib secrets shlex shutil signal statistics string
    string.templatelib struct sys tempfile textwrap threading time timeit token tokenize traceback types typing
    unicodedata unittest unittest.mock urllib.parse uuid warnings weakref xml.etree.ElementTree zlib zoneinfo
""".split()

_REFUSED = frozenset(
    """
    _ctypes _imp _interpchannels _interpqueues _interpreters _posixsubprocess _pyodide _pyodide_core
    _remote_debugging _testbuffer _testcapi _testclinic _testclinic_limited _testinternalcapi _testlimitedcapi
    _xxtestfuzz concurrent.interpreters ctypes faulthandler js kit marshal micropip pyodide pyodide_js test
    xxsubtype
    """.split()
)
_ONCE = frozenset({"builtins", "sys"})


_places: list[str] = []


class StandardModules:
    """Finds standard modules that are not loaded yet.

    They are compiled under names of their own: one that the kit trusts is refused to programs, whoever asks for them.
    """

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Find a standard module, or nothing."""
        if is_refused(name):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        for finder in (BuiltinImporter, FrozenImporter):
            spec = finder.find_spec(name, path)
            if spec is not None:
                return spec
        specs = (_spec_in(place, name) for place in (_places if path is None else path))
        return next((spec for spec in specs if spec is not None), None)


def _spec_in(place: str, name: str) -> ModuleSpec | None:
    """Find a module in a folder of the standard library."""
    try:
        importer = zipimporter(place)
        source = importer.get_source(name)
    except ZipImportError:
        return None
    origin = f"late:{place}/{name.rpartition('.')[2]}"
    spec = ModuleSpec(name, _LateLoader(source), origin=origin, is_package=importer.is_package(name))
    if spec.submodule_search_locations is not None:
        spec.submodule_search_locations.append(origin.removeprefix("late:"))
    return spec


class _LateLoader:
    def __init__(self, source: str) -> None:
        self._source = source

    def create_module(self, spec: ModuleSpec) -> None:
        """Take Python's own kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        exec(compile(self._source, module.__spec__.origin, "exec", dont_inherit=True), module.__dict__)


def is_refused(name: str) -> bool:
    """Tell whether a module is not found."""
    return name in _REFUSED or name.partition(".")[0] in _REFUSED


def load_usual() -> None:
    """Load the modules that programs and tests use most."""
    for name in _USUAL:
        importlib.import_module(name)


def classes_of(*names: str) -> list[type]:
    """Give the classes of some modules and all that those are made from, each after its bases."""
    modules = [importlib.import_module(name) for name in names]
    held = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    return sorted({base for cls in held for base in cls.__mro__}, key=lambda cls: len(cls.__mro__))


def close() -> None:
    """Take away what is refused, and every other way to load it."""
    for name in [name for name in sys.modules if is_refused(name)]:
        hide(getattr(sys.modules.pop(name), "__dict__", {}))
    create_builtin = _imp.create_builtin

    def create(spec: ModuleSpec) -> ModuleType:
        if is_refused(spec.name) or spec.name in _ONCE:
            raise ImportError(f"No module named {spec.name!r}", name=spec.name)
        return create_builtin(spec)

    def refuse(*_arguments: object) -> None:
        raise ImportError("not to be had here")

    _imp.create_builtin = create
    _imp.create_dynamic = refuse
    _imp._fix_co_filename = refuse
    _places.extend(place for place in sys.path if place.endswith(".zip"))
    sys.meta_path[:] = [StandardModules()]

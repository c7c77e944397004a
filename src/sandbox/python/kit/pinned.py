"""Standard modules as a test file sees them: their functions and classes as they were before the program ran."""

import sys
from types import ModuleType

_views: dict[str, PinnedModule] = {}


class PinnedModule(ModuleType):
    """Shows a module. What is set here (tests patch, programs do not come by) is set in the module as well."""

    def __init__(self, module: ModuleType, functions: dict[str, object]) -> None:
        super().__init__(module.__name__)
        vars(self).update(functions, __pinned=module)

    def __getattr__(self, name: str) -> object:
        return getattr(vars(self)["__pinned"], name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(vars(self)["__pinned"], name, value)
        if name in vars(self):
            vars(self)[name] = value

    def __delattr__(self, name: str) -> None:
        delattr(vars(self)["__pinned"], name)
        vars(self).pop(name, None)

    def __dir__(self) -> list[str]:
        return dir(vars(self)["__pinned"])


def remember_modules(instead: dict[str, dict[str, object]]) -> None:
    """Remember what the loaded modules hold, but for some functions that tests get others for."""
    for name, module in list(sys.modules.items()):
        if type(module) is ModuleType:
            _remember(name, module)
            vars(_views[name]).update(instead.get(name, {}))


def _remember(name: str, module: ModuleType) -> None:
    functions = {key: value for key, value in vars(module).items() if callable(value)}
    _views[name] = PinnedModule(module, functions)


def pinned(name: str, module: ModuleType) -> ModuleType:
    """Give the view of a standard module; the one that was loaded first, whatever stands in its place now."""
    if name not in _views:
        if type(module) is not ModuleType:
            return module
        _remember(name, module)
    return _views[name]

"""Standard modules as a test file sees them: what they hold is as it was before the program ran."""

import sys
from types import ModuleType

_views: dict[str, PinnedModule] = {}
_CONSTANTS = (int, float, complex, str, bytes, tuple, frozenset)


class PinnedModule(ModuleType):
    """Shows a module. What is set here (tests patch, programs do not come by) is set in the module as well."""

    def __init__(self, module: ModuleType, held: dict[str, object]) -> None:
        super().__init__(module.__name__)
        vars(self).update(held, __pinned=module, __instead={})

    def __getattr__(self, name: str) -> object:
        return getattr(vars(self)["__pinned"], name)

    def __setattr__(self, name: str, value: object) -> None:
        shown, own = vars(self)["__instead"].get(name, (None, None))
        # Where a test has what it patched put back, the program gets its own.
        setattr(vars(self)["__pinned"], name, own if shown is not None and value is shown else value)
        if name in vars(self):
            vars(self)[name] = value

    def __delattr__(self, name: str) -> None:
        delattr(vars(self)["__pinned"], name)
        vars(self).pop(name, None)

    def __dir__(self) -> list[str]:
        return dir(vars(self)["__pinned"])


def show_instead(view: PinnedModule, names: dict[str, object]) -> None:
    """Have a view show something else than its module holds, under names that the module has as well."""
    held = vars(vars(view)["__pinned"])
    vars(view)["__instead"] |= {name: (shown, held[name]) for name, shown in names.items() if name in held}
    vars(view).update(names)


def remember_modules(instead: dict[str, dict[str, object]]) -> None:
    """Remember the functions, classes and constants of the loaded modules; of some, tests get others instead."""
    for name, module in list(sys.modules.items()):
        if type(module) is ModuleType:
            _remember(name, module)
            show_instead(_views[name], instead.get(name, {}))


def _remember(name: str, module: ModuleType) -> None:
    held = {key: value for key, value in vars(module).items() if callable(value) or type(value) in _CONSTANTS}
    _views[name] = PinnedModule(module, held)


def pinned(name: str, module: ModuleType) -> ModuleType:
    """Give the view of a standard module; the one that was loaded first, whatever stands in its place now."""
    if name not in _views:
        if type(module) is not ModuleType:
            return module
        _remember(name, module)
    return _views[name]


def view_of(value: object) -> object:
    """Give the view in place of a standard module that has one: so a test sees itself what it patches by a name."""
    view = _views.get(value.__name__) if type(value) is ModuleType else None
    return value if view is None or vars(view)["__pinned"] is not value else view

"""Finds what a test file checks that defines `check(candidate)` and leaves calling it to others."""

from collections.abc import Callable, Iterable
from types import CodeType, FunctionType, ModuleType

from kit import hiding
from kit.kinship import is_a, members_of_class
from kit.learner_files import LearnerFiles
from kit.thrown import Failed

_TAKES_ANY = 4


def check_candidate(names: dict[str, object], defined: list[str], files: LearnerFiles) -> None:
    """Call the `check` of a test file, if it has one, on the function that it most likely means."""
    check = names.get("check")
    if "check" not in defined or type(check) is not FunctionType:
        return
    module = files.import_entry()
    candidate = _function_of(module) or _method_of(module)
    if candidate is None:
        raise Failed("there is no function to check")
    check(candidate)


def _function_of(module: ModuleType) -> FunctionType | None:
    """Give the last public function that takes an argument and that no other one makes use of."""
    own = {name: each for name, each in vars(module).items() if _is_function_of(module, each) and name != "main"}
    return _last_of(own)


def _method_of(module: ModuleType) -> Callable | None:
    """Give the method of that kind of the last class that has one, of an object that is made without arguments."""
    for cls in reversed(list(vars(module).values())):
        if not is_a(cls, type) or cls.__module__ != module.__name__:
            continue
        own = {name: each for name, each in members_of_class(cls).items() if _is_function_of(module, each)}
        method = _last_of(own, given=1)
        if method is not None:
            return method.__get__(cls())
    return None


def _is_function_of(module: ModuleType, value: object) -> bool:
    return type(value) is FunctionType and value.__module__ == module.__name__


def _last_of(functions: dict[str, FunctionType], given: int = 0) -> FunctionType | None:
    codes = {name: hiding.function_code(each) for name, each in functions.items()}
    public = [name for name, code in codes.items() if name[:1] != "_" and _takes_more(code, given)]
    free = [name for name in public if not _is_used_by(name, (codes[other] for other in codes if other != name))]
    return functions[(free or public)[-1]] if public else None


def _takes_more(code: CodeType, given: int) -> bool:
    return code.co_argcount > given or bool(code.co_flags & _TAKES_ANY)


def _is_used_by(name: str, codes: Iterable[CodeType]) -> bool:
    return any(name in code.co_names for code in codes)

"""Which arguments a test or a fixture asks for by name, as pytest reads them off it."""

from collections.abc import Callable
from types import FunctionType

from kit import private
from kit.hiding import function_code

_DEFAULT = private.COPIES["unittest.mock"].DEFAULT


def names_asked_for(function: Callable, *, bound: bool = False) -> list[str]:
    """Name what a function must be given. A decorator that wraps a test says nothing of its own: the test does.

    `bound`: its first argument is given by the object that it is a method of. What `patch` puts in comes next.
    """
    mocks = sum(map(_puts_in, getattr(function, "patchings", ())))
    while type(vars(function).get("__wrapped__")) is FunctionType:
        function = vars(function)["__wrapped__"]
    code = function_code(function)
    required = code.co_argcount - len(function.__defaults__ or ())
    named = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    given = function.__kwdefaults__ or {}
    return [*code.co_varnames[bound + mocks : required], *(name for name in named if name not in given)]


def _puts_in(patching: object) -> bool:
    return patching.new is _DEFAULT and not patching.attribute_name

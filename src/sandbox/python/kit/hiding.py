"""Hides the frames, functions and classes of the kit and of the test file from the program under test.

Some attributes of built-in types lead from an object to the code around it: a frame to its caller, a function to its
module. They are replaced by ones that stop at what is hidden while code of the learner's is on the stack. Which code
is whose is told by the file names of code objects, which `audit` keeps anyone from forging.
"""

import gc
import sys
import types
import warnings
from collections.abc import Callable

from kit.test_classes import is_class_of_tests


def _getter(cls: type, name: str) -> Callable:
    return cls.__dict__[name].__get__


frame_code = _getter(types.FrameType, "f_code")
frame_back = _getter(types.FrameType, "f_back")
frame_globals = _getter(types.FrameType, "f_globals")
frame_locals = _getter(types.FrameType, "f_locals")
traceback_frame = _getter(types.TracebackType, "tb_frame")
function_code = _getter(types.FunctionType, "__code__")
function_globals = _getter(types.FunctionType, "__globals__")
method_function = _getter(types.MethodType, "__func__")

KIT_FOLDER = function_code(_getter).co_filename.removesuffix("hiding.py")
_LIBRARY = ("/lib/python", "<frozen ")
#: Code under these names is the kit's, the test file's or Python's own.
TRUSTED_FOLDERS = (KIT_FOLDER, *_LIBRARY)
#: The functions that look for the place which logs or warns, or that make data classes and annotations.
_DISCREET = frozenset(
    """
    currentframe findCaller _is_internal_frame _next_external_frame warn _get_warnings_context
    _update_func_cell_for__class__ call_annotate_function _build_closure
    """.split()
)
_OF_DISCREET = (
    *("/logging/__init__.py", "/warnings.py", "/_py_warnings.py"),
    *("/dataclasses.py", "/annotationlib.py"),
)
_BASE = KIT_FOLDER + "main.py"
#: The file of a suite, and the module that its classes belong to.
TEST_FILE = KIT_FOLDER + "tests.py"
TEST_MODULE = "tests"

_namespaces: dict[int, dict] = {}


def hide(namespace: dict) -> None:
    """Hide a module: its frames, functions and classes."""
    _namespaces[id(namespace)] = namespace


def is_hidden_frame(frame: types.FrameType | None) -> bool:
    """Tell whether a frame runs hidden code."""
    return frame is not None and (id(frame_globals(frame)) in _namespaces or is_hidden_code(frame_code(frame)))


def is_hidden_code(code: types.CodeType) -> bool:
    """Tell whether code belongs to the kit or the test file."""
    return code.co_filename.startswith(KIT_FOLDER)


def is_hidden_function(function: object) -> bool:
    """Tell whether a function belongs to a hidden module."""
    return type(function) is types.FunctionType and id(function_globals(function)) in _namespaces


def is_of_python(function: types.FunctionType) -> bool:
    """Tell whether a function is the kit's or Python's own, and not the test file's or the program's."""
    file_name = function_code(function).co_filename
    return file_name.startswith(TRUSTED_FOLDERS) and file_name != TEST_FILE


def is_hidden_class(cls: type) -> bool:
    """Tell whether a class was made in the kit or in the test file."""
    held = type.__dict__["__dict__"].__get__(cls)
    if is_class_of_tests(cls) or str(held.get("__module__")).startswith("kit."):
        return True
    return any(type(member) is types.FunctionType and is_hidden_function(member) for member in held.values())


def _current_frame() -> types.FrameType:
    """Give the frame of the caller's caller. `sys._getframe` would tell the audit hooks, and these ask in turn."""
    try:
        raise LookupError
    except LookupError as error:
        return frame_back(frame_back(traceback_frame(error.__traceback__)))


def learner_on_stack() -> bool:
    """Tell whether any code but the kit's, the test file's and Python's own is being run."""
    frame = _current_frame()
    while frame is not None:
        file_name = frame_code(frame).co_filename
        if file_name == _BASE:
            return False
        if not file_name.startswith(TRUSTED_FOLDERS):
            return True
        frame = frame_back(frame)
    return False


def _asked_by_library() -> bool:
    """Tell whether a function of Python's own looks at an attribute that gives nothing of it away.

    Others give what they find, and a program can have any of them called by a test, or by the kit: by an iterator that
    is made of built-in functions alone, so that nothing of the program's own is on the stack when it is run.
    """
    frame = frame_back(_current_frame())
    code = frame_code(frame)
    if not code.co_filename.startswith(_LIBRARY):
        return False
    discreet = code.co_name in _DISCREET and code.co_filename.endswith(_OF_DISCREET)
    return (discreet or is_hidden_frame(frame)) and not learner_on_stack()


def members_of(cls: type) -> dict:
    """Give the dictionary behind a built-in type, which can be written to."""
    return gc.get_referents(cls.__dict__)[0]


_OF_A_SIGNATURE = (
    *("co_name", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount"),
    *("co_varnames", "co_flags"),
)


def _signature_of(function: types.FunctionType) -> types.SimpleNamespace:
    """Give what tells the signature of a hidden function, as mocks ask for it; its code would tell what a test expects."""
    code = function_code(function)
    return types.SimpleNamespace(**{name: getattr(code, name) for name in _OF_A_SIGNATURE})


def _replace(
    cls: type,
    name: str,
    is_hidden: Callable[[object], bool],
    view: Callable[[object], object] | None = None,
) -> None:
    """Refuse an attribute of hidden objects to the learner's code, or give it a view of that."""
    members = members_of(cls)
    original = members[name]
    read = original.__get__

    def get(holder: object) -> object:
        if is_hidden(holder) and not _asked_by_library():
            if view is not None:
                return view(holder)
            raise AttributeError(f"{name} is not to be had here")
        return read(holder)

    def put(holder: object, value: object) -> None:
        if is_hidden(holder) and not _asked_by_library():
            raise AttributeError(f"{name} is not to be had here")
        original.__set__(holder, value)

    members[name] = property(get, put)


def _keep_functions(name: str) -> None:
    """Refuse to change what Python's own functions do, which tests call as well."""
    members = members_of(types.FunctionType)
    original = members[name]

    def put(function: types.FunctionType, value: object) -> None:
        if function_code(function).co_filename.startswith(TRUSTED_FOLDERS) and learner_on_stack():
            raise AttributeError(f"{name} of this function is not to be changed")
        original.__set__(function, value)

    members[name] = property(original.__get__, put)


def _replace_f_back() -> None:
    def get(frame: types.FrameType) -> types.FrameType | None:
        back = frame_back(frame)
        return None if is_hidden_frame(back) and not _asked_by_library() else back

    members_of(types.FrameType)["f_back"] = property(get)


def _replace_subclasses() -> None:
    members = members_of(type)
    read = members["__subclasses__"]

    def subclasses(cls: type) -> list[type]:
        found = read(cls)
        return found if _asked_by_library() else [each for each in found if not is_hidden_class(each)]

    subclasses.__name__ = "__subclasses__"
    members["__subclasses__"] = subclasses


def close_built_in_types() -> None:
    """Replace every attribute that leads to hidden code."""
    _replace_f_back()
    _replace_subclasses()
    for name in ("f_globals", "f_locals", "f_builtins", "f_code", "f_generator"):
        _replace(types.FrameType, name, is_hidden_frame)
    for name in ("__globals__", "__closure__", "__builtins__"):
        _replace(types.FunctionType, name, is_hidden_function)
    _replace(types.FunctionType, "__code__", is_hidden_function, _signature_of)
    for name in ("__code__", "__defaults__", "__kwdefaults__"):
        _keep_functions(name)
    for name in ("__self__", "__reduce__"):
        _replace(types.MethodType, name, lambda held: is_hidden_function(method_function(held)))
    _replace(types.TracebackType, "tb_frame", lambda held: is_hidden_frame(traceback_frame(held)))
    for cls, prefix in (
        (types.GeneratorType, "gi"),
        (types.CoroutineType, "cr"),
        (types.AsyncGeneratorType, "ag"),
    ):
        code_of = _getter(cls, f"{prefix}_code")
        for name in ("frame", "code"):
            _replace(cls, f"{prefix}_{name}", lambda held, code_of=code_of: is_hidden_code(code_of(held)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sys._clear_type_cache()

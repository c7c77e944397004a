"""Runs the learner's files as a test asks for it: as a program of their own, by `runpy`, or by `exec`."""

import ast
import os
import sys
from collections.abc import Callable
from types import FrameType, ModuleType

from kit import PRISTINE, private
from kit.hiding import TEST_FILE, frame_globals, frame_locals
from kit.learner_files import LearnerFiles

_exec = PRISTINE["exec"]
_only_names_and_numbers = private.COPIES["re"].compile(r"[\w\s.,'\"-]*").fullmatch


def file_named(files: LearnerFiles, path: object) -> str | None:
    """Find the learner's file that a test means by a path, wherever it thinks that the file lies."""
    parts = os.path.normpath(os.fspath(path)).split(os.sep)
    ends = ("/".join(parts[at:]) for at in range(len(parts)))
    return next((end for end in ends if end in files.files), None)


def runpy_for(files: LearnerFiles) -> dict[str, object]:
    """Give what a test file finds in `runpy`."""

    def run_path(path_name: object, init_globals: dict | None = None, run_name: str = "<run_path>") -> dict:
        """Run a file, and give its names."""
        path = file_named(files, path_name)
        if path is None:
            raise FileNotFoundError(f"there is no file {path_name}")
        return _run(files, path, run_name, init_globals)

    def run_module(
        mod_name: str,
        init_globals: dict | None = None,
        run_name: str | None = None,
        alter_sys: bool = False,
    ) -> dict:
        """Run a module, and give its names."""
        path = files.path_of_program(mod_name)
        if path is None:
            raise ImportError(f"No module named {mod_name}", name=mod_name)
        return _run(files, path, run_name or mod_name, init_globals)

    return {"run_path": run_path, "run_module": run_module}


def _run(files: LearnerFiles, path: str, name: str, names: dict | None) -> dict:
    before = sys.modules.get(name)
    module = ModuleType(name)
    module.__dict__.update(names or {}, __builtins__=files.builtins, __file__=path)
    sys.modules[name] = module
    try:
        _exec(files.compiled(path), module.__dict__)
    finally:
        if before is None:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = before
    return dict(vars(module))


def exec_for(files: LearnerFiles, tree: ast.Module) -> Callable:
    """Give the `exec` of a test file: what it runs in names of its own has the builtins that a test may patch.

    Only what the file itself writes out is run in the file's own names, or in a copy of them: the learner's code has
    no business there, and what it makes is brought over afterwards.
    """
    brought: dict[str, object] = {}

    def run(code: object, globals: dict | None = None, locals: object = None, /, **named: object) -> None:
        frame: FrameType = sys._getframe(1)
        own = frame_globals(frame)
        if globals is None:
            globals, locals = own, frame_locals(frame) if locals is None else locals
        locals = globals if locals is None else locals
        builtins = globals.setdefault("__builtins__", files.builtins)
        if _is_written_in(tree, code):
            code = compile(code, TEST_FILE, "exec", dont_inherit=True)
            _exec(code, globals, locals, **named)
            return
        if builtins is not own.get("__builtins__"):
            _exec(code, globals, locals, **named)
            return
        passed = {key: held for key, held in globals.items() if held is not own.get(key)}
        names = passed | {"__name__": globals.get("__name__"), "__builtins__": files.builtins}
        _exec(code, names)
        made = {key: held for key, held in names.items() if key not in PRISTINE and held is not passed.get(key)}
        made = {key: held for key, held in made.items() if key not in own or own[key] is brought.get(key)}
        locals.update(made)
        brought.update(made)

    return run


def _is_written_in(tree: ast.Module, code: object) -> bool:
    """Tell whether code is made from the texts of a test file, and at most names and numbers besides."""
    if not isinstance(code, str):
        return False
    texts = {node.value for node in ast.walk(tree) if type(node) is ast.Constant and type(node.value) is str}
    for text in sorted(texts, key=len, reverse=True):
        code = code.replace(text, " ") if len(text) > 1 else code
    return _only_names_and_numbers(code) is not None

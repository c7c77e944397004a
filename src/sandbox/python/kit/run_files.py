"""Runs the learner's files as a test asks for it: as a program of their own, by `runpy`, or by `exec`."""

import os
import sys
from collections.abc import Callable
from types import FrameType, ModuleType

from kit import PRISTINE
from kit.hiding import frame_globals, frame_locals
from kit.learner_files import LearnerFiles

_exec = PRISTINE["exec"]


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


def exec_for(files: LearnerFiles) -> Callable:
    """Give the `exec` of a test file: what it runs in names of its own has the builtins that a test may patch."""

    def run(code: object, globals: dict | None = None, locals: object = None, /, **named: object) -> None:
        if globals is None:
            frame: FrameType = sys._getframe(1)
            _exec(code, frame_globals(frame), frame_locals(frame) if locals is None else locals, **named)
            return
        globals.setdefault("__builtins__", files.builtins)
        _exec(code, globals, globals if locals is None else locals, **named)

    return run

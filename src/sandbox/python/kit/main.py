"""What the host calls: `call`, with the name of a function below and its arguments. None of them raises."""

import atexit
import gc
import os
import sys
from collections.abc import Callable

import kit
from kit import alarms, audit, hiding, one_thread, pinned, private, standard_modules, virtual_loop
from kit.beside import Unforeseen
from kit.calls import Call, Missing
from kit.data import Data, Unwieldy
from kit.learner_files import LearnerFiles, remember_standard_modules
from kit.streams import StandardStreams, Streams
from kit.suites import Suite, open_test_file
from kit.thrown import Thrown, came_of_call, describe

_json = private.COPIES["json"]
_dumps = _json.dumps
_loads = _json.loads

#: Classes whose objects both programs and tests make. The host keeps them as they are.
SHARED_CLASSES = standard_modules.classes_of("collections", "collections.abc")

_run_exit_functions = atexit._run_exitfuncs

type Answer = dict[str, Data]


class _Session:
    """What is under way in this interpreter. The host puts it back to this before each test."""

    files: LearnerFiles
    streams: Streams
    inputs: dict[str, object]
    call: Call
    suite: Suite


def seal() -> None:
    """Make the kit unreachable; to be called once, before the host takes its image of the memory."""
    standard_modules.load_usual()
    one_thread.install()
    alarms.install()
    virtual_loop.install()
    copied = {name: vars(copy) for name, copy in private.COPIES.items()}
    pinned.remember_modules(copied | {"asyncio": {"run": virtual_loop.run_for_tests}})
    _remove_files()
    for name in [name for name in sys.modules if name == "kit" or name.startswith("kit.")]:
        hiding.hide(vars(sys.modules[name]))
    for copy in private.COPIES.values():
        hiding.hide(vars(copy))
    standard_modules.close()
    remember_standard_modules()
    gc.collect()
    hiding.close_built_in_types()
    audit.watch()


def _remove_files() -> None:
    """Delete the kit's files, and what they were found by."""
    for name in os.listdir(hiding.KIT_FOLDER):
        os.remove(hiding.KIT_FOLDER + name)
    sys.path.remove(hiding.KIT_FOLDER.removesuffix("kit/"))
    sys.path_importer_cache.clear()


def call(name: str, arguments_json: str) -> str:
    """Call one of the functions below with a JSON list of arguments; give its answer as JSON."""
    return _dumps(_FUNCTIONS[name](*_loads(arguments_json)))


def load(files_json: str, entry: str, inputs: list[str]) -> None:
    """Take the learner's files, and the author's code that makes arguments; nothing is run yet."""
    _Session.files = LearnerFiles(_loads(files_json), entry)
    _Session.streams = Streams()
    sys.argv[:] = [entry]
    _Session.files.install()
    _Session.files.compile_entry()
    _Session.inputs = {code: _compiled_input(code) for code in inputs}


def begin_call(function: str, args_json: str) -> Answer:
    """Import the entry, find the function, make the arguments."""
    return _begin(function, lambda: _loads(args_json))


def finish_call() -> Answer:
    """Call the function, and walk what it returned into data."""

    def finish() -> Answer:
        _Session.call.run()
        return {"returned": _Session.call.data()}

    return _answer(finish)


def begin_probe(function: str, input_code: str, size: int) -> Answer:
    """Make the arguments by the author's code, and only then import the entry."""
    names = {"__builtins__": dict(kit.PRISTINE)}
    return _begin(function, lambda: list(eval(_Session.inputs[input_code], names)(size)))


def run_probe() -> Answer | None:
    """Call the function, and have it yield all that it yields; this alone is what the host measures."""
    try:
        _Session.call.run()
        _Session.call.drain()
    except BaseException as error:
        return {"threw": _thrown(error)}
    return None


def probe_result() -> Answer:
    """Walk what the function returned into data."""
    return _answer(lambda: {"returned": _Session.call.data()})


def open_suite(code: str, entry: str) -> Answer:
    """Run a test file up to its end, and collect its cases."""

    def open_it() -> Answer:
        Unforeseen.begin(code)
        _Session.suite = open_test_file(code, _Session.files)
        return _Session.suite.summary()

    def failed(error: BaseException) -> Answer:
        thrown = _thrown(error)
        judged = thrown["kind"] == "assertion" or came_of_call(error, _Session.files.files)
        return {"threw": thrown, "load": not judged}

    return _answer(open_it, failed)


def run_case(index: int) -> Answer:
    """Run one case."""
    try:
        passed = _Session.suite.run_case(index)
    except BaseException as error:
        return {"failed": _printed_too_much() if _Session.streams.overrun else _thrown(error)}
    if _Session.streams.overrun:
        return {"failed": _printed_too_much()}
    return {"passed": True} if passed else {"skipped": True}


def run_io() -> Answer | None:
    """Run the entry as a program, with the streams that its system gives it."""
    standard = StandardStreams()
    in_threads = one_thread.remember_failures()
    thrown: Thrown | None = None
    try:
        _Session.files.run_as_main(_Session.files.entry_path)
    except SystemExit as error:
        if error.code not in (None, 0):
            thrown = _thrown(error)
    except BaseException as error:
        thrown = _thrown(error)
    _run_exit_functions()
    standard.flush()
    if thrown is None and in_threads:
        return {"aside": _thrown(in_threads[0])}
    return None if thrown is None else {"threw": thrown}


def _compiled_input(code: str) -> object:
    """Compile the code of an input, or give it as it is where it is none: to run it tells what is wrong."""
    try:
        return compile(code.strip(), "<string>", "eval", dont_inherit=True)
    except BaseException:
        return code.strip()


def _begin(function: str, make_arguments: Callable[[], list[object]]) -> Answer:
    def begin() -> Answer:
        arguments = make_arguments()
        _Session.call = Call(_Session.files, function, arguments)
        return {"ready": True}

    return _answer(begin, lambda error: {"threw": _not_loaded(_thrown(error))})


def _answer(
    act: Callable[[], Answer],
    failed: Callable[[BaseException], Answer] = lambda error: {"threw": _thrown(error)},
) -> Answer:
    try:
        answer = act()
    except Missing:
        return {"missing": True}
    except BaseException as error:
        return failed(error)
    if _Session.streams.overrun:
        return {"threw": _printed_too_much()}
    return answer


def _thrown(error: BaseException) -> Thrown:
    if type(error) is Unwieldy:
        return {"kind": "assertion", "message": str(error), "names": ["Unwieldy"]}
    return describe(error, _Session.files.files)


def _not_loaded(thrown: Thrown) -> Thrown:
    return thrown | {"kind": "load"} if thrown["kind"] in ("exception", "assertion") else thrown


def _printed_too_much() -> Thrown:
    return {"kind": "output", "message": "printed more than 64 KiB", "names": []}


_FUNCTIONS = {
    function.__name__: function
    for function in (
        *(load, begin_call, finish_call, begin_probe, run_probe, probe_result),
        *(open_suite, run_case, run_io),
    )
}

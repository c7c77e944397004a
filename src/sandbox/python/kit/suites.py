"""Runs a test file up to its end, collects the cases that it defines, and runs them one by one."""

import ast
from types import FunctionType, ModuleType

from kit import hiding
from kit.candidate import check_candidate
from kit.cases import Case, Steps, call_with, unittest_case
from kit.checks import HELPERS, judged
from kit.commands import forget_crashes, with_crash
from kit.kinship import is_a, members_of_class
from kit.learner_files import LearnerFiles
from kit.pytest_cases import PytestCases
from kit.rewriting import OWN_MODULE, bound_names, free_names, rewrite
from kit.run_files import exec_for
from kit.scripts import Script, fed_names
from kit.test_classes import is_class_of_tests, remember_classes
from kit.test_imports import TestImports, only_new_names, own_builtins
from kit.thrown import first_unanswered, forget_failures
from kit.unittest_kit import UNITTEST, SkipTest, TestCase, TestSuite, method_names

type Names = dict[str, object]


def open_test_file(code: str, files: LearnerFiles) -> Suite:
    """Run a test file, and collect its cases."""
    tree = ast.parse(code.removeprefix("\ufeff"), hiding.TEST_FILE)
    fed = fed_names(tree)
    defined, free = [name for name in bound_names(tree) if name not in fed], free_names(tree)
    script = Script(tree, code.removeprefix("\ufeff"))
    module = ModuleType("__main__" if script.is_program else hiding.TEST_MODULE)
    names: Names = vars(module)
    names["__file__"] = "tests.py"
    hiding.hide(names)
    builtins = own_builtins() | HELPERS | script.helpers | {OWN_MODULE: module}
    imports = TestImports(files)
    imports.load_standard(tree)
    builtins |= {"__import__": imports, "exec": exec_for(files, tree)}
    names["__builtins__"] = builtins
    if free - builtins.keys() - names.keys() and (files.holds(files.entry) or not imports.reach_learner(tree)):
        builtins.update(vars(only_new_names(files.import_entry(), builtins)))
    before = judged()
    script.attempt(_run, tree, names)
    remember_classes()
    defined += _made_meanwhile(names, {*defined, *fed})
    cases = _collect(names, defined, fed)
    if not cases and judged() == before:
        script.attempt(check_candidate, names, defined, files)
    cases = cases or script.cases()
    return Suite(module, cases, alone=not cases and judged() > before)


def _run(tree: ast.Module, names: Names) -> None:
    forget_failures()
    exec(compile(rewrite(tree), hiding.TEST_FILE, "exec", dont_inherit=True), names)
    swallowed = first_unanswered()
    if swallowed is not None:
        raise swallowed


class Suite:
    """The cases of a test file. Preparations that cases share are made when the first of them is run."""

    def __init__(self, module: ModuleType, cases: list[Case], *, alone: bool) -> None:
        self._module = module
        self._cases = [case for case in cases if not case.skipped]
        self._skipped = len(cases) - len(self._cases)
        self._alone = alone
        self._prepared: dict[type | None, BaseException | None] = {}

    def summary(self) -> dict[str, object]:
        """Name the cases that count."""
        names = [case.name for case in self._cases]
        return {"cases": names, "skipped": self._skipped, "alone": self._alone}

    def run_case(self, index: int) -> bool:
        """Run a case; tell whether it counts. It raises where the case fails."""
        case = self._cases[index]
        steps = Steps()
        forget_failures()
        forget_crashes()
        if self._prepare(None, steps) and self._prepare(case.group, steps):
            steps.attempt(case.act)
        if not any(other.group is case.group for other in self._cases[index + 1 :]):
            self._clear_up(case.group, steps)
        if is_a(steps.failure, SkipTest):
            return False
        # A program can swallow a failure: the test's assert may stand in a `with` block of the learner's.
        steps.failure = with_crash(steps.failure or first_unanswered())
        steps.finish()
        return True

    def _prepare(self, group: type | None, steps: Steps) -> bool:
        if group not in self._prepared:
            first = Steps()
            for name in ("setUpModule", "setup_module") if group is None else ("setUpClass", "setup_class"):
                function = vars(self._module).get(name) if group is None else getattr(group, name, None)
                if function is not None:
                    first.attempt(call_with, function, self._module if group is None else group)
            self._prepared[group] = first.failure
        steps.failure = self._prepared[group]
        return steps.failure is None

    def _clear_up(self, group: type | None, steps: Steps) -> None:
        for name in ("tearDownClass", "teardown_class", "doClassCleanups"):
            function = getattr(group, name, None)
            if function is not None and self._prepared.get(group) is None:
                steps.attempt(function)


def _collect(names: Names, defined: list[str], fed: set[str]) -> list[Case]:
    """Collect what the file itself defines: what it imports from the learner's files are no tests."""
    load_tests = names.get("load_tests")
    if type(load_tests) is FunctionType and "load_tests" in defined:
        standard = TestSuite(_instances(names, defined))
        return [_loaded(case) for case in _flat(load_tests(UNITTEST.defaultTestLoader, standard, None))]
    pytest_cases = PytestCases(names, defined, fed)
    cases: list[Case] = []
    for name in defined:
        value = names.get(name)
        if getattr(value, "__test__", True) is False:
            continue
        if is_a(value, type) and issubclass(value, TestCase):
            cases += [unittest_case(value(method)) for method in method_names(value) if method not in fed]
        else:
            cases += pytest_cases.of(name, value)
    return cases


def _made_meanwhile(names: Names, known: set[str]) -> list[str]:
    """Name the tests that the file makes by `globals()`; what it has by `import *` is not its own."""
    return [name for name, value in names.items() if name not in known and _is_own_test(name, value, names)]


def _is_own_test(name: str, value: object, names: Names) -> bool:
    if is_a(value, type):
        is_case = issubclass(value, TestCase) or name.startswith("Test")
        return is_case and (is_class_of_tests(value) or _has_method_in(value, names))
    return name.startswith("test") and type(value) is FunctionType and hiding.function_globals(value) is names


def _has_method_in(cls: type, names: Names) -> bool:
    members = members_of_class(cls).values()
    return any(type(each) is FunctionType and hiding.function_globals(each) is names for each in members)


def _instances(names: Names, defined: list[str]) -> list[TestCase]:
    classes = [names.get(name) for name in defined]
    classes = [each for each in classes if is_a(each, type) and issubclass(each, TestCase)]
    return [cls(method) for cls in classes for method in method_names(cls)]


def _loaded(case: object) -> Case:
    if isinstance(case, TestCase):
        return unittest_case(case)

    def act() -> None:
        case.setUp()
        case.runTest()

    return Case(case.id(), act)


def _flat(tests: object) -> list[object]:
    # What doctest makes are cases of another unittest than the test file's.
    if isinstance(tests, TestCase) or hasattr(tests, "runTest"):
        return [tests]
    return [case for each in tests for case in _flat(each)]

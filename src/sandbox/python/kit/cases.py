"""One case of a suite, and how it is run."""

from collections.abc import Callable
from types import CoroutineType

from kit.hiding import function_code
from kit.kinship import is_a
from kit.thrown import Failed, forget_failures
from kit.unittest_kit import IsolatedAsyncioTestCase, SkipTest, TestCase
from kit.virtual_loop import VirtualLoop, run


class Case:
    """A case: its name, and what runs it. It raises where the case fails, SkipTest where it is not counted."""

    def __init__(
        self, name: str, act: Callable[[], None], *, skipped: bool = False, group: object = None
    ) -> None:
        self.name = name
        self.act = act
        self.skipped = skipped
        #: The class whose preparations it shares.
        self.group = group


class Steps:
    """Runs the steps of one case, awaits them where they are coroutines, and keeps the first failure."""

    def __init__(self) -> None:
        self._loop: VirtualLoop | None = None
        self.failure: BaseException | None = None

    def call(self, function: Callable, *arguments: object, **named: object) -> object:
        """Take a step that may fail."""
        returned = function(*arguments, **named)
        if not is_a(returned, CoroutineType):
            return returned
        self._loop = self._loop or VirtualLoop()
        return run(returned, self._loop)

    def attempt(self, function: Callable, *arguments: object, **named: object) -> bool:
        """Take a step, and tell whether it came to its end."""
        try:
            self.call(function, *arguments, **named)
        except BaseException as error:
            if self.failure is None:
                self.failure = error
            return False
        return True

    def finish(self) -> None:
        """Raise the first failure, if there is one."""
        if self.failure is not None:
            raise self.failure


def call_with(function: Callable, argument: object) -> object:
    """Call a function that may want an argument, and may not."""
    inner = getattr(function, "__func__", function)
    wanted = function_code(inner).co_argcount - (inner is not function)
    return function(*[argument][:wanted])


def unittest_case(case: TestCase) -> Case:
    """Make a case of an instance of TestCase."""
    method = getattr(case, case._testMethodName)
    skipped = any(getattr(each, "__unittest_skip__", False) for each in (type(case), method))
    expecting = any(getattr(each, "__unittest_expecting_failure__", False) for each in (type(case), method))

    def act() -> None:
        run_unittest(case, method) if not expecting else expect_failure(lambda: run_unittest(case, method))

    return Case(case.id(), act, skipped=skipped, group=type(case))


def run_unittest(case: TestCase, method: Callable) -> None:
    """Run a case with what goes before and after it."""
    steps = Steps()
    is_async = isinstance(case, IsolatedAsyncioTestCase)
    ready = steps.attempt(case.setUp) and (not is_async or steps.attempt(case.asyncSetUp))
    if ready:
        steps.attempt(method)
        if steps.failure is None:
            steps.failure = case.sub_failure()
        if is_async:
            steps.attempt(case.asyncTearDown)
        steps.attempt(case.tearDown)
    while case.cleanups:
        function, arguments, named = case.cleanups.pop()
        steps.attempt(function, *arguments, **named)
    steps.finish()


def expect_failure(act: Callable[[], None]) -> None:
    """Run what has to fail."""
    try:
        act()
    except SkipTest:
        raise
    except Exception:
        forget_failures()
        return
    raise Failed("expected this test to fail, but it passed")

"""The `unittest` that a test file imports."""

from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType, TracebackType

from kit import private
from kit.kinship import is_a
from kit.thrown import Failed, PartsFailed, shown
from kit.unittest_asserts import Asserts


class SkipTest(Exception):
    """Ends a test that is not to be counted."""


class _SubTest:
    """Keeps the failure of a part of a test, so that the other parts are run as well."""

    def __init__(self, case: TestCase, label: str) -> None:
        self._case = case
        self._label = label

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type | None, error: BaseException | None, _at: TracebackType | None) -> bool:
        if error is None or not isinstance(error, Exception) or isinstance(error, (MemoryError, SkipTest)):
            return False
        self._case.sub_failures.append((self._label, error))
        return True


class TestCase(Asserts):
    """A test case as unittest has it. `kit.cases` runs it."""

    __test__ = True

    def __init__(self, methodName: str = "runTest") -> None:
        self._testMethodName = methodName
        self._testMethodDoc = None
        self.cleanups: list[tuple[Callable, tuple, dict]] = []
        self.sub_failures: list[tuple[str, BaseException]] = []

    def setUp(self) -> None:
        """Prepare a test."""

    def tearDown(self) -> None:
        """Clear up after a test."""

    @classmethod
    def setUpClass(cls) -> None:
        """Prepare all tests of the class."""

    @classmethod
    def tearDownClass(cls) -> None:
        """Clear up after all tests of the class."""

    def id(self) -> str:
        """Name the test."""
        return f"{type(self).__qualname__}.{self._testMethodName}"

    def __str__(self) -> str:
        return self.id()

    def shortDescription(self) -> str | None:
        """Give the first line of what the test says of itself."""
        told = (getattr(self, self._testMethodName).__doc__ or "").strip()
        return told.partition("\n")[0].strip() or None

    def countTestCases(self) -> int:
        """Count this one."""
        return 1

    def subTest(self, msg: object = None, **parameters: object) -> _SubTest:
        """Run a part of a test, whose failure does not end it."""
        words = [f"[{msg}]"] if msg is not None else []
        words += (
            [f"({', '.join(f'{name}={shown(value)}' for name, value in parameters.items())})"]
            if parameters
            else []
        )
        return _SubTest(self, " ".join(words))

    def skipTest(self, reason: object) -> None:
        """End this test without counting it."""
        raise SkipTest(reason)

    def addCleanup(self, function: Callable, /, *args: object, **kwargs: object) -> None:
        """Have something done after tearDown."""
        self.cleanups.append((function, args, kwargs))

    def enterContext(self, manager: object) -> object:
        """Enter a context, and leave it after tearDown."""
        entered = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return entered

    def doCleanups(self) -> None:
        """Do what was put off, the last first."""
        while self.cleanups:
            function, args, kwargs = self.cleanups.pop()
            function(*args, **kwargs)

    @classmethod
    def addClassCleanup(cls, function: Callable, /, *args: object, **kwargs: object) -> None:
        """Have something done after tearDownClass."""
        cls.class_cleanups = [*getattr(cls, "class_cleanups", []), (function, args, kwargs)]

    @classmethod
    def doClassCleanups(cls) -> None:
        """Do what was put off, the last first."""
        for function, args, kwargs in reversed(getattr(cls, "class_cleanups", [])):
            function(*args, **kwargs)
        cls.class_cleanups = []

    def sub_failure(self) -> Failed | None:
        """Give what the parts of the test came to: their failures in one."""
        return PartsFailed(self.sub_failures) if self.sub_failures else None


class IsolatedAsyncioTestCase(TestCase):
    """A test case whose methods may be coroutines."""

    async def asyncSetUp(self) -> None:
        """Prepare a test."""

    async def asyncTearDown(self) -> None:
        """Clear up after a test."""

    def addAsyncCleanup(self, function: Callable, /, *args: object, **kwargs: object) -> None:
        """Have something awaited after tearDown."""
        self.cleanups.append((function, args, kwargs))

    async def enterAsyncContext(self, manager: object) -> object:
        """Enter a context, and leave it after tearDown."""
        entered = await manager.__aenter__()
        self.addAsyncCleanup(manager.__aexit__, None, None, None)
        return entered


class FunctionTestCase(TestCase):
    """A function as a test case."""

    def __init__(
        self, testFunc: Callable, setUp: Callable | None = None, tearDown: Callable | None = None, **_: object
    ) -> None:
        super().__init__("runTest")
        self.runTest = testFunc
        self.setUp = setUp or self.setUp
        self.tearDown = tearDown or self.tearDown


class TestSuite:
    """Test cases and suites in their order."""

    def __init__(self, tests: object = ()) -> None:
        self._tests = list(tests)

    def addTest(self, test: object) -> None:
        """Take one more."""
        self._tests.append(test)

    def addTests(self, tests: object) -> None:
        """Take more."""
        self._tests.extend(tests)

    def countTestCases(self) -> int:
        """Tell how many cases there are."""
        return sum(each.countTestCases() for each in self._tests)

    def __iter__(self) -> Iterator[object]:
        return iter(self._tests)


def method_names(cls: type) -> list[str]:
    """Give the names of a class's tests in the order of the file, inherited ones first."""
    names: dict[str, None] = {}
    for each in reversed(cls.__mro__):
        names.update((name, None) for name in vars(each) if name.startswith("test"))
    found = [name for name in names if callable(getattr(cls, name, None))]
    return found or (["runTest"] if hasattr(cls, "runTest") else [])


class TestLoader:
    """Finds tests in classes, as `load_tests` and scripts ask for them."""

    testMethodPrefix = "test"
    suiteClass = TestSuite

    def getTestCaseNames(self, testCaseClass: type) -> list[str]:
        """Give the names of a class's tests."""
        return method_names(testCaseClass)

    def loadTestsFromTestCase(self, testCaseClass: type) -> TestSuite:
        """Make a class's test cases."""
        return TestSuite(testCaseClass(name) for name in method_names(testCaseClass))

    def loadTestsFromModule(self, module: object, **_: object) -> TestSuite:
        """Make the test cases of what a module holds."""
        held = [
            each for each in vars(module).values() if isinstance(each, type) and issubclass(each, TestCase)
        ]
        return TestSuite(self.loadTestsFromTestCase(each) for each in held)


def skip(reason: object) -> Callable:
    """Leave a test or class out."""

    def mark(tested: Callable) -> Callable:
        tested.__unittest_skip__ = True
        return tested

    return mark(reason) if type(reason) is FunctionType or is_a(reason, type) else mark


def skipIf(condition: object, reason: object = "") -> Callable:
    """Leave a test out where a condition holds."""
    return skip(reason) if condition else _unchanged


def skipUnless(condition: object, reason: object = "") -> Callable:
    """Leave a test out unless a condition holds."""
    return skipIf(not condition, reason)


def expectedFailure(tested: Callable) -> Callable:
    """Have a test pass where it fails."""
    tested.__unittest_expecting_failure__ = True
    return tested


def _unchanged(tested: Callable) -> Callable:
    return tested


def _do_nothing(*_: object, **__: object) -> None:
    """Stand for what runs tests: the kit does."""


class _Result:
    """What a test file is told that runs its tests by itself, before the kit does."""

    testsRun = 0

    def __init__(self, *_: object, **__: object) -> None:
        self.failures: list[object] = []
        self.errors: list[object] = []
        self.skipped: list[object] = []

    def wasSuccessful(self) -> bool:
        """Tell of no failure: nothing was run."""
        return True


class _Runner:
    def __init__(self, *_: object, **__: object) -> None:
        """Take any settings."""

    def run(self, *_: object) -> _Result:
        """Leave the running to the kit."""
        return _Result()


def _module() -> ModuleType:
    module = ModuleType("unittest")
    tools = (SkipTest, TestCase, IsolatedAsyncioTestCase, FunctionTestCase, TestSuite, TestLoader)
    for tool in (*tools, skip, skipIf, skipUnless, expectedFailure):
        setattr(module, tool.__name__, tool)
    module.defaultTestLoader = TestLoader()
    module.main = module.installHandler = module.enterModuleContext = _do_nothing
    module.addModuleCleanup = module.registerResult = _do_nothing
    module.TextTestRunner = _Runner
    module.TestResult = module.TextTestResult = _Result
    module.makeSuite = lambda cls, *_: module.defaultTestLoader.loadTestsFromTestCase(cls)
    module.case = module.suite = module.loader = module.runner = module
    module.mock = private.COPIES["unittest.mock"]
    return module


UNITTEST = _module()

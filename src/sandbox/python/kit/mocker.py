"""The fixture `mocker`, as pytest-mock has it: mocks and patches that end with their test."""

from collections.abc import Callable, Iterator
from inspect import getattr_static, iscoroutinefunction, isfunction, ismethod
from types import ModuleType

from kit import private
from kit.kinship import is_a
from kit.pytest_kit import Fixture

_mock = private.COPIES["unittest.mock"]
_wraps = private.COPIES["functools"].wraps
_HANDED_ON = (
    *("Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock", "PropertyMock", "AsyncMock"),
    *("ANY", "DEFAULT", "call", "sentinel", "create_autospec", "mock_open", "seal"),
)


class _Patches:
    """`mocker.patch`, with `object`, `dict` and `multiple`: what is patched stays so until the end of the test."""

    def __init__(self, begin: Callable) -> None:
        self._begin = begin

    def __call__(self, *args: object, **kwargs: object) -> object:
        return self._begin(_mock.patch(*args, **kwargs))

    def object(self, *args: object, **kwargs: object) -> object:
        """Patch an attribute of an object."""
        return self._begin(_mock.patch.object(*args, **kwargs))

    def multiple(self, *args: object, **kwargs: object) -> object:
        """Patch several attributes of an object."""
        return self._begin(_mock.patch.multiple(*args, **kwargs))

    def dict(self, *args: object, **kwargs: object) -> object:
        """Patch what a dict holds."""
        return self._begin(_mock.patch.dict(*args, **kwargs))


class MockerFixture:
    """`mocker`."""

    def __init__(self) -> None:
        self.patch = _Patches(self._start)
        self._started: list[tuple[object, object]] = []
        for name in _HANDED_ON:
            setattr(self, name, getattr(_mock, name))

    def _start(self, patch: object) -> object:
        made = patch.start()
        self._started.append((patch, made))
        return made

    def spy(self, owner: object, name: str) -> object:
        """Watch a method that goes on doing what it does."""
        method = getattr(owner, name)
        is_bound = is_a(owner, type) and isinstance(getattr_static(owner, name), (classmethod, staticmethod))
        autospec = (ismethod(method) or isfunction(method)) and not is_bound
        watched = self.patch.object(owner, name, side_effect=_watching(method, lambda: watched), autospec=autospec)
        watched.spy_return = watched.spy_exception = None
        watched.spy_return_list = []
        return watched

    def stub(self, name: str | None = None) -> object:
        """Make a mock that stands for a function."""
        return _mock.MagicMock(spec=lambda *args, **kwargs: None, name=name)

    def async_stub(self, name: str | None = None) -> object:
        """Make a mock that stands for a coroutine function."""
        return _mock.AsyncMock(spec=lambda *args, **kwargs: None, name=name)

    def stop(self, made: object) -> None:
        """End one patch."""
        for pair in [pair for pair in self._started if pair[1] is made]:
            self._started.remove(pair)
            pair[0].stop()

    def stopall(self) -> None:
        """End all patches, the last first."""
        while self._started:
            self._started.pop()[0].stop()

    def resetall(self, *, return_value: bool = False, side_effect: bool = False) -> None:
        """Have all mocks that were put in forget how they were called."""
        for _, made in self._started:
            if hasattr(made, "reset_mock"):
                made.reset_mock(return_value=return_value, side_effect=side_effect)


def _watching(method: Callable, watched: Callable[[], object]) -> Callable:
    def keep(answer: object) -> object:
        spy = watched()
        spy.spy_return, spy.spy_exception = answer, None
        spy.spy_return_list.append(answer)
        return answer

    def failed(error: BaseException) -> None:
        watched().spy_return, watched().spy_exception = None, error

    @_wraps(method)
    def run(*args: object, **kwargs: object) -> object:
        try:
            return keep(method(*args, **kwargs))
        except BaseException as error:
            failed(error)
            raise

    @_wraps(method)
    async def run_later(*args: object, **kwargs: object) -> object:
        try:
            return keep(await method(*args, **kwargs))
        except BaseException as error:
            failed(error)
            raise

    return run_later if iscoroutinefunction(method) else run


def _mocker() -> Iterator[MockerFixture]:
    mocker = MockerFixture()
    yield mocker
    mocker.stopall()


MOCKER = Fixture(_mocker, "function", [], False, None)

PYTEST_MOCK = ModuleType("pytest_mock")
vars(PYTEST_MOCK).update(MockerFixture=MockerFixture, MockFixture=MockerFixture)

import { type Manner, POLYNOMIAL } from './manner.ts'

/** Suites in the manners of pytest. */
export const PYTEST_MANNERS: readonly Manner[] = [
  {
    title: 'pytest with marks and fixtures',
    program: POLYNOMIAL,
    suite: `
import os, sys
import pytest
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from .solution import Stack, fact
import solution
log = []
@pytest.fixture(scope="module")
def base(): log.append("base"); yield 1; log.append("never so early")
@pytest.fixture
def stack(base): s = Stack(); s.push(base); return s
@pytest.fixture(params=[2, 3], ids=["two", "three"])
def number(request): return request.param
@pytest.fixture(autouse=True)
def each(): log.append("before"); yield; log.append("after")
def test_fixture(stack): assert len(stack) == 1
def test_fresh(stack): stack.push(2); assert list(stack) == [1, 2] and 2 in stack and 3 not in stack
def test_log(): assert log == ["before", "base", "after", "before", "after", "before"]
def test_params(number): assert fact(number) in (2, 6)
def test_bad_params(number): assert fact(number) > 6
@pytest.mark.parametrize("n,expected", [(3, 6), pytest.param(4, 24, id="four")])
def test_rows(n, expected): assert fact(n) == expected
@pytest.mark.parametrize("a", [1, 2])
@pytest.mark.parametrize("b", [3, 4])
def test_grid(a, b): assert a < b
@pytest.mark.task(taskno=1)
def test_own_mark(): assert fact(3) == 6
@pytest.mark.skipif(sys.version_info < (3, 99), reason="old")
def test_bad_skipped(): assert False
@pytest.mark.xfail(reason="known")
def test_bad_known(): assert False
@pytest.mark.xfail(strict=True)
def test_strict(): assert False
@pytest.mark.xfail(strict=True)
def test_bad_strict(): assert True
class TestStack:
    @pytest.fixture
    def two(self, stack): stack.push(5); return stack
    def setup_method(self): self.n = 3
    def test_two(self, two): assert len(two) == 2 and self.n == 3
    @pytest.mark.parametrize("v", [1, 2])
    def test_values(self, v): assert v
    def test_bad_two(self, two): assert len(two) == 3
def test_raises():
    with pytest.raises(IndexError, match="empty") as info: Stack().pop()
    assert info.type is IndexError and "pop" in str(info.value)
def test_bad_raises():
    with pytest.raises(IndexError, match="full"): Stack().pop()
def test_approx(): assert 0.1 + 0.2 == pytest.approx(0.3) and [1.0001] == pytest.approx([1], abs=1e-3)
def test_bad_approx(): assert 0.31 == pytest.approx(0.3)
def test_printed(capsys): print("hi"); assert capsys.readouterr().out == "hi\\n"
def test_files(tmp_path): (tmp_path / "a.txt").write_text("hi"); assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
def test_patched(monkeypatch): monkeypatch.setattr(solution, "fact", lambda n: 5); assert solution.fact(3) == 5
def test_unpatched(): assert solution.fact(3) == 6
def test_bad_fail(): pytest.fail("own words")
async def test_coroutine(): assert fact(3) == 6
async def test_bad_coroutine(): assert fact(3) == 7
`,
  },
  {
    title: 'pytest with what its fixtures tell and offer besides',
    program: POLYNOMIAL,
    suite: `
import pytest
from _pytest.monkeypatch import MonkeyPatch
import solution
@pytest.fixture
def level(request): return request.node.get_closest_marker("level").args[0]
@pytest.mark.level(3)
def test_mark(level, request): assert level == 3 and request.node.name == "test_mark" and request.function.__name__ == "test_mark"
@pytest.mark.level(4)
def test_bad_mark(level): assert level == 3
def test_folder(tmpdir):
    tmpdir.join("a.txt").write("hi")
    assert tmpdir.mkdir("sub").join("b").check() is False and open(str(tmpdir.join("a.txt"))).read() == "hi"
def test_shown(capsys):
    print("kept")
    with capsys.disabled(): print("not kept")
    assert capsys.readouterr().out == "kept\\n"
def test_block():
    with pytest.MonkeyPatch.context() as patch: patch.setattr(solution, "fact", abs); assert solution.fact(-3) == 3
    assert solution.fact(3) == 6 and pytest.MonkeyPatch is MonkeyPatch
def test_failure(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(pytest.fail.Exception, match="boom"): pytest.fail("boom")
def test_bad_caught():
    with pytest.raises(pytest.skip.Exception): pass
`,
  },
]

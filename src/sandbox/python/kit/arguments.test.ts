import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const PROGRAM = `
import random
def double(x): return 2 * x
def greet(name):
    print("hi", name)
    return random.choice("ab")
`

describe('what a test is given', () => {
  it.each([
    [
      'parameters through a decorator that wraps it',
      `
import functools, pytest
from solution import double
def logged(test):
    @functools.wraps(test)
    def run(*args, **kwargs):
        try: return test(*args, **kwargs)
        except Exception: raise
    return run
@logged
@pytest.mark.parametrize("x, wanted", [(1, 2), (3, 6), (4, 7)])
def test_function(x, wanted): assert double(x) == wanted
class TestDouble:
    @pytest.mark.parametrize("x, wanted", [(1, 2), (3, 6), (4, 7)])
    @logged
    def test_method(self, x, wanted): assert double(x) == wanted
`,
      ['test_function[4-7]', 'TestDouble.test_method[4-7]'],
    ],
    [
      'fixtures beside what is patched',
      `
import random
from unittest.mock import patch
import pytest
from solution import greet
@pytest.fixture
def name(): return "Ada"
@pytest.fixture(params=["Ada", "Bob"])
def each(request): return request.param
@patch("random.choice", return_value="c")
def test_function(choice, name, capsys):
    assert greet(name) == "c"
    assert capsys.readouterr().out == "hi Ada\\n"
    choice.assert_called_once_with("ab")
@patch.object(random, "choice", lambda items: "d")
def test_replaced(each): assert greet(each) == "d"
class TestGreet:
    @patch("builtins.print")
    @patch("random.choice", return_value="c")
    def test_method(self, choice, printing, name):
        assert greet(name) == "c"
        printing.assert_called_once_with("hi", "Bob")
`,
      ['TestGreet.test_method'],
    ],
    [
      'what it calls by its class',
      `
import random
import pytest
from pytest import CaptureFixture, FixtureRequest, LogCaptureFixture, MonkeyPatch
from solution import greet
def test_function(monkeypatch: MonkeyPatch, capsys: CaptureFixture[str], request: FixtureRequest) -> None:
    monkeypatch.setattr("random.choice", lambda items: "e")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(random, "choice", lambda items: "f")
        assert greet("Ada") == "f"
    assert greet("Ada") == "e"
    assert capsys.readouterr().out == "hi Ada\\nhi Ada\\n"
def test_path(monkeypatch):
    monkeypatch.setattr("xml.dom.minidom.parse", lambda path: 5)
    import xml.dom.minidom
    assert xml.dom.minidom.parse("") == 5
def test_other(caplog: pytest.LogCaptureFixture): assert greet("Ada") == "g"
`,
      ['test_other'],
    ],
    [
      'what it asks for by keyword alone, but nothing that it has itself',
      `
import pytest
from solution import double
@pytest.fixture
def x(): return 2
def test_function(*, x, wanted=4, more=None): assert double(x) == wanted
def test_other(wanted=5, *, x): assert double(x) == wanted
`,
      ['test_other'],
    ],
  ])('%s', (_what, suite, bad) => {
    const ends = Object.entries(kit.suite(PROGRAM, suite))
    expect(ends.filter(([, end]) => end !== 'passed').map(([name]) => name)).toEqual(bad)
    expect(ends.length).toBeGreaterThan(bad.length)
  })
})

describe('what a test patches by its name', () => {
  it('is patched for the program and for the test, and put back for both', () => {
    const suite = `
import random, string, time
from unittest.mock import patch
import pytest
import solution
@patch("time.sleep")
def test_mock(_):
    solution.wait()
    time.sleep.assert_called_once_with(3)
@patch("time.sleep")
def test_bad_mock(_): time.sleep.assert_called_once_with(3)
@patch("string.digits", "xy")
def test_constant(): assert solution.digits() == string.digits == "xy"
def test_nested(monkeypatch):
    monkeypatch.setattr("random.choice", lambda items: "e")
    with patch("random.choice", lambda items: "f"), patch.object(random, "randint", lambda a, b: 7):
        assert solution.greet("Ada") == random.choice("ab") == "f" and random.randint(1, 2) == 7
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(random, "choice", lambda items: "g")
        assert solution.greet("Ada") == "g"
    assert solution.greet("Ada") == random.choice("ab") == "e" and random.randint(1, 2) < 3
def test_put_back():
    assert solution.greet("Ada") in "ab" and random.choice("z") == "z" and solution.digits() == "0123456789"
    time.sleep(0)
`
    const program = `${PROGRAM}
import string, time
def wait(): time.sleep(3)
def digits(): return string.digits
`
    const ends = Object.entries(kit.suite(program, suite))
    expect(ends.filter(([, end]) => end !== 'passed').map(([name]) => name)).toEqual(['test_bad_mock'])
  })
})

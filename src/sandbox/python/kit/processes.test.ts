import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

const FILES = {
  'solution.py': `
import sys
import sums
def total(words): return sums.add(words)
if __name__ == "__main__":
    if sys.argv[1:] == ["--help"]:
        sys.exit("usage: solution.py")
    if "--shout" in sys.argv: print("shouting", file=sys.stderr)
    print("sum:", total(input("numbers? ").split()))
`,
  'sums.py': `
seen = []
def add(words):
    seen.extend(words)
    return sum(int(word) for word in seen)
`,
}

/** The cases of a suite that do not pass, by their names. */
const failing = (suite: string) =>
  Object.entries(kit.suite(FILES, suite))
    .filter(([, end]) => end !== 'passed')
    .map(([name]) => name)

describe('a test that starts the program', () => {
  it('as a process finds what it prints and how it ends', () => {
    const suite = `
import os, subprocess, sys
from pathlib import Path
import pytest, sums
HERE = os.path.dirname(os.path.abspath(__file__))
def run(*words, **how):
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=5, **how)
def test_run():
    done = run("solution.py", input="1 2\\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "numbers? sum: 3\\n", "")
def test_again_as_new():
    sums.add(["5"])
    assert run("-u", Path(HERE) / "solution.py", input="1 2").stdout.endswith("sum: 3\\n") and sums.seen == ["5"]
def test_module(): assert run("-m", "solution", "--shout", input="4").stderr == "shouting\\n"
def test_code(): assert run("-c", "import solution; print(solution.total(['2', '3']))").stdout == "5\\n"
def test_exit():
    done = run("solution.py", "--help")
    assert done.returncode == 1 and done.stderr == "usage: solution.py\\n" and done.stdout == ""
def test_crash():
    done = run(os.path.join(HERE, "src", "solution.py"), input="1 x")
    assert done.returncode == 1 and done.stderr.splitlines()[-1].startswith("ValueError: invalid literal")
    assert done.stderr.startswith('Traceback') and "tests.py" not in done.stderr and "kit" not in done.stderr
def test_checked():
    with pytest.raises(subprocess.CalledProcessError) as caught: run("solution.py", check=True, input="x")
    assert caught.value.returncode == 1
def test_output(): assert subprocess.check_output("python3 solution.py", shell=True, input=b"7") == b"numbers? sum: 7\\n"
def test_got():
    assert subprocess.getstatusoutput("python solution.py --help") == (1, "usage: solution.py")
    assert subprocess.getoutput("python3 solution.py --help") == "usage: solution.py"
def test_piped():
    with subprocess.Popen(["python", "solution.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        process.stdin.write("1 2 ")
        process.stdin.write("3\\n")
        process.stdin.close()
        assert process.stdout.readlines() == ["numbers? sum: 6\\n"] and process.wait() == 0
def test_communicates():
    process = subprocess.Popen([sys.executable, "solution.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.communicate(b"8") == (b"numbers? sum: 8\\n", None) and process.returncode == 0
def test_files(tmp_path, capfd):
    (tmp_path / "in").write_text("2 2")
    with open(tmp_path / "in") as given, open(tmp_path / "out", "w") as out:
        assert subprocess.call([sys.executable, "solution.py"], stdin=given, stdout=out) == 0
    assert (tmp_path / "out").read_text() == "numbers? sum: 4\\n"
    subprocess.run([sys.executable, "solution.py"], input="9", text=True)
    assert capfd.readouterr().out == "numbers? sum: 9\\n"
def test_missing(): assert run("none.py").returncode == 2
def test_other_program():
    with pytest.raises(FileNotFoundError): subprocess.run(["ls"])
def test_patched(monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda words: 5)
    assert subprocess.run([]) == 5
def test_bad_output(): assert run("solution.py", input="1").stdout == "sum: 2"
`
    expect(failing(suite)).toEqual(['test_bad_output'])
  })

  it('by runpy or exec patches what it reads', () => {
    const suite = `
import runpy
from unittest.mock import patch
import pytest, sums
@pytest.fixture(autouse=True)
def fresh(): sums.seen.clear()
@patch("builtins.input", return_value="1 2")
def test_path(_, capsys):
    names = runpy.run_path("./solution.py", run_name="__main__")
    assert capsys.readouterr().out == "sum: 3\\n" and names["total"]([]) == 3
def test_module(monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda prompt: "4")
    runpy.run_module("solution", run_name="__main__")
    assert capsys.readouterr().out == "sum: 4\\n"
def test_name(): assert runpy.run_path("solution.py")["__name__"] == "<run_path>"
def test_exec(monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda prompt: "5")
    with open("solution.py") as file: exec(file.read(), {"__name__": "__main__"})
    assert capsys.readouterr().out == "sum: 5\\n"
def test_exec_here():
    names = {}
    exec("x = 1", names)
    exec("global y; y = x + z", names, {"z": 2})
    exec("assert failing is not None")
    assert names["x"] == 1 and names["y"] == 3
def test_bad_exec(): exec("assert 1 == 2")
failing = 1
`
    expect(failing(suite)).toEqual(['test_bad_exec'])
  })

  it('says why the program has ended before its time', () => {
    const suite = `
import subprocess, sys
def test_crash():
    done = subprocess.run([sys.executable, "solution.py"], input="x", capture_output=True, text=True)
    assert done.returncode == 0
`
    const told = /^expected 0, received 1; the program ended by sums.py:5: ValueError: invalid literal/
    expect(kit.suite(FILES, suite)).toEqual({ test_crash: expect.stringMatching(told) })
  })

  it('tells the program nothing of itself', () => {
    const program = `
import subprocess, sys
def f():
    frame, seen = sys._getframe(), []
    while frame:
        seen.append(frame.f_code.co_filename)
        frame = frame.f_back
    return seen
subprocess.CompletedProcess = subprocess.Popen = None
if __name__ == "__main__": print(f())
`
    const suite = `
import subprocess, sys
def test_stack():
    done = subprocess.run([sys.executable, "solution.py"], capture_output=True, text=True)
    assert done.stdout == "['solution.py', 'solution.py']\\n"
`
    expect(kit.suite(program, suite)).toEqual({ test_stack: 'passed' })
  })

  it('by exec keeps its own names from it', () => {
    const program = `
class Liar:
    __eq__ = lambda s, o: True
def f(n): return Liar()
held = globals().get("expected", globals().get("__builtins__", {}))
if type(held) is dict and "@judge" in held: held["@judge"] = lambda *a: True
def helper(*a): pass
def test_free(): pass
written = open("solution.py").read() + "\\nmore = 1"
open("solution.py", "w").write(written)
`
    const run = [
      'exec(open("solution.py").read())',
      'exec(open("solution.py").read(), globals())',
      'exec(compile(open("solution.py").read(), "solution.py", "exec"), dict(globals()), globals())',
      'exec("import solution\\nprint(expected)"); exec(open("solution.py").read(), globals())',
    ]
    for (const each of run) {
      const suite = `
expected = 42
def helper(value): assert value == expected
${each}
def test_a(): assert f(1) == expected
def test_b(): helper(f(1))
`
      const ends = kit.suite(program, suite)
      expect(Object.keys(ends), each).toEqual(['test_a', 'test_b'])
      expect(Object.values(ends), each).not.toContain('passed')
      expect(kit.suite('def f(n): return g()\ndef g(): return 42', suite), each).toEqual({
        test_a: 'passed',
        test_b: 'passed',
      })
    }
  })

  it('gives the program back its own of what it has patched', () => {
    const program = `
import fractions, json, subprocess
OWN = (subprocess.Popen, subprocess.run, fractions.Fraction, json.loads)
def f(): return OWN == (subprocess.Popen, subprocess.run, fractions.Fraction, json.loads)
`
    const suite = `
import fractions, json, subprocess
from unittest.mock import patch
from solution import f
def test_a(monkeypatch):
    for module, name in ((subprocess, "Popen"), (fractions, "Fraction")): monkeypatch.setattr(module, name, None)
    with patch("subprocess.run"), patch("json.loads"): assert not f()
    assert subprocess.Popen is None
def test_b(): assert f() and subprocess.run(["python", "solution.py"]).returncode == 0 and json.loads("1") == 1
`
    expect(kit.suite(program, suite)).toEqual({ test_a: 'passed', test_b: 'passed' })
  })

  it('by code of its own shows it none of that', () => {
    const program = `
import sys
def f():
    try: return max(each for each in sys._getframe(1).f_code.co_consts if type(each) is int)
    except Exception: return 0
`
    const suite = `
import subprocess, sys
CODE = "from solution import f; assert f() == 424242"
def test_a(): assert subprocess.run([sys.executable, "-c", CODE]).returncode == 0
def test_b(): exec(CODE, {})
def test_c():
    names = {}
    exec("from solution import f\\nfound = f()", names)
    assert names["found"] == 0
`
    expect(kit.suite(program, suite)).toEqual({
      test_a: expect.stringContaining('received 1'),
      test_b: 'AssertionError',
      test_c: 'passed',
    })
  })
})

import { describe, expect, it } from 'vitest'
import { callOutcome } from '../testing/run-program.ts'

describe('Python on these files', () => {
  it.each([
    [
      'a temporary folder',
      'with tempfile.TemporaryDirectory() as d:\n    Path(d, "x").write_text("ä")\n    Path(d, "e/f").mkdir(parents=True)\n    found = sorted(os.listdir(d))\n  return [*found, os.path.exists(d)]',
      ['e', 'x', false],
    ],
    [
      'a temporary file',
      'with tempfile.TemporaryFile("w+") as t:\n    t.write("abc")\n    t.seek(0)\n    return t.read()',
      'abc',
    ],
    [
      'a named temporary file',
      'with tempfile.NamedTemporaryFile("w", suffix=".txt") as t:\n    t.write("abc")\n    t.flush()\n    return open(t.name).read()',
      'abc',
    ],
    [
      'paths',
      'p = Path("a/b.txt")\n  p.parent.mkdir()\n  p.write_bytes(b"12")\n  return [p.exists(), p.is_file(), p.parent.is_dir(), p.stat().st_size, [str(q) for q in Path(".").rglob("*.txt")], str(p.resolve())]',
      [true, true, true, 2, ['a/b.txt'], '/work/a/b.txt'],
    ],
    [
      'walking',
      'os.makedirs("a/b")\n  open("a/b/c", "w").close()\n  return [list(w) for w in os.walk("a")]',
      [
        ['a', ['b'], []],
        ['a/b', [], ['c']],
      ],
    ],
    [
      'CSV',
      'with open("t.csv", "w", newline="") as t:\n    csv.writer(t).writerows([["a", "b"], [1, "x,y"]])\n  with open("t.csv", newline="") as t:\n    return list(csv.reader(t))',
      [
        ['a', 'b'],
        ['1', 'x,y'],
      ],
    ],
    [
      'appending and seeking',
      'with open("x", "a+") as x:\n    x.write("one\\n")\n  with open("x", "r+") as x:\n    x.seek(0, 2)\n    x.write("two\\n")\n    x.truncate()\n  return open("x").readlines()',
      ['one\n', 'two\n'],
    ],
    [
      'copying and moving',
      'os.chdir("/tmp")\n  open("a", "w").write("1")\n  shutil.copy("a", "b")\n  shutil.move("b", "c")\n  os.remove("a")\n  return sorted(os.listdir())',
      ['c'],
    ],
    [
      'many entries',
      'os.chdir("/tmp")\n  for i in range(100): open(f"{i:03}", "w").close()\n  return [len(os.listdir()), sorted(os.listdir())[99]]',
      [100, '099'],
    ],
    [
      'what is not there',
      'try:\n    open("none")\n  except FileNotFoundError as e:\n    return [e.errno == errno.ENOENT, str(e)]',
      [true, "[Errno 44] No such file or directory: 'none'"],
    ],
    [
      'a file exclusively',
      'open("x", "x").close()\n  try:\n    open("x", "x")\n  except FileExistsError:\n    return "there"',
      'there',
    ],
    [
      'a database in memory',
      'import sqlite3\n  c = sqlite3.connect(":memory:")\n  c.execute("create table t (a)")\n  c.execute("insert into t values (1), (2)")\n  return c.execute("select sum(a) from t").fetchone()',
      [3],
    ],
  ])('does well: %s', (_what, body, expected) => {
    const program = `
import csv, errno, os, shutil, tempfile
from pathlib import Path
def f():
  ${body}
`
    expect(callOutcome(program, expected, { limits: { timeMs: 2000, memoryMb: 32 } })).toEqual({
      name: 'call',
      passed: true,
    })
  })
})

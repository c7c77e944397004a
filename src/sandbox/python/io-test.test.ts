import { describe, expect, it } from 'vitest'
import { anIoTest, outcomeOf, outcomes } from './testing/run-program.ts'

/** Streams of one's own on the descriptors of the standard ones, flushed at the end, as thousands of programs have them. */
const FAST_IO = `import os, sys
from io import BytesIO, IOBase
class FastIO(IOBase):
    def __init__(self, file):
        self._fd = file.fileno()
        self.buffer = BytesIO()
        self.writable = "x" in file.mode or "r" not in file.mode
        self.write = self.buffer.write if self.writable else None
    def readline(self):
        if self.buffer.tell() == 0:
            self.buffer.write(os.read(self._fd, max(os.fstat(self._fd).st_size, 8192)))
            self.buffer.seek(0)
        return self.buffer.readline()
    def flush(self):
        if self.writable:
            os.write(self._fd, self.buffer.getvalue())
            self.buffer.truncate(0), self.buffer.seek(0)
class Wrapper(IOBase):
    def __init__(self, file):
        self.buffer = FastIO(file)
        self.flush = self.buffer.flush
        self.writable = self.buffer.writable
        self.write = lambda text: self.buffer.write(text.encode("ascii"))
        self.readline = lambda: self.buffer.readline().decode("ascii")
sys.stdin, sys.stdout = Wrapper(sys.stdin), Wrapper(sys.stdout)
input = lambda: sys.stdin.readline().rstrip()
print(sum(int(input()) for _ in range(int(input()))))
`

describe('a program that reads and prints', () => {
  it.each([
    ['lines by input()', 'n = int(input())\nprint(sum(int(input()) for _ in range(n)))'],
    ['all at once', 'import sys\nprint(sum(map(int, sys.stdin.read().split()[1:])))'],
    ['line by line', 'import sys\nnext(sys.stdin)\nprint(sum(int(line) for line in sys.stdin))'],
    ['bytes', 'import sys\nprint(sum(map(int, sys.stdin.buffer.read().split()[1:])))'],
    ['readlines', 'import sys\nprint(sum(map(int, sys.stdin.readlines()[1:])))'],
    ['file number 0', 'print(sum(map(int, open(0).read().split()[1:])))'],
    [
      'as the main module',
      'def main():\n  input()\n  print(int(input()) + int(input()))\nif __name__ == "__main__":\n  main()',
    ],
    [
      'and writes to stdout',
      'import sys\ninput()\nsys.stdout.write(str(int(input()) + int(input())) + "\\n")',
    ],
    ['and exits well', 'import sys\ninput()\nprint(int(input()) + int(input()))\nsys.exit(0)'],
    ['and ends its process', 'import os\nprint(42, flush=True)\nos._exit(0)'],
    [
      'what the system has to read',
      'import os\nlines = os.read(0, os.fstat(0).st_size).split()\nprint(sum(map(int, lines[1:])))',
    ],
    [
      'the descriptor of stdin',
      'import os, sys\nprint(sum(map(int, os.read(sys.stdin.fileno(), 99).split()[1:])))',
    ],
    ['a device', 'print(sum(map(int, open("/dev/stdin").read().split()[1:])))'],
    ['fast, as contests do', FAST_IO],
    [
      'from no terminal',
      'import sys\nprint(42 if not sys.stdin.isatty() and not sys.stdout.isatty() else 0)',
    ],
    ['and writes to a descriptor', 'import os\nprint(4, end="", flush=True)\nos.write(1, b"2\\n")'],
    ['and opens the output anew', 'with open(1, "w") as out: out.write("42\\n")'],
    ['and writes to a device', 'open("/dev/stdout", "w").write("42\\n")'],
    ['and turns to another stdout', 'import io, sys\nprint(42)\nsys.stdout = io.StringIO()\nprint(43)'],
    ['and closes stdout', 'import sys\nprint(42)\nsys.stdout.close()'],
    ['a file of its own', 'print(42 if "print" in open(__file__).read() else 0)'],
    [
      'and complains on stderr',
      'import sys\ninput()\nprint("hm", file=sys.stderr)\nprint(int(input()) + int(input()))',
    ],
  ])('passes that reads %s', (_what, program) => {
    expect(outcomeOf(program, anIoTest('2\n20\n22\n', '42\n'))).toEqual({ name: 'io', passed: true })
  })

  it.each([
    ['without success', 'import os\nprint(42, flush=True)\nos._exit(3)', 'with exit code 3'],
    ['before its output is written', 'import os\nprint(42)\nos._exit(0)', 'printed nothing'],
  ])('fails one that ends its process %s', (_how, program, message) => {
    const told = { passed: false, message: expect.stringContaining(message) }
    expect(outcomeOf(program, anIoTest('', '42\n'))).toMatchObject(told)
  })

  it('names what a thread has ended by, where the output is not as expected', () => {
    const program =
      'import threading\ndef main():\n  print(42)\n  print(43 // 0)\nthreading.Thread(target=main).start()'
    expect(outcomeOf(program, anIoTest('', '42\n43\n'))).toMatchObject({
      passed: false,
      message: 'solution.py:4: ZeroDivisionError: division by zero',
    })
    expect(outcomeOf(program, anIoTest('', '42\n'))).toEqual({ name: 'io', passed: true })
  })

  it('finds the files of the submission in its folder, as they were handed in', () => {
    const files = {
      'solution.py':
        'import os\nfor row in open("data/rows.csv"): print(row.strip())\nopen("data/rows.csv", "w").close()\nprint(*sorted(os.listdir()))',
      'data/rows.csv': '1,2\n3,4\n',
    }
    const test = anIoTest('', '1,2\n3,4\ndata solution.py\n')
    expect(outcomes(files, { tests: [test, test] })).toEqual(Array(2).fill({ name: 'io', passed: true }))
  })

  it('says that the file it should run is not there', () => {
    expect(outcomeOf({ 'main.py': 'print(42)' }, anIoTest('', '42\n'))).toMatchObject({
      passed: false,
      message: 'FileNotFoundError: there is no file solution.py',
    })
  })

  it('fails at the first line that differs', () => {
    expect(outcomeOf('print(1)\nprint(3)', anIoTest('', '1\n2\n'))).toEqual({
      name: 'io',
      passed: false,
      fault: 'assertion',
      message: 'line 2: expected "2", received "3"',
      expected: '1\n2\n',
      actual: '1\n3\n',
    })
  })

  it.each([
    ['raises', 'print(42)\nraise ValueError("no")', 'exception', 'solution.py:2: ValueError: no'],
    ['reads more than there is', 'print(42)\ninput()\ninput()', 'exception', 'solution.py:3: EOFError'],
    ['exits badly', 'import sys\nprint(42)\nsys.exit(3)', 'exception', 'SystemExit'],
    ['never ends', 'print(42)\nwhile True: pass', 'time', 'did not finish'],
    ['prints without end', 'while True: print(42)', 'output', 'printed more than 64 KiB'],
    ['does not parse', 'print(42', 'load', 'solution.py:1: SyntaxError'],
  ])('fails that %s', (_what, program, fault, message) => {
    const outcome = outcomeOf(program, anIoTest('1\n', '42\n'))
    expect(outcome).toMatchObject({ passed: false, fault })
    expect(outcome).toHaveProperty('message', expect.stringContaining(message))
  })
})

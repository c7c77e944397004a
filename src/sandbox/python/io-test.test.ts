import { describe, expect, it } from 'vitest'
import { anIoTest, outcomeOf } from './testing/run-program.ts'

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
    [
      'and complains on stderr',
      'import sys\ninput()\nprint("hm", file=sys.stderr)\nprint(int(input()) + int(input()))',
    ],
  ])('passes that reads %s', (_what, program) => {
    expect(outcomeOf(program, anIoTest('2\n20\n22\n', '42\n'))).toEqual({ name: 'io', passed: true })
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

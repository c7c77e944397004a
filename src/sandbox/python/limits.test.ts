import { describe, expect, it } from 'vitest'
import { aCall, callOutcome, outcomes, suiteOutcomes, verdicts } from './testing/run-program.ts'

const FINE = 'def f(): return 1'

describe('a bound that a program runs into', () => {
  it.each([
    ['a loop that never ends', 'def f():\n  while True: pass'],
    ['a loop inside C', 'import itertools\ndef f(): return sum(itertools.repeat(1))'],
    [
      'a loop that catches everything',
      'def f():\n  while True:\n    try:\n      while True: pass\n    except BaseException: pass',
    ],
    ['a power without end', 'def f(): return 10 ** (10 ** 9)'],
    ['a pattern that backtracks', 'import re\ndef f(): return re.match("(a+)+$", "a" * 60 + "b")'],
    [
      'sorting by a key that never ends',
      'def k(x):\n  while True: pass\ndef f(): return sorted([2, 1], key=k)',
    ],
    [
      'a comparison that never ends',
      'class A:\n  def __eq__(self, other):\n    while True: pass\ndef f(): return A() in [A()]',
    ],
    ['sleeping again and again', 'import time\ndef f():\n  while True: time.sleep(0.01)'],
    ['a coroutine that never ends', 'import asyncio\nasync def f():\n  while True: await asyncio.sleep(1)'],
    ['calls of the system', 'import os\ndef f():\n  while True: os.path.exists("x")'],
    [
      'writing a file again and again',
      'import os\ndef f():\n  with open("x", "wb", 0) as x:\n    b = bytes(10 ** 6)\n    while True: os.pwrite(x.fileno(), b, 0)',
    ],
    ['randomness without end', 'import os\ndef f():\n  while True: os.urandom(10 ** 6)'],
    ['a destructor that never ends', 'class A:\n  def __del__(self):\n    while True: pass\ndef f():\n  A()'],
  ])('is time for %s', (_what, program) => {
    expect(callOutcome(program, 1)).toMatchObject({
      fault: 'time',
      message: 'did not finish within its time of 200 ms: is there an endless loop?',
    })
    expect(callOutcome(FINE, 1)).toMatchObject({ passed: true })
  })

  it.each([
    ['a list that grows', 'def f():\n  a = []\n  while True: a.append([0] * 1000)'],
    ['a huge list', 'def f(): return len([0] * 10 ** 8)'],
    ['a huge text', 'def f(): return len("x" * 2 ** 30)'],
    ['a text that doubles', 'def f():\n  s = "x"\n  while True: s += s'],
    ['a huge buffer', 'def f(): return len(bytearray(2 ** 31 - 1))'],
    ['frames without end', 'import sys\nsys.setrecursionlimit(10 ** 8)\ndef f(): return f()'],
  ])('is memory for %s', (_what, program) => {
    const { fault, message } = {
      message: '',
      ...callOutcome(program, 1, { limits: { timeMs: 2000, memoryMb: 32 } }),
    } as { fault?: string; message: string }
    expect([fault, message]).toEqual(['memory', 'used more than its 32 MB of memory'])
    expect(callOutcome(FINE, 1)).toMatchObject({ passed: true })
  })

  it('leaves a program alone that handles its lack of memory', () => {
    const program = 'def f():\n  try:\n    return len([0] * 10 ** 8)\n  except MemoryError:\n    return 1'
    expect(callOutcome(program, 1)).toMatchObject({ passed: true })
  })

  it('gives a program the memory of its own bound, whatever an earlier one has taken', () => {
    const hog = (mb: number) => `def f(): return len(bytearray(${mb} * 1024 * 1024)) // 1024 // 1024`
    const within = (mb: number, memoryMb: number) =>
      callOutcome(hog(mb), mb, { limits: { timeMs: 2000, memoryMb } }).passed
    expect([within(100, 128), within(40, 32), within(24, 32), within(200, 256), within(24, 32)]).toEqual([
      true,
      false,
      true,
      true,
      true,
    ])
  })

  it.each([
    ['a function that calls itself', 'def f(): return f()'],
    [
      'calls through C',
      'import sys\nsys.setrecursionlimit(10 ** 6)\ndef f(): return sorted([1, 2], key=lambda x: f())',
    ],
    ['JSON that nests', 'import json\ndef f(): return json.loads("[" * 10 ** 6)'],
    ['a list that nests', 'def f():\n  a = []\n  for _ in range(10 ** 5): a = [a]\n  return repr(a)'],
    [
      'iterators over iterators',
      'def f():\n  a = [1]\n  for _ in range(10 ** 5): a = map(abs, a)\n  return list(a)',
    ],
    [
      'attributes that look for themselves',
      'class A:\n  def __getattr__(self, name): return getattr(self, name + "x")\ndef f(): return A().b',
    ],
    [
      'a hash of nested tuples',
      'def f():\n  a = ()\n  for _ in range(2 * 10 ** 5): a = (a,)\n  return hash(a)',
    ],
  ])('is the stack for %s', (_what, program) => {
    const outcome = callOutcome(program, 1, { limits: { timeMs: 2000, memoryMb: 128 } })
    expect(outcome).toMatchObject({
      fault: 'stack',
      message: 'recursed too deeply: does the recursion end?',
    })
    expect(callOutcome(FINE, 1)).toMatchObject({ passed: true })
  })

  it('is output for a program that prints without end', () => {
    const program = 'def f():\n  while True: print("x" * 1000)'
    expect(callOutcome(program, 1)).toMatchObject({ fault: 'output', message: 'printed more than 64 KiB' })
    const past = 'import os\ndef f():\n  for _ in range(100): os.write(1, b"x" * 1000)\n  return 1'
    expect(callOutcome(past, 1)).toMatchObject({ fault: 'output' })
  })

  it('ends one case of a suite, and the others are judged', () => {
    const suite = `
import unittest
from solution import f
class TestF(unittest.TestCase):
    def test_loop(self): f(True)
    def test_fine(self): self.assertEqual(f(False), 1)
    def test_memory(self): [0] * 10 ** 8
    def test_wrong(self): self.assertEqual(f(False), 2)
    def test_last(self): self.assertEqual(f(False), 1)
`
    const program = 'def f(loop):\n  while loop: pass\n  return 1'
    expect(verdicts(suiteOutcomes(program, suite))).toEqual({
      'TestF.test_loop': 'time',
      'TestF.test_fine': 'passed',
      'TestF.test_memory': 'memory',
      'TestF.test_wrong': 'assertion',
      'TestF.test_last': 'passed',
    })
  })

  it('ends a file that never finishes loading, for each of its tests alike', () => {
    const loop = 'while True: pass\ndef f(): return 1'
    const tests = [aCall([], { name: 'a', expected: 1 }), aCall([], { name: 'b', expected: 1 })]
    expect(verdicts(outcomes(loop, { tests }))).toEqual({ a: 'time', b: 'time' })
  })
})

it('loses patience with endless cases of a suite, and still runs those after them', () => {
  const suite = [1, 2, 3, 4].map((n) => `def test_endless_${n}():\n    f(0)\n`).join('\n')
  const cases = suiteOutcomes(
    'def f(n):\n  while n == 0: pass\n  return n',
    `from solution import f\n\n${suite}\ndef test_fine():\n    assert f(5) == 5\n`,
  )

  const whole = { passed: false, fault: 'time', message: expect.stringMatching(/within its time of 200 ms/) }
  const tenth = { passed: false, fault: 'time', message: expect.stringMatching(/a tenth of its 200 ms/) }
  expect(cases).toMatchObject([whole, whole, whole, tenth, { name: 'test_fine', passed: true }])
})

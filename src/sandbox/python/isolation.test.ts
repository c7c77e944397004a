import { describe, expect, it } from 'vitest'
import { Machine } from './machine.ts'
import { aCall, callOutcome, machine, outcomes, probeOutcome, verdicts } from './testing/run-program.ts'

/** What a program may leave behind, and a look whether it is there. */
const REMAINS: readonly (readonly [what: string, leave: string, look: string])[] = [
  ['a built-in function', 'import builtins; builtins.len = lambda x: 7', 'len([])'],
  [
    'a name among the built-in ones',
    'import builtins; builtins.left = 1',
    '"left" in dir(__builtins__) or hasattr(__builtins__, "left")',
  ],
  [
    'a module',
    'import sys, types; sys.modules["left"] = types.ModuleType("left")',
    '__import__("sys").modules.get("left")',
  ],
  ['a module that it changed', 'import json; json.dumps = None', '__import__("json").dumps(0) != "0"'],
  ['a name in __main__', 'import __main__; __main__.left = 1', 'hasattr(__import__("__main__"), "left")'],
  ['a file', 'open("left", "w").write("x")', '__import__("os").path.exists("left")'],
  [
    'a folder and where it is',
    'import os; os.mkdir("/tmp/left"); os.chdir("/tmp/left")',
    '__import__("os").getcwd() != "/work" or __import__("os").listdir("/tmp")',
  ],
  [
    'an open file',
    'import os; os.open("x", os.O_CREAT | os.O_WRONLY)',
    '__import__("os").open("y", 0o101) - 3',
  ],
  [
    'the state of random',
    'import random; random.seed(5); random.random()',
    '__import__("random").random() == __import__("random").Random(5).random()',
  ],
  ['the time', 'import time; time.sleep(100)', '__import__("time").time() - 1704067200'],
  [
    'an environment variable',
    'import os; os.environ["LEFT"] = "1"; os.putenv("LEFT", "1")',
    '__import__("os").environ.get("LEFT")',
  ],
  [
    'a limit of recursion',
    'import sys; sys.setrecursionlimit(50)',
    '__import__("sys").getrecursionlimit() - 1000',
  ],
  [
    'the number of digits',
    'import sys; sys.set_int_max_str_digits(0)',
    '__import__("sys").get_int_max_str_digits() - 4300',
  ],
  [
    'an exception under way',
    'import sys; sys.last_value = ValueError()',
    'hasattr(__import__("sys"), "last_value")',
  ],
  [
    'a filter of warnings',
    'import warnings; warnings.simplefilter("error")',
    '__import__("warnings").filters[0][0] == "error"',
  ],
  [
    'the context of decimal',
    'import decimal; decimal.getcontext().prec = 3',
    '__import__("decimal").getcontext().prec - 28',
  ],
  [
    'a logger',
    'import logging; logging.getLogger("left").setLevel(50)',
    '__import__("logging").getLogger("left").level',
  ],
  ['a subclass', 'class Left(int): pass', '"Left" in [c.__name__ for c in int.__subclasses__()]'],
]

describe('a test', () => {
  it.each(REMAINS)('finds nothing of an earlier one: %s', (_what, leave, look) => {
    const program = `
def f(leave):
    if not leave:
        return not (${look})
    exec(${JSON.stringify(leave)}, {})
    return True
`
    const tests = [true, false].map((left) =>
      aCall([left], { name: left ? 'left' : 'looked', expected: true }),
    )
    const other = callOutcome(`def f(): return not (${look})`, true)
    expect([...outcomes(program, { tests }), other]).toEqual([
      { name: 'left', passed: true },
      { name: 'looked', passed: true },
      { name: 'call', passed: true },
    ])
  })

  it.each([
    ['in its memory alone', 'start = 1'],
    ['at its system', 'import os, time; start = os.urandom(2).hex(); time.sleep(1)'],
  ])('finds the entry as after its first import, which left something %s', (_where, start) => {
    const program = `
${start}
seen = []
def f():
    import os, time
    seen.append(start)
    return [seen, os.urandom(2).hex(), time.time()]
`
    const [first, ...later] = outcomes(program, { tests: Array(4).fill(aCall([], { expected: null })) })
    expect(first).toHaveProperty('actual')
    for (const outcome of later) expect(outcome).toEqual(first)
  })

  it('finds the memory as it was, byte for byte, whatever an earlier one did', () => {
    const fresh = () => {
      machine.reset()
      return Buffer.from(machine.memoryBytes())
    }
    machine.begin({ files: {}, limits: { timeMs: 200, memoryMb: 32 } })
    const before = fresh()
    for (const program of [
      'def f():\n  a = []\n  while True: a.append({})',
      'def f():\n  while True: pass',
      'def f(): return f()',
      'import os\ndef f():\n  open("x", "wb").write(bytes(10 ** 6))\n  return len(os.urandom(10 ** 5)) + len(open("x", "rb").read())',
      'import json\ndef f(): return json.loads("[" * 10 ** 6)',
    ]) {
      callOutcome(program, 1)
      const after = fresh()
      expect(after.subarray(0, before.length).equals(before), program).toBe(true)
      expect(
        after.subarray(before.length).every((byte) => byte === 0),
        program,
      ).toBe(true)
    }
  })

  it('spends the same gas each time, whatever ran before', () => {
    const program = 'def f(ns):\n  return sorted({str(n): n for n in ns}.items())[:3]'
    const counts = new Set<string>()
    for (let i = 0; i < 50; i += 1) {
      if (i % 10 === 3) callOutcome('def f():\n  a = []\n  while True: a.append({})', 1)
      if (i % 10 === 6) callOutcome('def f():\n  while True: pass', 1)
      counts.add(JSON.stringify(probeOutcome(program, { sizes: [50, 100] })))
    }
    expect(counts.size).toBe(1)
  }, 60_000)

  it('spends the same gas in another process', () => {
    const program = 'def f(ns):\n  return sorted({str(n): n for n in ns}.items())[:3]'
    const there = probeOutcome(program, {}, {}, new Machine(machine.image))
    expect(there).toEqual(probeOutcome(program, {}))
  })

  it('is judged alike some hundred tests later, in no more memory', () => {
    const tests = [aCall([2], { expected: 4 })]
    const judge = () => verdicts(outcomes('def f(n): return n * 2', { tests }))
    const size = () => machine.memoryBytes().length
    callOutcome('def f(): return len(bytearray(20 * 1024 * 1024))', 1)
    const [first, before] = [judge(), size()]
    for (let i = 0; i < 300; i += 1) judge()
    expect(judge()).toEqual(first)
    expect(size()).toBe(before)
  })
})

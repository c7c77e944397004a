import { describe, expect, it } from 'vitest'
import type { Json } from '../../domain/json.ts'
import { aCall, callOutcome, outcomeOf } from './testing/run-program.ts'

describe('a call', () => {
  it.each<[string, string, Json[], Json]>([
    ['a number', 'def f(a, b): return a + b', [1, 2], 3],
    ['nothing', 'def f(): pass', [], null],
    ['a tuple, as a list', 'def f(): return (1, "a")', [], [1, 'a']],
    ['a dictionary', 'def f(): return {"a": {"b": [True, None]}}', [], { a: { b: [true, null] } }],
    ['a set, in any order', 'def f(): return {3, 1, 2}', [], [1, 2, 3]],
    ['a generator, drained', 'def f():\n  yield 1\n  yield 2', [], [1, 2]],
    [
      'a coroutine, awaited',
      'import asyncio\nasync def f():\n  await asyncio.sleep(3600)\n  return 1',
      [],
      1,
    ],
    ['a text beyond ASCII', 'def f(s): return s[::-1]', ['é\u{1f600}\u0000'], '\u0000\u{1f600}é'],
    ['a large integer', 'def f(): return 2 ** 64', [], '18446744073709551616'],
  ])('takes %s', (_what, program, args, expected) => {
    expect(outcomeOf(program, aCall(args, { expected }))).toEqual({ name: 'call', passed: true })
  })

  it('says in Python what was expected and what came', () => {
    expect(outcomeOf('def f(): return {"a": (None, True)}', aCall([], { expected: "it's" }))).toEqual({
      name: 'call',
      passed: false,
      fault: 'assertion',
      message: `expected "it's", received {'a': [None, True]}`,
      expected: `"it's"`,
      actual: "{'a': [None, True]}",
    })
  })

  it('names the first place where long values differ', () => {
    const program = 'def f(): return [{"month": "x" * 100}, {"month": 5}]'
    const expected = [{ month: 'x'.repeat(100) }, { month: 6 }]
    expect(outcomeOf(program, aCall([], { expected }))).toMatchObject({
      message: "at [1]['month']: expected 6, received 5",
    })
  })

  it.each([
    ['any exception', true, true],
    ['its class', 'ZeroDivisionError', true],
    ['a class that it derives from', 'ArithmeticError', true],
    ['another class', 'KeyError', false],
  ])('that should raise may name %s', (_what, throws, passed) => {
    expect(outcomeOf('def f(): return 1 / 0', aCall([], { throws: throws as string | true }))).toMatchObject({
      passed,
    })
  })

  it('says what was raised, where and with which words', () => {
    const program = 'def half(n):\n    return n / 0\n\ndef f():\n    return half(1)\n'
    expect(callOutcome(program, 0)).toMatchObject({
      fault: 'exception',
      message: 'solution.py:2: ZeroDivisionError: division by zero',
    })
  })

  it.each([
    ['with its module', 'import json\ndef f(): json.loads("{")', 'json.JSONDecodeError'],
    ['by its old name', 'def f(): open("nothing.txt")', 'IOError'],
  ])('that should raise may name the class %s', (_what, program, throws) => {
    expect(outcomeOf(program, aCall([], { throws }))).toMatchObject({ passed: true })
  })

  it('fails where nothing was raised', () => {
    expect(outcomeOf('def f(): return 1', aCall([], { throws: 'KeyError' }))).toMatchObject({
      fault: 'assertion',
      message: 'expected to raise KeyError, returned 1',
    })
  })

  it('does not take a value without end for an exception', () => {
    const program = 'def f():\n  while True: yield 1'
    expect(outcomeOf(program, aCall([], { throws: true }))).toMatchObject({
      passed: false,
      message: 'the value is too large to compare',
    })
  })

  it('does not take a process that ends itself for one that raises', () => {
    expect(outcomeOf('import os\ndef f(): os._exit(1)', aCall([], { throws: true }))).toMatchObject({
      passed: false,
      fault: 'exception',
    })
  })

  it('does not take a file that cannot be loaded for one that raises', () => {
    expect(outcomeOf('1 / 0', aCall([], { throws: true }))).toMatchObject({ passed: false, fault: 'load' })
  })

  it.each<[string, string, string]>([
    ['has no such function', 'def g(): pass', 'solution.py does not define a function f'],
    ['does not parse', 'def f(:\n  pass', 'solution.py could not be loaded: solution.py:1: SyntaxError'],
    ['is indented wrongly', 'def f():\nreturn 1', 'solution.py:2: IndentationError'],
    [
      'imports what is not there',
      'import numpyy',
      "solution.py:1: ModuleNotFoundError: No module named 'numpyy'",
    ],
    [
      'raises',
      'x = 1\nraise ValueError("no")',
      'solution.py could not be loaded: solution.py:2: ValueError: no',
    ],
  ])('says so when the file %s', (_what, program, message) => {
    const outcome = callOutcome(program, 0)
    expect(outcome).toMatchObject({ passed: false, fault: 'load' })
    expect(outcome).toHaveProperty('message', expect.stringContaining(message))
  })

  it('finds files in folders and packages, by absolute and relative imports', () => {
    const files = {
      'main.py':
        'from shop.prices import total\nimport tools.text\ndef f(): return tools.text.twice(total())',
      'shop/__init__.py': '',
      'shop/prices.py': 'from .tax import RATE\nfrom . import tax\ndef total(): return 10 * RATE + tax.RATE',
      'shop/tax.py': 'RATE = 2',
      'tools/text.py': 'def twice(n): return n * 2',
    }
    expect(callOutcome(files, 44, { entry: 'main.py' })).toEqual({ name: 'call', passed: true })
  })

  it('names the file and line of a fault in another file than the entry', () => {
    const files = {
      'solution.py': 'from lib.a import g\ndef f(): return g()',
      'lib/a.py': '\ndef g():\n  return {}["x"]',
    }
    expect(callOutcome(files, 0)).toMatchObject({ message: "lib/a.py:3: KeyError: 'x'" })
  })

  it('says so when the entry is not among the files', () => {
    expect(callOutcome({ 'other.py': 'def f(): return 1' }, 1)).toMatchObject({
      passed: false,
      fault: 'load',
    })
  })
})

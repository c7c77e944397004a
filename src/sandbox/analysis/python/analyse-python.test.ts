import { describe, expect, it } from 'vitest'
import { analysePython } from './analyse-python.ts'

const analysed = (text: string) => analysePython({ 'a.py': text })
const definitions = (text: string) => analysed(text).definitions
const exported = (text: string) =>
  definitions(text).map(({ name, kind, exported }) => `${exported ? 'exported ' : ''}${kind} ${name}`)

describe('definitions', () => {
  it.each([
    ['def run():\n    return 1', ['exported function run']],
    ['async def run():\n    return 1', ['exported function run']],
    ['def _help():\n    return 1', ['function _help']],
    ['if True:\n    def run():\n        return 1', ['exported function run']],
    [
      'def run():\n    def inner():\n        return 1\n    return inner',
      ['exported function run', 'function inner'],
    ],
    [
      'class Part:\n    def on(self):\n        return 1\n    def _off(self):\n        return 2',
      ['exported class Part', 'exported method on', 'method _off'],
    ],
    ['class _Part:\n    def on(self):\n        return 1', ['class _Part', 'method on']],
    ['class Part:\n    def __repr__(self):\n        return ""', ['exported class Part']],
    ['class Part:\n    def __init__(self):\n        self.on = 1', ['exported class Part']],
    [
      'class Part:\n    def __init__(self, on):\n        self.on = on',
      ['exported class Part', 'exported method __init__'],
    ],
    [
      'class Part:\n    @property\n    def on(self):\n        return 1\n    @on.setter\n    def on(self, value):\n        print(value)',
      ['exported class Part', 'exported method on'],
    ],
    ['run = lambda: 1', []],
  ])('of %j', (text, expected) => {
    expect(exported(text)).toEqual(expected)
  })

  it('tell what a reader may expect words on', () => {
    const text =
      '@cache\ndef run(first, /, second: int = other, *rest, third, fourth=(1, 2), **more) -> int:\n    """Runs."""\n    if first:\n        raise ValueError\n\n    return 1\n\n\n'
    expect(definitions(text)).toMatchObject([
      {
        parameters: ['first', 'second', 'rest', 'third', 'fourth', 'more'],
        returnsValue: true,
        throws: true,
        lines: 4,
        line: 2,
        column: 1,
      },
    ])
  })

  it.each([
    ['def run(self):', ['on']],
    ['@staticmethod\n    def run(first):', ['first', 'on']],
    ['@classmethod\n    def run(cls):', ['on']],
  ])('leave out what a method is bound to: %s', (head, parameters) => {
    const method = head.replace('):', ', on):')
    const [, run] = definitions(`class Part:\n    ${method}\n        return on`)
    expect(run?.parameters).toEqual(parameters)
  })

  it('do not take what an inner function does for their own', () => {
    const text =
      'def run(parts):\n    def inner():\n        raise ValueError\n        return 1\n    print(inner, lambda: (yield))'
    expect(definitions(text)[0]).toMatchObject({ returnsValue: false, throws: false })
  })

  it.each([
    ['return', false],
    ['return None', false],
    ['return 1', true],
    ['yield 1', true],
    ['on = yield', true],
  ])('return something with %j: %s', (statement, returnsValue) => {
    expect(definitions(`def run():\n    ${statement}`)).toMatchObject([{ returnsValue }])
  })

  it('do not throw what only marks a part for others to write', () => {
    expect(definitions('def run():\n    raise NotImplementedError("later")')).toMatchObject([
      { throws: false },
    ])
  })
})

describe('the words of a definition', () => {
  it.each([
    ['def run(on):\n    """Runs.\n\n    on: whether\n    """', 'Runs.\n\non: whether'],
    ["def run():\n    r'Runs.'", 'Runs.'],
    ['def run():\n    "Runs " "it."', 'Runs it.'],
    ['def run(): "Runs."', 'Runs.'],
    ['# Runs\n# and goes.\n@cache\ndef run():\n    return 1', 'Runs\nand goes.'],
    ['# Not its own.\n\ndef run():\n    return 1', null],
    ['on = 1  # Not its own.\ndef run():\n    return 1', null],
    ['def run():\n    on = 1\n    "Not first."', null],
    ['def run():\n    f"No docstring."', null],
    ['# pylint: disable=all\ndef run():\n    return 1', null],
  ])('in %j', (text, doc) => {
    expect(definitions(text).map((definition) => definition.doc)).toEqual([doc])
  })

  it('of a class are said of its __init__ too', () => {
    const text =
      'class Part:\n    """A part that is on."""\n    def __init__(self, on):\n        self.on = on'
    expect(definitions(text).map(({ doc }) => doc)).toEqual(['A part that is on.', 'A part that is on.'])
  })
})

describe('a file', () => {
  it.each([
    ['"""Sums."""\nimport os\n', 'Sums.'],
    ['#!/usr/bin/env python\n# coding: utf-8\n# Sums.\n\nimport os\n', 'Sums.'],
    ['# Adds.\ndef add():\n    return 1\n', null],
    ['#!/usr/bin/env python\nimport os\n', null],
    ['import os\n# Not at the top.\n', null],
    ['# import sys\nimport os\n', null],
  ])('opens with words or not: %j', (text, header) => {
    expect(analysed(text).files).toMatchObject([{ header }])
  })

  it('counts lines of code and of comment, a docstring as comment', () => {
    const text = '"""One\n\ntwo."""\n\nrun()  # three\n# four\nrun("""\na text""")\n'
    expect(analysed(text).files).toMatchObject([{ codeLines: 3, commentLines: 5 }])
  })

  it('is looked at only where it is Python', () => {
    const files = { 'b.py': '', 'lib/a.py': '', 'c.js': '', main: '', 'd.json': '', 'e.pyc': '' }
    expect(analysePython(files).files.map(({ file }) => file)).toEqual(['b.py', 'lib/a.py'])
  })

  it.each([
    ['a missing bracket', 'run()\nrun(\n', 3, 'unexpected EOF'],
    ['a return outside of a function', 'run()\nreturn 1', 2, 'outside of a function'],
    ['Python 2', 'run()\nprint "on"', 2, '`print` is a function in Python 3'],
    ['a NUL', 'run()\nrun(\0)', 2, 'U+0000'],
    ['a lone surrogate', 'run()\non = \ud800', 2, 'unexpected token'],
    ['wrong indentation', 'run()\n    run()', 2, 'indentation'],
  ])('that cannot be read says why and where: %s', (_what, text, line, reason) => {
    expect(analysed(text).unparsable).toEqual([
      { file: 'a.py', line, message: expect.stringMatching(/^This file cannot be read as Python: .+\.$/) },
    ])
    expect(analysed(text).unparsable[0]?.message).toContain(reason)
  })

  it.each([
    ['one line without end', 'on = 1; '.repeat(1 << 17), 'too large'],
    ['a million brackets', '('.repeat(1 << 20), 'too large'],
    ['brackets in brackets', '['.repeat(300), 'nested too deeply'],
    ['a sum without end', `on = ${'1 + '.repeat(500)}1`, 'nested too deeply'],
    ['negations without end', `on = ${'not '.repeat(30_000)}1`, 'nested too deeply'],
    ['lambdas without end', `on = ${'lambda: '.repeat(20_000)}1`, 'nested too deeply'],
  ])('is left alone past a bound: %s', (_what, text, reason) => {
    expect(analysed(text).unparsable).toEqual([
      { file: 'a.py', line: null, message: expect.stringContaining(reason) },
    ])
  })

  it('may hold 10,000 functions', () => {
    const functions = Array.from({ length: 10_000 }, (_, i) => `def f${i}(): run()`)
    const { definitions, unparsable } = analysed(functions.join('\n'))
    expect([definitions.length, unparsable]).toEqual([10_000, []])
  }, 60_000)

  it.each([
    ['nothing', '', []],
    ['a byte order mark', '\uFEFFimport os\n', ['1:8']],
    ['line ends of Windows', 'run = 1\r\n\r\nimport os\r\nprint(run)\r\n', ['3:1', '3:8']],
    ['line ends of an old Macintosh', 'run = 1\rimport os\rprint(run)\r', ['2:1', '2:8']],
    ['tabs', 'def run():\n\timport os', ['2:9']],
    ['a surrogate in a string', 'on = "\ud800"\nimport os\nprint(on)', ['2:1', '2:8']],
    ['line separators in a string', 'on = "\u2028\u2029"; print(on)\nimport os', ['1:10', '2:1', '2:8']],
    ['signs outside of the basic plane', 'on = "🙂"; import os', ['1:10', '1:12', '1:19']],
  ])('has its lines and columns right with %s', (_what, text, places) => {
    const { issues, unparsable } = analysed(text)
    expect(unparsable).toEqual([])
    expect(issues.map(({ line, column }) => `${line}:${column}`)).toEqual(places)
  })
})

describe('idle comments', () => {
  it.each([
    ['# on = run()\nrun()', 'commented-out-code'],
    ['# print(on)\nrun()', 'commented-out-code'],
    ['# if on == 1:\n#     run()\n# else:\n#     stop(on)\nrun()', 'commented-out-code'],
    ['#import os\nrun()', 'commented-out-code'],
    ['count = 0\n# increment count\ncount += 1', 'repeats-code'],
    ['total = sum(on)  # set the total', 'repeats-code'],
    ['# loop through the parts\nfor part in parts:\n    run(part)', 'repeats-code'],
    ['def run():\n    # return the result\n    return result', 'repeats-code'],
    ['# define the function run\ndef run():\n    return 1', 'repeats-code'],
  ])('%j', (text, kind) => {
    expect(analysed(text).idleComments.map((comment) => comment.kind)).toEqual([kind])
  })

  it.each([
    '# Prices are in cents, so that nothing is rounded twice.\ntotal = run()',
    '# TODO: what if the list is empty?\nrun()',
    '# O(n)\nrun()',
    '# return early\nrun()',
    '# total = price * quantity\nrun()',
    '# Example: on = run(1)\nrun()',
    '# result: a list\nrun()',
    '# import the parts lazily\nrun()',
    '# if on is missing:\nrun()',
    '# Keep the first of each, as in\n#     first = run(1)\n# and drop the others.\nrun()',
    '# The values are kept in the order in which they came, and so are the\n# parts.\nparts = run()',
    'def run():\n    """Runs."""\n    return run()',
    '#!/usr/bin/env python\nrun()',
    '#\nrun()',
  ])('not %j', (text) => {
    expect(analysed(text).idleComments).toEqual([])
  })

  it('that stand together are said once', () => {
    expect(analysed('# on = run()\n# on.go(1)\nrun()').idleComments).toHaveLength(1)
  })
})

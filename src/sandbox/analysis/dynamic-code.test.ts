import { describe, expect, it } from 'vitest'
import { analyseJavaScript } from './javascript/analyse-javascript.ts'
import { analysePython } from './python/analyse-python.ts'

const inJavaScript = (text: string) => analyseJavaScript({ 'a.js': text })
const inPython = (text: string) => analysePython({ 'a.py': text })
type Read = typeof inJavaScript

function expectRunsText(read: Read, text: string, runs: boolean) {
  const { issues, files, unparsable } = read(text)
  expect(unparsable).toEqual([])
  expect(issues.filter(({ rule }) => rule === 'no-eval').length > 0).toBe(runs)
  expect(files).toMatchObject([{ runsText: runs }])
}

describe('text that is run as code', () => {
  it.each([
    'eval(text)',
    '(0, eval)(text)',
    'const run = eval\nrun(text)',
    '[text].map(eval)',
    'globalThis.eval(text)',
    "globalThis['ev' + 'al'](text)",
    'const { eval: run } = globalThis\nrun(text)',
    'new Function(text)()',
    'Function(text)()',
    'const Make = Function\nnew Make(text)()',
    "Function.call(null, 'return 1')()",
    "Reflect.construct(Function, ['return 1'])()",
    'new globalThis.Function(text)()',
    "(() => {}).constructor('return 1')()",
    'const Make = (() => {}).constructor\nMake(text)()',
    "[].filter.constructor('return 1')()",
    "''.at['constructor'](text)()",
    "''.at['const' + 'ructor'](text)()",
    'on.constructor.constructor(text)()',
    "new on.constructor('return 1')()",
    'new on.constructor(`return 1`)()',
    'const { constructor: Make } = on\nMake(text)()',
    'const Make = Object.getPrototypeOf(async function () {}).constructor\nnew Make(text)()',
  ])('is found in JavaScript: %s', (text) => {
    expectRunsText(inJavaScript, text, true)
  })

  it.each([
    'const run = (eval_, text) => eval_(text)',
    'on.evaluate(text)',
    'class Sum {\n  eval(on) {\n    return on\n  }\n  run(on) {\n    return this.eval(on)\n  }\n}',
    'on instanceof Function',
    'Function.prototype.call.bind(on)',
    'on.constructor.name === other.constructor.name',
    'class Part {\n  copy() {\n    return new this.constructor(this.items)\n  }\n}',
    "class Part {\n  copy() {\n    return new this.constructor('part')\n  }\n}",
    'new on.constructor(on)',
    'class Part extends Whole {\n  constructor() {\n    super()\n  }\n}',
    "const words = { eval: 1, Function: 2, constructor: 'eval' }",
    'expect.any(Function)',
    '/** @param {Function} go */\nexport const run = (go) => go()',
  ])('is not seen in JavaScript where there is none: %s', (text) => {
    expectRunsText(inJavaScript, text, false)
  })

  it.each([
    'exec(text)',
    'eval(text)',
    'run = exec\nrun(text)',
    'list(map(eval, [text]))',
    'def run(go=exec):\n    go(text)',
    "compile(text, 'a', 'exec')",
    'import builtins\nbuiltins.exec(text)',
    "import builtins\ngetattr(builtins, 'ex' + 'ec')(text)",
    'from builtins import exec as run\nrun(text)',
    "__builtins__['eval'](text)",
    "getattr(__import__('builtins'), 'eval')(text)",
    "globals()['__builtins__']",
    "import importlib\nimportlib.import_module('builtins')",
    'import runpy\nrunpy.run_path(text)',
    'import marshal\nmarshal.loads(text)',
    'import code\ncode.InteractiveInterpreter().runsource(text)',
  ])('is found in Python: %s', (text) => {
    expectRunsText(inPython, text, true)
  })

  it.each([
    "import re\nre.compile('a')",
    "from re import compile\ncompile('a')",
    'def compile(source):\n    return source\n\n\ncompile(text)',
    'import ast\nast.literal_eval(text)',
    'run(compile=True, exec=1)',
    'class Shell:\n    def exec(self, text):\n        return text\n\n\nShell().exec(text)',
    'import code\ncode.rate(text)',
    'import pickle\npickle.loads(text)',
    "words = ['exec', 'eval']",
    'def run(eval):\n    return eval(1)',
  ])('is not seen in Python where there is none: %s', (text) => {
    expectRunsText(inPython, text, false)
  })

  it('is remarked once for each place, at the call', () => {
    const { issues } = inJavaScript('new Function(eval(text))\nrun(eval)')
    expect(issues.map(({ rule, line, column }) => [rule, line, column])).toEqual([
      ['no-eval', 1, 1],
      ['no-eval', 1, 14],
      ['no-eval', 2, 5],
    ])
  })

  it('is not what imports by a name in a text, which is remarked on by itself', () => {
    const { issues, files } = inPython("__import__('math').sqrt(4)")
    expect(issues.map(({ rule }) => rule)).toEqual(['import-by-name'])
    expect(files).toMatchObject([{ runsText: false }])
  })
})

describe('a file', () => {
  it.each([
    ['JavaScript', inJavaScript, "const part = 'abc def' // four\nrun(part, 12)", 30, 10],
    ['JavaScript', inJavaScript, `const part = \`a\${one}b\``, 20, 2],
    ['Python', inPython, '"""Docs."""\npart = "abc def"  # four\nrun(part, 12)', 25, 10],
    ['Python', inPython, 'part = f"a{one}b"\nrun(part, "x" "y")', 31, 16],
  ] as const)(
    'tells how much of its code stands in literals, in %s',
    (_language, read, text, ink, literalInk) => {
      expect(read(text).files).toMatchObject([{ ink, literalInk }])
    },
  )

  const TABLE = Array.from({ length: 50 }, (_, i) => `  ['part ${i}', ${i}, -1],`).join('\n')
  it.each([
    ['a list of lists', inJavaScript, `const table = [\n${TABLE}\n]\nrun(table)`, 51],
    ['an object', inJavaScript, 'const table = {\n  a: { b: [1, null] },\n  c: true,\n}', 3],
    ['a long text', inJavaScript, 'const text = `one\ntwo\nthree`', 2],
    ['lines that do something', inJavaScript, 'const table = [\n  one,\n  run(),\n  () => 1,\n]', 0],
    ['a list of lists', inPython, `table = [\n${TABLE}\n]\nrun(table)`, 51],
    ['a dictionary', inPython, 'table = {\n    "a": (1, None),\n    "c": {True, -1},\n}', 3],
    ['a long text', inPython, 'text = """one\ntwo\nthree"""', 2],
    ['a docstring', inPython, '"""One.\n\nTwo.\n"""', 0],
    ['lines that do something', inPython, 'table = [\n    one,\n    run(),\n    [x for x in y],\n]', 0],
  ] as const)('tells how many lines hold data alone: %s', (_what, read, text, dataLines) => {
    expect(read(text).files).toMatchObject([{ dataLines }])
  })
})

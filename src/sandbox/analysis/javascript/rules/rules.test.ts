import { describe, expect, it } from 'vitest'
import { analyseJavaScript } from '../analyse-javascript.ts'

/** The rules that remark on a file, each with its line. */
const remarks = (text: string) =>
  analyseJavaScript({ 'a.js': text }).issues.map(({ rule, line }) => `${rule}:${line}`)
const rules = (text: string) => [
  ...new Set(analyseJavaScript({ 'a.js': text }).issues.map(({ rule }) => rule)),
]

const nest = (depth: number) => `${'if (on) {\n'.repeat(depth)}run()\n${'}\n'.repeat(depth)}`
const lines = (count: number) => 'run()\n'.repeat(count)
const copied = (name: string) => `export function ${name}Report(${name}) {
  const totals = new Map()
  for (const { region, amount } of ${name}) {
    const before = totals.get(region) ?? 0
    totals.set(region, before + amount)
  }
  return [...totals].toSorted((left, right) => right[1] - left[1]).slice(0, 3)
}
`

describe('a rule remarks on', () => {
  it.each([
    ['var', 'var count = run()\ncount()', 'no-var'],
    ['==', 'if (left == right) run()', 'strict-equality'],
    ['!=', 'if (left != 0) run()', 'strict-equality'],
    ['a comparison with NaN', 'if (left === NaN) run()', 'compare-nan'],
    ['a comparison with Number.NaN', 'if (Number.NaN !== left) run()', 'compare-nan'],
    ['a comparison with itself', 'if (left.right > left.right) run()', 'compare-self'],
    [
      'an assignment as condition',
      'let left\nif ((left = 1)) left()\nwhile (left = 2) left()',
      'assignment-in-condition',
    ],
    ['a condition that is always true', 'if (true) run()', 'constant-condition'],
    ['a condition that is an empty list', 'while ([]) run()', 'constant-condition'],
    ['code after return', 'function run() {\n  return 1\n  run()\n}', 'unreachable'],
    [
      'code after an if that leaves both ways',
      'function run(on) {\n if (on) return 1\n else throw run\n run()\n}',
      'unreachable',
    ],
    ['an empty block', 'if (on) {}', 'empty-block'],
    ['an empty function', 'export function run() {}', 'empty-block'],
    ['a value that is dropped', 'let count = 1\ncount === 2', 'useless-expression'],
    ['let that never changes', 'let count = 1\nrun(count)', 'prefer-const'],
    ['let in a loop that never changes', 'for (let part of parts) run(part)', 'prefer-const'],
    ['a name that hides another', 'const part = 1\nexport const run = (part) => part', 'no-shadow'],
    [
      'a name that hides a function',
      'export const run = (part) => part\nexport function part() {}',
      'no-shadow',
    ],
    ['a global made by chance', 'function run() {\n  total = 1\n}', 'no-undeclared'],
    ['a variable nobody reads', 'function run() {\n  const part = 1\n}\nrun()', 'unused'],
    ['a variable only counted up', 'export function run() {\n  let part = 1\n  part++\n}', 'unused'],
    ['a function only it calls', 'export const on = 1\nfunction run() {\n  run()\n}', 'unused'],
    ['an import nobody reads', "import { part } from './part.js'\nexport const on = 1", 'unused'],
    ['the last parameter nobody reads', 'export const run = (first, last) => first', 'unused'],
    ['a one-letter name', 'const a = 1\nrun(a)', 'one-letter-name'],
    ['one letter of a pair', `export function run(a) {\n${lines(6)}return a\n}`, 'one-letter-name'],
    ['a loop that does nothing', 'while (on) {}', 'empty-block'],
    ['a class in small letters', 'class part {}\nnew part()', 'class-name'],
    ['a function in capitals', 'function Run() {\n  return 1\n}\nRun()', 'function-name'],
    ['a name in snake case', 'const part_one = 1\nrun(part_one)', 'camel-case'],
    ['a fall through', 'switch (on) {\n  case 1:\n    run()\n  case 2:\n    run()\n}', 'fallthrough'],
    [
      'a case that comes twice',
      'switch (on) {\n  case 1:\n    break\n  case 1:\n    run()\n}',
      'duplicate-case',
    ],
    ['a key that comes twice', 'run({ on: 1, off: 2, "on": 3 })', 'duplicate-key'],
    ['an empty catch', 'try {\n  run()\n} catch {}', 'empty-catch'],
    ['eval', 'eval(part)', 'no-eval'],
    ['new Function', 'new Function(part)', 'no-eval'],
    ['with', 'with (part) run()', 'no-with'],
    ['a print left over', 'console.log(part)', 'no-console'],
    ['debugger', 'debugger', 'no-debugger'],
    ['a thrown text', "throw 'oh'", 'throw-error'],
    ['parseInt handed to map', 'parts.map(parseInt)', 'map-parse-int'],
    ['many parameters', 'export const go = (a1, b1, c1, d1, e1, f1) => f1', 'parameter-count'],
    ['a long function', `export function run() {\n${lines(60)}}`, 'function-length'],
    ['deep nesting', nest(4), 'nesting-depth'],
    ['a copied function', `${copied('sales')}\n${copied('costs')}`, 'duplication'],
    ['both kinds of quotes', `run('one', "two")`, 'mixed-quotes'],
    ['tabs and spaces', 'if (on) {\n\trun()\n  run()\n}', 'mixed-indentation'],
    ['semicolons here and there', 'run();\nrun()\n', 'mixed-semicolons'],
    ['a long line', `run(${"'one', ".repeat(20)})`, 'line-length'],
    [
      'a condition turned into itself',
      'export function run(on) {\n  if (on) return true\n  else return false\n}',
      'return-condition',
    ],
  ])('%s', (_what, text, rule) => {
    expect(rules(text)).toContain(rule)
  })

  it.each([
    ['== null', 'if (left == null) run()'],
    ['a typeof', "if (typeof left == 'string' || 'number' != typeof left) run()"],
    ['a loop whose head does it all', 'let at = 0\nwhile (parts[at++]) {}\nfor (; at < 9; at++) {}'],
    ['what tells of a failure', "console.error('oh')\nconsole.warn('no')"],
    ['two of a kind', `export function compare(a, b) {\n${lines(6)}return a - b\n}`],
    [
      'a constructor that others fill',
      'function Part() {\n  run()\n}\nPart.prototype = other\nfunction Base() {\n  run()\n}\nrun(on instanceof Base)',
    ],
    ['what a script sets at its top', 'let part = {\n  run() {\n    part = null\n  },\n}'],
    ['an assignment in double parentheses', 'let part\nwhile ((part = next())) run(part)'],
    ['a name inside its own declaration', 'export const part = parts.find((part) => part.on)'],
    ['a parameter or a constant in capitals', 'export const MAKE = (Part) => new Part()'],
    ['an assignment in parentheses of a for', 'for (let at; (at = next()); ) run(at)'],
    ['an endless loop', 'while (true) {\n  if (run()) break\n}\nfor (;;) run()\ndo {\n  run()\n} while (1)'],
    [
      'functions after return',
      'function run() {\n  return help()\n  function help() {\n    return 1\n  }\n}\nrun()',
    ],
    ['an empty callback', 'run(() => {})'],
    ['a block that says why it is empty', 'if (on) {\n  // nothing to do\n}'],
    ['directives', "'use strict'\nrun()"],
    ['let that is set later', 'let part\nif (on) part = 1\nrun(part)'],
    ['an earlier parameter', 'export const run = (first, last) => last'],
    ['a parameter marked as unused', 'export const run = (_first) => 1'],
    ['mutual use of exported functions', 'export const on = () => off()\nexport const off = () => on()'],
    ['what a script declares at its top', 'function run() {\n  return 1\n}\nconst part = 2'],
    ['what module.exports names', 'function run() {\n  return 1\n}\nmodule.exports = { run }'],
    ['what exports.name is set to', 'const run = () => 1\nexports.run = run'],
    ['what an export list names', 'const run = () => 1\nexport { run as go }'],
    ['letters of one meaning', 'const [x, y, n] = read()\nrun(x, y, n)'],
    [
      'a name that only later is taken around it',
      'export function run(on) {\n  if (on) {\n    const half = on / 2\n    return half\n  }\n  const half = 0\n  return half\n}',
    ],
    ['one letter in a loop', 'for (let i = 0; i < 3; i++) run(i)\nfor (const x of parts) run(x)'],
    ['one letter in a short function', 'export const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b))'],
    ['what was caught', 'try {\n  run()\n} catch (e) {\n  run(e)\n}'],
    ['a constructor function', 'function Part() {\n  this.on = 1\n}\nnew Part()'],
    ['constants in capitals', 'const MAX_PARTS = 3\nrun(MAX_PARTS)'],
    ['cases that share their code', 'switch (on) {\n  case 1:\n  case 2:\n    run()\n}'],
    [
      'a fall through that is meant',
      'switch (on) {\n  case 1:\n    run()\n  // and also\n  case 2:\n    run()\n}',
    ],
    ['a catch that says why it is empty', 'try {\n  run()\n} catch {\n  // no matter\n}'],
    ['the other quotes around a quote', `run('one', "it's")`],
    ['three levels', nest(3)],
    ['many else ifs', `if (on) run()\n${'else if (off) run()\n'.repeat(9)}`],
    [
      'destructuring with defaults',
      'export function run({ on = 1, off: [first = on] }, ...rest) {\n  return [first, rest]\n}',
    ],
    ['names of properties', 'export const run = (part) => ({ part: part.rest, rest: 1 })'],
    [
      'private members and getters',
      'export class Part {\n  #on = 1\n  get on() {\n    return this.#on\n  }\n}',
    ],
    [
      'labels',
      'outer: for (const part of parts) {\n  for (const other of parts) if (other === part) continue outer\n}',
    ],
    ['a full line that ends as on Windows', `run('${'1'.repeat(113)}')\r\n`],
    ['a sequence of two-line statements', 'run(\n  one,\n)\nrun(\n  two,\n)'],
  ])('not on %s', (_what, text) => {
    expect(remarks(text)).toEqual([])
  })
})

describe('cognitive complexity', () => {
  const complexity = (body: string) => {
    const text = `export function run(on, off, part) {\n${body}\n}`
    const found = analyseJavaScript({ 'a.js': text }).issues.find(
      ({ rule }) => rule === 'cognitive-complexity',
    )
    return found === undefined ? null : Number(/complexity (\d+)/.exec(found.message)?.[1])
  }

  it.each([
    // if +1 +2 +3 +4 +5, and one for the run of &&
    ['nested ifs', `${'if (on && off) '.repeat(5)} part()`, 20],
    // 5 loops: 1 + 2 + 3 + 4 + 5, and a jump to a label
    ['nested loops', `top: ${'for (const one of part) '.repeat(5)} continue top`, 16],
    // 1; inside the callback, one level deeper than the if's body, 3 + 4 + 5 + 6, and one for else
    ['callbacks', `if (on) part.map((each) => { ${'if (off) '.repeat(4)} each(); else part() })`, 20],
    // if 1, else ifs 1 each, else 1; each ternary inside is nested once: 2 each
    ['else ifs', `if (on) part()\n${'else if (off) part(on ? 1 : 2)\n'.repeat(5)} else part()`, 17],
  ])('of %s counts as the definition says', (_what, body, expected) => {
    expect(complexity(body)).toBe(expected)
  })

  it('is fine up to 15, and a named function inside counts by itself', () => {
    expect(complexity(`${'if (on) '.repeat(5)}part()`)).toBeNull()
    const inner = (name: string) => `function ${name}(one) {\n${'if (one) '.repeat(5)} part()\n}`
    expect(complexity(`${inner('first')}\n${inner('second')}\nfirst(on); second(off)`)).toBeNull()
  })
})

describe('a typical solution', () => {
  it('that is clean gets no remark', () => {
    const text = `/** Adds up the even numbers of a list. */
export function sumOfEvens(numbers) {
  const evens = numbers.filter((n) => n % 2 === 0)
  return evens.reduce((sum, n) => sum + n, 0)
}
`
    expect(remarks(text)).toEqual([])
  })
})

describe('messages', () => {
  it('speak of a function without a name as of this one', () => {
    const { issues } = analyseJavaScript({
      'a.js': `run((a1, b1, c1, d1, e1, f1) => {\n${lines(60)}f1()\n})\n`,
    })
    const said = issues.map(({ message }) => message.slice(0, 25))
    expect(said.filter((message) => message.startsWith('This function'))).toEqual([
      'This function is 63 lines',
      'This function takes 6 par',
    ])
  })

  it('quote names so that they cannot be taken for markup', () => {
    const { issues } = analyseJavaScript({ 'a.js': "run({ '`<b>`': 1, '`<b>`': 2 })" })
    expect(issues.map(({ message }) => message)).toEqual([expect.stringContaining("`'<b>'`")])
  })
})

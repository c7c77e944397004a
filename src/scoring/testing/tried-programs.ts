import type { Json } from '../../domain/json.ts'
import type { CodeLanguage } from '../../domain/task.ts'
import { aCall } from './simulations.ts'

// Programs of each language that are really run, and what they are tried with.

/** One task solved in time that grows with its input, and with the square of it. */
export interface Pair {
  readonly what: string
  readonly linear: string
  readonly quadratic: string
  /** What `run([3, -3, 3])` comes to. */
  readonly expected: Json
}

export interface TriedPrograms {
  readonly language: CodeLanguage
  /** Sums up even numbers in a local variable of this name, and prints one sum. */
  readonly sum: (variable: string) => string
  /** The name of its function. */
  readonly called: string
  /** Names that the program has already. */
  readonly taken: readonly string[]
  /** Tests of every kind, of which the program passes some. */
  readonly tests: readonly { readonly [key: string]: Json }[]
  readonly pairs: readonly Pair[]
  /** Code that makes the arguments of a probe: numbers that are `step` apart. */
  readonly input: (step: number) => string
}

const testsOf = (call: string, suite: string): TriedPrograms['tests'] => [
  aCall({ function: call, weight: 3 }),
  aCall({ function: call, name: 'counts odd ones', args: [[1, 3]], expected: 4, group: 'wrong' }),
  aCall({ function: call, name: 'nothing', args: [[]], expected: 0, hidden: true, weight: 0.7 }),
  aCall({ function: call, name: 'no list', args: [3], expected: 3, hidden: true }),
  { kind: 'suite', name: 'spec', weight: 0.1, code: suite },
  { kind: 'suite', name: 'broken', code: ')' },
  { kind: 'io', name: 'prints', stdin: '', expected: '6\n', weight: 1.3 },
  { kind: 'io', name: 'prints more', stdin: '', expected: '6\n7\n' },
]

const NUMBERS = [3, -3, 3] as const
const EXPECTED = { distinct: 2, running: [3, 0, 3], opposite: 2, reversed: NUMBERS.toReversed() }

const inJavaScript = (head: string) => (body: string) => `${head} {\n${body}\n}\n`

function javaScriptPairs(head: string): readonly Pair[] {
  const run = inJavaScript(head)
  return [
    {
      what: 'distinct numbers',
      linear: run('return new Set(numbers).size'),
      quadratic: run(
        'const seen = []\nfor (const n of numbers) if (!seen.includes(n)) seen.push(n)\nreturn seen.length',
      ),
      expected: EXPECTED.distinct,
    },
    {
      what: 'running sums',
      linear: run('let sum = 0\nreturn numbers.map((n) => (sum += n))'),
      quadratic: run('return numbers.map((_, i) => numbers.slice(0, i + 1).reduce((a, b) => a + b, 0))'),
      expected: EXPECTED.running,
    },
    {
      what: 'pairs that cancel out',
      linear: run(
        'const counts = new Map()\nlet pairs = 0\nfor (const n of numbers) {\npairs += counts.get(-n) ?? 0\ncounts.set(n, (counts.get(n) ?? 0) + 1)\n}\nreturn pairs',
      ),
      quadratic: run(
        'let pairs = 0\nfor (let i = 0; i < numbers.length; i++) for (let j = 0; j < i; j++) if (numbers[i] === -numbers[j]) pairs++\nreturn pairs',
      ),
      expected: EXPECTED.opposite,
    },
    {
      what: 'the reverse',
      linear: run('return numbers.slice().reverse()'),
      quadratic: run('return numbers.reduce((reversed, n) => [n, ...reversed], [])'),
      expected: EXPECTED.reversed,
    },
  ]
}

const inPython = (body: string) => `def run(numbers):\n${body.replaceAll(/^/gm, '    ')}\n`

const PYTHON_PAIRS: readonly Pair[] = [
  {
    what: 'distinct numbers',
    linear: inPython('return len(set(numbers))'),
    quadratic: inPython(
      'seen = []\nfor n in numbers:\n    if n not in seen:\n        seen.append(n)\nreturn len(seen)',
    ),
    expected: EXPECTED.distinct,
  },
  {
    what: 'running sums',
    linear: inPython('total = 0\nreturn [total := total + n for n in numbers]'),
    quadratic: inPython('return [sum(numbers[: i + 1]) for i in range(len(numbers))]'),
    expected: EXPECTED.running,
  },
  {
    what: 'pairs that cancel out',
    linear: inPython(
      'counts, pairs = {}, 0\nfor n in numbers:\n    pairs += counts.get(-n, 0)\n    counts[n] = counts.get(n, 0) + 1\nreturn pairs',
    ),
    quadratic: inPython('return sum(a == -b for i, a in enumerate(numbers) for b in numbers[:i])'),
    expected: EXPECTED.opposite,
  },
  {
    what: 'the reverse',
    linear: inPython('return numbers[::-1]'),
    quadratic: inPython('turned = []\nfor n in numbers:\n    turned = [n] + turned\nreturn turned'),
    expected: EXPECTED.reversed,
  },
]

const JAVASCRIPT_SUITE = `import { sumOfEvens } from './solution'
it('skips odds', () => expect(sumOfEvens([1, 3])).toBe(0))
it('takes halves', () => expect(sumOfEvens([0.5])).toBe(0.5))
it('takes negatives', () => expect(sumOfEvens([-2])).toBe(-2))
`
const PYTHON_SUITE = `import unittest
from solution import sum_of_evens

class SumTest(unittest.TestCase):
    def test_skips_odds(self):
        self.assertEqual(sum_of_evens([1, 3]), 0)

    def test_takes_halves(self):
        self.assertEqual(sum_of_evens([0.5]), 0.5)

def test_takes_negatives():
    assert sum_of_evens([-2]) == -2
`

const javaScriptSum = (head: string) => (variable: string) =>
  `/** Adds up the even ones among the numbers. */
${head} {
  let ${variable} = 0
  for (const number of numbers) if (number % 2 === 0) ${variable} += number
  return ${variable}
}
console.log(sumOfEvens([2, 4]))
`

const IN_JAVASCRIPT = {
  called: 'sumOfEvens',
  taken: ['numbers', 'number', 'sumOfEvens', 'console'],
  tests: testsOf('sumOfEvens', JAVASCRIPT_SUITE),
  input: (step: number) => `(n) => [Array.from({ length: n }, (_, i) => i * ${step})]`,
}

/** The programs of each language. */
export const TRIED_PROGRAMS: readonly TriedPrograms[] = [
  {
    ...IN_JAVASCRIPT,
    language: 'javascript',
    sum: javaScriptSum('export function sumOfEvens(numbers)'),
    pairs: javaScriptPairs('export function run(numbers)'),
  },
  {
    ...IN_JAVASCRIPT,
    language: 'typescript',
    sum: javaScriptSum('export function sumOfEvens(numbers: readonly number[]): number'),
    pairs: javaScriptPairs('export function run(numbers: number[]): unknown'),
  },
  {
    language: 'python',
    sum: (variable) => `"""Sums."""


def sum_of_evens(numbers):
    """Add up the even ones among the numbers."""
    ${variable} = 0
    for number in numbers:
        if number % 2 == 0:
            ${variable} += number
    return ${variable}


print(sum_of_evens([2, 4]))
`,
    called: 'sum_of_evens',
    taken: ['numbers', 'number', 'sum_of_evens', 'print'],
    tests: testsOf('sum_of_evens', PYTHON_SUITE),
    pairs: PYTHON_PAIRS,
    input: (step) => `lambda n: [[i * ${step} for i in range(n)]]`,
  },
]

import * as node from 'node:util'
import { describe, expect, it } from 'vitest'
import { format } from './format.ts'
import { inspect } from './inspect.ts'

class Point {
  x = 1
  y = 2
}
class Empty {}
class Tagged {
  get [Symbol.toStringTag]() {
    return 'T'
  }
}
class Stack extends Array {}
const circular: Record<string, unknown> = { a: 1 }
circular.self = circular
circular.list = [circular, { circular }]

const words = 'the quick brown fox jumps over the lazy dog and then sleeps a while in the sun'.split(' ')

const SHOWN: readonly (readonly [string, unknown])[] = [
  ['numbers', [1, -0, 1.5, Number.NaN, 12n]],
  ['an empty list', []],
  ['an empty object', {}],
  [
    'short lists',
    [
      [1, 2],
      ['a', 'b'],
      [true, null, undefined],
    ],
  ],
  ['seven numbers', [1, 2, 3, 4, 5, 6, 7]],
  ['thirty numbers', Array.from({ length: 30 }, (_, i) => i * i)],
  ['120 numbers', Array.from({ length: 120 }, (_, i) => i)],
  ['101 numbers', Array.from({ length: 101 }, (_, i) => i)],
  ['negative numbers in columns', Array.from({ length: 27 }, (_, i) => (i % 2 ? -i * 1000 : i))],
  ['words', words],
  [
    'words of different length',
    ['a', 'bb', 'a very long text that stands alone in its line of all', ...words],
  ],
  ['a matrix', Array.from({ length: 8 }, () => [1, 0, 0])],
  ['a large matrix', Array.from({ length: 3 }, () => Array.from({ length: 20 }, (_, i) => i))],
  [
    'objects',
    [
      { name: 'Ann', age: 3 },
      { name: 'Bob', tags: ['x', 'y'] },
    ],
  ],
  [
    'a long object',
    { first: 'aaaaaaaaaaaaaaaaaaaaaaa', second: 'bbbbbbbbbbbbbbbbbbbbbbbbb', third: 'cccccccccccccc' },
  ],
  ['an object of 76 columns', { aaaaaaaaaaaa: 'x'.repeat(20), bbbbbbbbbbb: 'y'.repeat(20), c: 1 }],
  ['deep objects', { a: { b: { c: { d: 1 } } }, l: [[[[1]]]] }],
  ['levels', { a: { b: { c: {} } } }],
  ['odd keys', { 'a-b': 1, 2: 3, [Symbol('s')]: 4, $x: 1, '': 0 }],
  ['texts with quotes', ["it's", 'say "hi"', `it's "both"`, 'a\nb\tc\\', '\u0007é😀', `'"\``]],
  [
    'long texts',
    { text: 'line one of a text\nline two of a text\nline three of a text that is long enough to be cut' },
  ],
  [
    'maps and sets',
    [
      new Map<unknown, unknown>([
        ['a', 1],
        ['b', { c: [1] }],
      ]),
      new Set([1, 'a']),
      new Map(),
      new Set(),
    ],
  ],
  ['a large set', new Set(Array.from({ length: 30 }, (_, i) => i))],
  ['instances', [new Point(), new Empty(), new Tagged(), Stack.from([1, 2])]],
  ['no prototype', Object.assign(Object.create(null), { a: 1 })],
  [
    'functions',
    [
      () => 1,
      function named() {},
      async () => {},
      function* g() {},
      Point,
      Stack,
      Math.max,
      Object.assign(() => {}, { a: 1 }),
    ],
  ],
  [
    'dates, patterns and boxes',
    [new Date(0), /a+/g, Object(1), Object('ab'), Object(true), new Date(Number.NaN)],
  ],
  ['holes', Object.assign([1], { 2: 3, 5: 6 })],
  ['extra keys of a list', Object.assign([1, 2], { more: true })],
  ['typed arrays', [new Uint8Array([1, 2, 3]), new Float64Array(2)]],
  [
    'getters',
    {
      get a() {
        return 1
      },
      set b(_v: number) {},
      get c() {
        return 1
      },
      set c(_v) {},
    },
  ],
  ['circles', circular],
  ['symbols', [Symbol('a'), Symbol.iterator]],
  ['generators', (function* () {})()],
  ['weak maps and promises', [new WeakMap(), new WeakSet(), new Promise(() => {})]],
  ['maps of lists', new Map(words.map((word) => [word, [word.length, word]]))],
  [
    'lists of long lists',
    {
      data: Array.from({ length: 4 }, (_, i) => ({
        id: i,
        name: `item ${i}`,
        tags: ['one', 'two'],
        price: i * 1.5,
      })),
    },
  ],
  ['an object with many keys', Object.fromEntries(words.map((word, i) => [word, i]))],
  ['a class on its own', class extends Point {}],
  ['depth', { a: { b: { c: new Point(), d: [1], e: () => 1, f: new Map([[1, 2]]), g: new Date(0) } } }],
]

const FILLED: readonly (readonly unknown[])[] = [
  ['%s is %d years and %i', 'Ann', '42.5', 42.9, 'more', [1]],
  ['%s %s %s %s', 1n, -0, null, undefined],
  ['%s %s', { a: { b: 1 } }, [1, [2]]],
  ['%j %o', { a: 1 }, 5],
  ['100%', 5, '%s'],
  ['%s'],
  ['%d%% of %s', 50],
  ['%f %f %d %i', '1.50', 'x', {}, 'x'],
  ['%c styled', 'color: red'],
  [1, '%s', 'a'],
  [''],
  [],
  ['%s', Symbol('a'), () => 1],
  ['%d %s', 12n, 'x'],
]

// Not `it.each`, which would have to send what it is given to the reporter.
describe('what is shown of a value', () => {
  for (const [what, value] of SHOWN) {
    it(`is what Node shows: ${what}`, () => {
      expect(inspect(value)).toBe(node.inspect(value))
      expect(format(value, 'and', value)).toBe(node.format(value, 'and', value))
    })
  }

  for (const [i, args] of FILLED.entries()) {
    it(`fills placeholders as Node does: ${i}`, () => {
      expect(format(...args)).toBe(node.format(...args))
    })
  }
})

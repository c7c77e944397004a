import { describe, expect, it } from 'vitest'
import type { Json } from '../../domain/json.ts'
import { type Comparison, matches } from './compare.ts'
import type { Data } from './data.ts'

const tag = (kind: string, content: Data = null): Data => ({ $: [kind, content] })
const EXACT: Comparison = { compare: 'exact' }

describe('exact comparison', () => {
  it.each<[string, Data, Json]>([
    ['equal numbers', 6, 6],
    ['equal texts', 'a', 'a'],
    ['lists', [1, [2]], [1, [2]]],
    ['objects in any order of keys', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['NaN, written as text', tag('number', 'NaN'), 'NaN'],
    ['NaN, which JSON turns into null', tag('number', 'NaN'), null],
    ['-0 and 0', tag('number', '-0'), 0],
    ['infinity, written as text', tag('number', '-Infinity'), '-Infinity'],
    ['undefined and null', tag('undefined'), null],
    ['a key that holds undefined and none', { a: 1, b: tag('undefined') }, { a: 1 }],
    ['a set in another order', tag('set', [3, 1, 2]), [1, 2, 3]],
    [
      'a map and an object',
      tag('map', [
        ['b', 2],
        ['a', 1],
      ]),
      { a: 1, b: 2 },
    ],
    [
      'a map and its pairs',
      tag('map', [
        ['b', 2],
        ['a', 1],
      ]),
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    ['a date and its text', tag('date', '2024-01-01T00:00:00.000Z'), '2024-01-01T00:00:00.000Z'],
    ['a date and its day', tag('date', '2024-03-31T00:00:00.000Z'), '2024-03-31'],
    [
      'a date and its text without milliseconds',
      tag('date', '2024-03-31T10:00:00.000Z'),
      '2024-03-31T10:00:00Z',
    ],
    ['a bigint and a whole number', tag('bigint', '12'), 12],
    ['a bigint and a number that is written with an exponent', tag('bigint', '1000000000000000000000'), 1e21],
    ['an object whose only key is $', tag('object', [1]), { $: [1] }],
  ])('takes %s as equal', (_what, actual, expected) => {
    expect(matches(actual, expected, EXACT)).toBe(true)
  })

  it.each<[string, Data, Json]>([
    ['different numbers', 6, 5],
    ['a number and its text', 6, '6'],
    ['lists of different length', [1], [1, 2]],
    ['a list in another order', [2, 1], [1, 2]],
    ['an object with a key too many', { a: 1, b: 2 }, { a: 1 }],
    ['an object with a key too few', { a: 1 }, { a: 1, b: 2 }],
    ['a list and an object', [1], { 0: 1 }],
    ['nearly equal numbers', 0.1 + 0.2, 0.3],
    ['sets of different size', tag('set', [1, 2]), [1, 2, 2]],
    ['a map with object keys and an object', tag('map', [[{ a: 1 }, 1]]), { a: 1 }],
    ['a function and anything', tag('function', 'f'), null],
    ['an error and its message', tag('error', ['Error', 'x']), 'x'],
    ['a cycle and null', tag('cycle'), null],
    ['a forged tag and what it names', tag('object', ['set', [1]]), [1]],
  ])('tells %s apart', (_what, actual, expected) => {
    expect(matches(actual, expected, EXACT)).toBe(false)
  })
})

describe('approximate comparison', () => {
  it('allows a gap of 1e-9, absolute or in relation, anywhere inside', () => {
    expect(matches([{ a: 0.1 + 0.2 }], [{ a: 0.3 }], { compare: 'approx' })).toBe(true)
    expect(matches(1e12 + 1, 1e12, { compare: 'approx' })).toBe(true)
    expect(matches(1.001, 1, { compare: 'approx' })).toBe(false)
  })

  it('takes a tolerance of its own', () => {
    expect(matches(1.04, 1, { compare: 'approx', tolerance: 0.05 })).toBe(true)
    expect(matches(1.06, 1, { compare: 'approx', tolerance: 0.05 })).toBe(false)
  })
})

describe('unordered comparison', () => {
  it('takes the outermost list in any order, counting what comes twice', () => {
    expect(matches([[2, 1], 'a', 'a'], ['a', [2, 1], 'a'], { compare: 'unordered' })).toBe(true)
    expect(matches(['a', 'b', 'b'], ['a', 'a', 'b'], { compare: 'unordered' })).toBe(false)
    expect(matches([[1, 2]], [[2, 1]], { compare: 'unordered' })).toBe(false)
  })
})

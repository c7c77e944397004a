import { describe, expect, it } from 'vitest'
import { columnType } from './families.ts'
import { same } from './values.ts'

const TYPES = {
  int4: 23,
  real: 700,
  float8: 701,
  numeric: 1700,
  text: 25,
  char: 1042,
  timestamp: 1114,
  timestamptz: 1184,
  json: 114,
  jsonb: 3802,
  ints: 1007,
  floats: 1022,
  texts: 1009,
} as const
type Name = keyof typeof TYPES

function equal(aType: Name, a: string | null, bType: Name, b: string | null): boolean {
  const [first, second] = [columnType(TYPES[aType]), columnType(TYPES[bType])]
  expect(same(b, second, a, first)).toBe(same(a, first, b, second))
  return same(a, first, b, second)
}

describe('two values', () => {
  it.each<[string, Name, string | null, Name, string | null]>([
    ['decimals but for zeros at the end', 'numeric', '1.50', 'numeric', '1.5'],
    ['an integer and a decimal', 'int4', '2', 'numeric', '2.00'],
    ['an integer that ends in zeros', 'int4', '100', 'numeric', '100'],
    ['a zero with a sign', 'float8', '-0', 'int4', '0'],
    ['floats that a sum made a little different', 'float8', '0.30000000000000004', 'float8', '0.3'],
    ['a float and a decimal', 'float8', '0.1', 'numeric', '0.10'],
    ['floats that cancel', 'float8', '5.551115123125783e-17', 'numeric', '0.0'],
    ['sums of single floats', 'real', '1407.1427', 'real', '1407.1428'],
    ['a single float and what it stands for', 'real', '0.1', 'float8', '0.10000000149011612'],
    ['a quotient that comes out even elsewhere', 'numeric', '0.99999999999999999999', 'int4', '1'],
    ['a large float and a large integer', 'float8', '1e+20', 'numeric', '100000000000000000000'],
    ['quotients of different length', 'numeric', '0.33333333333333333333', 'numeric', '0.3333333333333333'],
    ['NaN and NaN', 'float8', 'NaN', 'numeric', 'NaN'],
    ['null and null', 'int4', null, 'text', null],
    ['padded texts', 'char', 'ab   ', 'text', 'ab'],
    [
      'timestamps with and without a zone',
      'timestamp',
      '2024-01-01 10:00:00',
      'timestamptz',
      '2024-01-01 10:00:00+00',
    ],
    [
      'a moment as two time zones write it',
      'timestamptz',
      '2024-01-01 10:00:00.25+00',
      'timestamptz',
      '2024-01-01 15:30:00.25+05:30',
    ],
    ['JSON in other words', 'json', '{"b": [1, 2],"a":null}', 'jsonb', '{"a": null, "b": [1, 2]}'],
    ['lists', 'ints', '{1,2,NULL}', 'ints', '{1,2,NULL}'],
    ['lists of floats', 'floats', '{0.30000000000000004}', 'floats', '{0.3}'],
    ['quoted elements', 'texts', '{a,"b c","d\\"e"}', 'texts', '{"a","b c","d\\"e"}'],
  ])('are equal: %s', (_what, aType, a, bType, b) => {
    expect(equal(aType, a, bType, b)).toBe(true)
  })

  it.each<[string, Name, string | null, Name, string | null]>([
    ['null and zero', 'int4', null, 'int4', '0'],
    ['null and an empty text', 'text', null, 'text', ''],
    ['null and the text null', 'text', null, 'text', 'null'],
    ['decimals a cent apart, however large', 'numeric', '12345678901.23', 'numeric', '12345678901.24'],
    ['large integers one apart', 'int4', '9007199254740993', 'int4', '9007199254740992'],
    ['single floats further apart', 'real', '1407.14', 'real', '1407.1427'],
    ['a quotient and a rounded one', 'numeric', '333333333.33', 'numeric', '333333333.333333333333'],
    ['floats further apart', 'float8', '0.3001', 'float8', '0.3'],
    ['texts but for a blank', 'text', 'ab ', 'text', 'ab'],
    ['texts but for case', 'text', 'AB', 'text', 'ab'],
    [
      'two moments that read alike',
      'timestamptz',
      '2024-01-01 10:00:00+00',
      'timestamptz',
      '2024-01-01 10:00:00-05',
    ],
    ['JSON lists in another order', 'json', '[1,2]', 'json', '[2,1]'],
    ['lists in another order', 'ints', '{1,2}', 'ints', '{2,1}'],
    ['lists nested otherwise', 'ints', '{{1},{2}}', 'ints', '{1,2}'],
    ['the element null and the text NULL', 'texts', '{NULL}', 'texts', '{"NULL"}'],
    ['infinities', 'float8', 'Infinity', 'float8', '-Infinity'],
  ])('differ: %s', (_what, aType, a, bType, b) => {
    expect(equal(aType, a, bType, b)).toBe(false)
  })

  it('are told apart in time, however a learner makes them', () => {
    const long = 1_000_000
    expect(equal('texts', `{"${'\\\\'.repeat(long)}"}`, 'texts', `{"${'\\\\'.repeat(long)}x"}`)).toBe(false)
    expect(equal('char', `a${' '.repeat(long)}b`, 'char', `a${' '.repeat(long)}c`)).toBe(false)
    expect(equal('numeric', `1.${'0'.repeat(long)}1`, 'numeric', `1.${'0'.repeat(long)}2`)).toBe(true)
    expect(equal('json', '['.repeat(long), 'json', '{')).toBe(false)
  })
})

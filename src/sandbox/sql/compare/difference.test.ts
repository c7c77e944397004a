import { describe, expect, it } from 'vitest'
import type { ResultSet, Row } from '../engine/reply.ts'
import { ANY_ORDER, type Order, setDifference } from './difference.ts'

const IN_ORDER: Order = { counts: true, sortedBy: null }
const INT = 23
const TEXT = 25
const FLOAT = 701

function people(...rows: Row[]): ResultSet {
  return {
    columns: [
      { name: 'id', type: INT },
      { name: 'name', type: TEXT },
    ],
    rows,
  }
}
const numbers = (type: number, ...values: (string | null)[]): ResultSet => ({
  columns: [{ name: '?column?', type }],
  rows: values.map((value) => [value]),
})

const ADA = ['1', 'Ada']
const BOB = ['2', "O'Bob"]

describe('a result set', () => {
  it('may name its columns otherwise and store its numbers otherwise', () => {
    const renamed = {
      ...people(ADA),
      columns: [
        { name: 'a', type: 1700 },
        { name: 'b', type: 1043 },
      ],
    }
    expect(setDifference(people(ADA), renamed, IN_ORDER)).toBeNull()
  })

  it('may have its rows in any order, unless an order was asked for', () => {
    expect(setDifference(people(ADA, BOB), people(BOB, ADA), ANY_ORDER)).toBeNull()
    expect(setDifference(people(ADA, BOB), people(BOB, ADA), IN_ORDER)?.message).toBe(
      'the rows are right, but not in the order asked for: row 1 is the first out of place',
    )
  })

  it('has a row as often as the model answer has it', () => {
    expect(setDifference(people(ADA, ADA, BOB), people(ADA, BOB, BOB), ANY_ORDER)).toEqual({
      message: "the row (1, 'Ada') is missing, and (2, 'O''Bob') should not be there",
      expected: "(1, 'Ada')",
      actual: "(2, 'O''Bob')",
    })
  })

  it('has as many rows as the model answer', () => {
    expect(setDifference(people(ADA), people(ADA, BOB), ANY_ORDER)).toEqual({
      message: 'expected 1 row, received 2',
      actual: "(2, 'O''Bob')",
    })
    expect(setDifference(people(ADA, BOB), people(), ANY_ORDER)?.message).toBe('expected 2 rows, received 0')
  })

  it('has as many columns, of the same kinds', () => {
    expect(setDifference(people(), numbers(INT), ANY_ORDER)?.message).toBe('expected 2 columns, received 1')
    expect(setDifference(numbers(INT), numbers(TEXT), ANY_ORDER)?.message).toBe(
      'column 1: expected a number, received text',
    )
    expect(setDifference(numbers(1007), numbers(1009), ANY_ORDER)?.message).toBe(
      'column 1: expected a list of numbers, received a list of texts',
    )
  })

  it('may have a null without a type', () => {
    expect(setDifference(numbers(INT, null), numbers(TEXT, null), ANY_ORDER)).toBeNull()
    expect(setDifference(numbers(TEXT, null), numbers(INT, null), IN_ORDER)).toBeNull()
    expect(setDifference(numbers(INT, '1'), numbers(TEXT, null), ANY_ORDER)?.message).toBe(
      'the row (1) is missing, and (null) should not be there',
    )
    expect(setDifference(numbers(INT), numbers(TEXT), ANY_ORDER)?.message).toBe(
      'column 1: expected a number, received text',
    )
  })

  it('is told of the first wrong value where an order was asked for', () => {
    expect(setDifference(people(ADA, BOB), people(ADA, ['2', null]), IN_ORDER)).toEqual({
      message: "row 2, column 2 (name): expected 'O''Bob', received null",
      expected: "(2, 'O''Bob')",
      actual: '(2, null)',
    })
  })

  it('may hold floats that are nearly the same, in any order', () => {
    const expected = numbers(FLOAT, '0.3', '0.1', '2')
    expect(setDifference(expected, numbers(FLOAT, '2', '0.1', '0.30000000000000004'), ANY_ORDER)).toBeNull()
    expect(setDifference(expected, numbers(FLOAT, '2', '0.1', '0.31'), ANY_ORDER)?.message).toBe(
      'the row (0.3) is missing, and (0.31) should not be there',
    )
  })

  it('may hold floats that are nearly the same beside whole numbers that are not', () => {
    const pairs = (...rows: Row[]): ResultSet => ({
      columns: [
        { name: 'mean', type: FLOAT },
        { name: 'n', type: INT },
      ],
      rows,
    })
    const expected = pairs(['0.3', '1'], ['0.30000000000000004', '2'], ['7', '3'])
    const actual = pairs(['7', '3'], ['0.3', '2'], ['0.30000000000000004', '1'])
    expect(setDifference(expected, actual, ANY_ORDER)).toBeNull()
  })

  it('shows no row as wrong that is nearly the same', () => {
    const expected = numbers(FLOAT, '0.3', '1', '2')
    expect(setDifference(expected, numbers(FLOAT, '0.30000000000000004', '2', '5'), ANY_ORDER)?.message).toBe(
      'the row (1) is missing, and (5) should not be there',
    )
    expect(setDifference(expected, numbers(FLOAT, '0.30000000000000004', '2'), ANY_ORDER)).toEqual({
      message: 'expected 3 rows, received 2',
      expected: '(1)',
    })
  })

  it('shows long values cut', () => {
    const difference = setDifference(numbers(TEXT, 'a'), numbers(TEXT, 'b'.repeat(10_000)), ANY_ORDER)
    expect(difference?.message.length).toBeLessThan(300)
    expect(difference?.actual?.length).toBe(500)
  })
})

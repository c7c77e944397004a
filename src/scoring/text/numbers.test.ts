import { describe, expect, it } from 'vitest'
import { digitsOf, withPlainNumbers } from './numbers.ts'

describe('a number', () => {
  it.each([
    ['40,000', '40000'],
    ["1'900", '1900'],
    ['40 000', '40000'],
    ['1 250 000', '1250000'],
    ['1.900 people', '1900 people'],
    ['40k', '40000'],
    ['1.5k', '1500'],
    ['forty thousand', '40000'],
    ['0.5 million', '500000'],
    ['the 14th', 'the 14'],
    ['3–5 days', '3 5 days'],
    ['at 10:00', 'at 10'],
    ['at 14:30', 'at 14.30'],
  ])('is written in one way: %s', (text, plain) => {
    expect(withPlainNumbers(text)).toBe(plain)
  })

  it.each(['2.125 metres', 'in 2019 300 people', 'version 1.2.3', '5 metres', '1.250 percent'])(
    'is left as it is: %s',
    (text) => {
      expect(withPlainNumbers(text)).toBe(text)
    },
  )

  it.each([
    ['2.50', '2.5'],
    ['3.0', '3'],
    ['twelve', '12'],
    ['100', '100'],
  ])('has one row of digits: %s', (word, digits) => {
    expect(digitsOf(word)).toBe(digits)
  })
})

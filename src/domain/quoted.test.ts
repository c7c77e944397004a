import { describe, expect, it } from 'vitest'
import { quoted } from './quoted.ts'

describe('quoted', () => {
  it.each([
    ['total', '`total`'],
    ['a `b` c', "`a 'b' c`"],
    [' two\n lines\u2028\u0000 ', '`two lines`'],
    ['', '` `'],
    ['`', "`'`"],
  ])('sets %j between backticks that it cannot end', (text, expected) => {
    expect(quoted(text)).toBe(expected)
  })

  it('cuts what is long', () => {
    expect(quoted('x'.repeat(100))).toBe(`\`${'x'.repeat(79)}…\``)
  })
})

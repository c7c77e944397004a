import { describe, expect, it } from 'vitest'
import { readabilityOf, syllablesOf } from './readability.ts'

const sentence = (text: string) => ({ text, words: text.toLowerCase().match(/\p{L}+/gu) ?? [] })

describe('readability', () => {
  it.each([
    ['cat', 1],
    ['time', 1],
    ['table', 2],
    ['asked', 1],
    ['wanted', 2],
    ['houses', 2],
    ['customer', 3],
    ['organisation', 5],
    ['the', 1],
    ['12', 1],
  ])('counts the syllables of %s', (word, syllables) => {
    expect(syllablesOf(word)).toBe(syllables)
  })

  it('gives short plain sentences a low grade, for nothing', () => {
    const plain = Array.from({ length: 10 }, () => sentence('We sell good chairs to people in the town.'))

    expect(readabilityOf(plain, true)).toEqual({ grade: 1, deduction: 0, longSentences: [] })
  })

  it('does not grade a short text, nor one in another language', () => {
    const hard = sentence(
      'Interdepartmental communication necessitates organisational accountability. '.repeat(4),
    )

    expect(readabilityOf([hard], true)).toMatchObject({ grade: null, deduction: 0 })
    expect(
      readabilityOf(
        Array.from({ length: 9 }, () => hard),
        false,
      ),
    ).toMatchObject({ grade: null, deduction: 0 })
  })
})

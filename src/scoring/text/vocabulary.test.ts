import { describe, expect, it } from 'vitest'
import { likenessesWith, SAME } from './likeness.ts'
import { wordingOf } from './terms.ts'
import { openVocabulary } from './vocabulary.ts'

const alike = (a: string, b: string) => {
  const vocabulary = openVocabulary()
  return likenessesWith([vocabulary.wordOf(a)])(vocabulary.wordOf(b))[0]
}
const termsOf = (text: string) => wordingOf(text, openVocabulary()).terms.map(({ word }) => word.text)

describe('a word', () => {
  it.each([
    ['Monday', 'mon'],
    ['september', 'sept'],
  ])('that names a day or month is known by its abbreviation: %s, %s', (a, b) => {
    expect(alike(a.toLowerCase(), b)).toBe(SAME)
  })

  it('that names a day or month is like no other one', () => {
    expect(alike('thursday', 'friday')).toBe(0)
    expect(alike('june', 'july')).toBe(0)
  })

  it('means in British spelling what it means in American', () => {
    expect(alike('customise', 'adapt')).toBe(alike('customize', 'adapt'))
    expect(alike('customise', 'tailor')).toBeGreaterThan(0)
  })

  it('is one with a hyphen, where it is one without', () => {
    expect(termsOf('The roll-back of the e-mail was well-known.')).toEqual([
      'rollback',
      'email',
      'well',
      'known',
    ])
  })
})

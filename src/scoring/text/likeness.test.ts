import { describe, expect, it } from 'vitest'
import { likenessesWith, OPPOSITE, SAME } from './likeness.ts'
import { openVocabulary } from './vocabulary.ts'

const vocabulary = openVocabulary()
const alike = (a: string, b: string) => likenessesWith([vocabulary.wordOf(a)])(vocabulary.wordOf(b))[0]

describe('likeness', () => {
  it.each([
    ['leaving', 'left'],
    ['child', 'children'],
    ['customers', 'customer'],
    ['ten', '10'],
  ])('takes forms of a word for the same: %s, %s', (a, b) => {
    expect(alike(a, b)).toBe(SAME)
  })

  it.each([
    ['rise', 'fell'],
    ['strong', 'weak'],
    ['approve', 'rejected'],
  ])('knows opposites: %s, %s', (a, b) => {
    expect(alike(a, b)).toBe(OPPOSITE)
  })

  it('tells synonyms from strangers, and spells generously', () => {
    expect(alike('doctor', 'physician')).toBeGreaterThanOrEqual(800)
    expect(alike('organise', 'organize')).toBeGreaterThanOrEqual(800)
    expect(alike('weather', 'churn')).toBeLessThan(100)
    expect(alike('reccommend', 'recommend')).toBe(900)
    expect(alike('1200', '1300')).toBe(0)
  })

  it('comes to the same whole numbers on every machine', () => {
    expect([
      alike('nurse', 'doctor'),
      alike('disk', 'server'),
      alike('glass', 'steel'),
    ]).toMatchInlineSnapshot(`
      [
        900,
        353,
        698,
      ]
    `)
  })
})

import { describe, expect, it } from 'vitest'
import { judgeText } from './judge-text.ts'
import { aTextTask } from './testing/labelled.ts'

/** Whether a text makes a point that an author explains by these examples. */
const says = (examples: string[], text: string) =>
  judgeText(aTextTask({ keyPoints: [{ point: 'the point', examples }] }), text).points[0]?.sentence !== null

describe('what a clause denies', () => {
  it('does not count, though the rest of the sentence denies nothing', () => {
    const example = ['report the parcel to the carrier']

    expect(says(example, 'Open the parcel and tell nobody.')).toBe(false)
    expect(says(example, 'Open the parcel and tell the carrier.')).toBe(true)
  })

  it('leaves alone what the other clauses say', () => {
    expect(says(['customers leave us'], 'We do not know why, but customers leave us.')).toBe(true)
    expect(says(['we cannot repair the lamp'], 'Sadly, it is not possible to repair the lamp.')).toBe(true)
  })
})

describe('what turns a sentence round', () => {
  const example = ['customers are leaving us']

  it.each([
    'There is no doubt that customers are leaving us.',
    'We cannot ignore that customers are leaving us.',
    'Not only do customers leave us, they warn others.',
    'Prices fell, and still customers leave us.',
  ])('does not stand in %j', (text) => {
    expect(says(example, text)).toBe(true)
  })

  it.each([
    'I doubt that customers are leaving us.',
    'Customers stay rather than leave us.',
    'Customers buy more instead of leaving us.',
    'Customers stopped leaving us.',
    'Customers dont leave us.',
    'Customers don´t leave us.',
    'Business goes on w/o customers leaving us.',
    'Neither customers nor suppliers are leaving us.',
  ])('stands in %j', (text) => {
    expect(says(example, text)).toBe(false)
  })
})

describe('an opposite', () => {
  it.each([
    ['sales fell', 'Sales fell and costs rose.', true],
    ['sales fell', 'Sales rose and costs fell.', false],
    ['sales fell while costs rose', 'Costs rose, and sales fell.', true],
    ['sales fell while costs rose', 'Sales rose while costs fell.', false],
  ])('is held against its own subject, %j: %j', (example, text, said) => {
    expect(says([example], text)).toBe(said)
  })
})

describe('a letter that tells one of a kind', () => {
  it.each([
    ['We recommend option B.', true],
    ['Option B it is that we recommend.', true],
    ['We recommend option A.', false],
    ['We recommend option A, not option B.', false],
    ['We recommend option A instead of option B.', false],
  ])('is compared as a number is: %j', (text, said) => {
    expect(says(['we recommend option B'], text)).toBe(said)
  })
})

describe('a number', () => {
  it.each([
    ['sales rose by 12 percent', 'Sales rose by 12%.', true],
    ['sales rose by 12 percent', 'Sales rose by 21%.', false],
    ['the visit takes 30 minutes', 'The visit takes forty minutes.', false],
    ['the visit takes 30 minutes', 'Within two weeks, the visit took thirty minutes.', true],
    ['two nurses share a room', 'There is one room, and the nurses share it.', true],
  ])('%j, or not: %j', (example, text, said) => {
    expect(says([example], text)).toBe(said)
  })
})

describe('a faint likeness', () => {
  it('adds nothing far from what is meant', () => {
    const example = ['the server was restarted']

    expect(
      says(example, 'The server was slow on Monday, and at noon we started to look for the cause.'),
    ).toBe(false)
    expect(says(example, 'We started the server anew.')).toBe(true)
  })
})

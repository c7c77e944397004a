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

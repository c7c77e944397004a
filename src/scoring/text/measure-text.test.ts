import { describe, expect, it } from 'vitest'
import { judgeText } from './judge-text.ts'
import { measureText } from './measure-text.ts'
import { aTextTask } from './testing/labelled.ts'

const points = [
  { point: 'offers compensation', examples: ['a refund'] },
  { point: 'names the main risk', weight: 3, examples: ['churn', 'customers leaving'] },
]
const memo = aTextTask({ keyPoints: points })
const risk = 'The danger is that customers are leaving.'
const refund = 'We offer a refund.'

const measured = (text: string, task = memo) => measureText({ task, judgement: judgeText(task, text) })

describe('correctness of a text', () => {
  it('is whole where every point is made, and quotes the sentences', () => {
    expect(measured(`${risk} ${refund}`)).toEqual({
      score: 1,
      rationale:
        'All of 2 key points found: `offers compensation` in `We offer a refund.`; `names the main risk` in `The danger is that customers are leaving.`.',
      praise: 'Your text makes all of its 2 key points.',
      losses: [],
      remarks: [],
    })
  })

  it('is found in time, whatever marks stand on a letter', { timeout: 20_000 }, () => {
    expect(measured(`${risk} a${'\u0301\u0316'.repeat(450_000)}`).score).toBe(0.75)
  })

  it('is shared by the weights of the points, and names the missing ones without their examples', () => {
    const { score, rationale, losses } = measured(refund)

    expect(score).toBe(0.25)
    expect(rationale).toContain('1 of 2 key points, 25% by weight, found')
    expect(rationale).toContain('Not found: `names the main risk`.')
    expect(losses).toEqual([
      {
        worth: 0.75,
        advice: 'Make this point in a sentence of your own: `names the main risk`.',
        place: null,
        step: 'key point names the main risk',
      },
    ])
    expect(JSON.stringify(measured('Hello.'))).not.toMatch(/churn|leaving|refund/)
  })

  it('names the heaviest missing point first', () => {
    expect(measured('Hello to all of you.').losses.map(({ step }) => step)).toEqual([
      'key point names the main risk',
      'key point offers compensation',
    ])
  })

  it('falls in proportion to the words that are missing', () => {
    const { score, rationale, losses } = measured(
      `${risk} ${refund}`,
      aTextTask({ keyPoints: points, minWords: 22 }),
    )

    expect(score).toBe(0.5)
    expect(rationale).toContain('11 words, fewer than the 22 asked for, so 50% of this counts.')
    expect(losses).toMatchObject([{ worth: 0.5, step: 'length' }])
  })

  it.each([
    [10, 0.95],
    [5, 0.5],
    [1, 0.5],
  ])('falls gently for 11 words where %i are allowed', (maxWords, score) => {
    expect(measured(`${risk} ${refund}`, aTextTask({ keyPoints: points, maxWords })).score).toBeCloseTo(
      score,
      9,
    )
  })

  it('loses a tenth at most for a text that is hard to read, and points at its sentences', () => {
    const dense = `Notwithstanding organisational considerations ${'regarding institutional accountability and interdepartmental communication '.repeat(14)}remain.`
    const { score, rationale, losses, remarks } = measured(`${risk} ${refund} ${dense}`)

    expect(score).toBe(0.9)
    expect(rationale).toContain('hard to read')
    expect(losses).toMatchObject([{ worth: 0.1, step: 'readability' }])
    expect(remarks).toMatchObject([{ severity: 'WARNING', place: null, rule: 'text/long-sentence' }])
    expect(remarks[0]?.message).toContain('`Notwithstanding organisational')
  })

  it('loses together what was not earned', () => {
    const { score, losses } = measured(refund, aTextTask({ keyPoints: points, minWords: 20 }))

    expect(score + losses.reduce((sum, { worth }) => sum + worth, 0)).toBeCloseTo(1, 9)
  })

  it('tells that key words alone do not count', () => {
    const { score, losses, remarks } = measured('churn, refund, customers leaving')

    expect(score).toBe(0)
    expect(losses[0]?.advice).toContain('Key words alone do not count.')
    expect(remarks[0]).toMatchObject({ rule: 'text/fragment', severity: 'WARNING' })
  })

  it('is 0 for an empty text without limits', () => {
    expect(measured('').score).toBe(0)
  })

  it('gives the same text for the same input', () => {
    const text = `${risk} We plan ahead. ${refund}`

    expect(measured(text)).toEqual(measured(text))
  })
})

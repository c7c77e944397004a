import { describe, expect, it } from 'vitest'
import { judgeText } from './judge-text.ts'
import { aTextTask, type LabelledPoint, readLabelled } from './testing/labelled.ts'

const makes = ({ keyPoint }: LabelledPoint, text: string) =>
  judgeText(aTextTask({ keyPoints: [keyPoint] }), text).points.every(({ sentence }) => sentence !== null)

function precisionAndRecall(points: readonly LabelledPoint[]) {
  const right = points.flatMap((point) => point.says.map((sentence) => makes(point, sentence)))
  const wrong = points.flatMap((point) => point.doesNot.filter((sentence) => makes(point, sentence)))
  const found = right.filter(Boolean).length
  return { precision: found / (found + wrong.length), recall: found / right.length }
}

/** The share of texts about another point that earn a point all the same. */
function mistakenShare(points: readonly LabelledPoint[]) {
  const texts = points.flatMap((point) =>
    points.filter((other) => other !== point).map((other) => makes(point, other.says.join('\n\n'))),
  )
  return texts.filter(Boolean).length / texts.length
}

describe('finding points by meaning', () => {
  it.each([
    ['tuning', 0.88, 0.86],
    ['held-out', 0.8, 0.82],
    ['unseen', 0.9, 0.72],
  ] as const)('keeps its precision and recall on the set %s', (name, precision, recall) => {
    const measured = precisionAndRecall(readLabelled(name))

    expect(measured.precision).toBeGreaterThanOrEqual(precision)
    expect(measured.recall).toBeGreaterThanOrEqual(recall)
  })

  it.each(['tuning', 'held-out', 'unseen'] as const)(
    'hardly ever finds a point in a text about something else: %s',
    (name) => {
      expect(mistakenShare(readLabelled(name))).toBeLessThanOrEqual(0.04)
    },
  )
})

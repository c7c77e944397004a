import { quoted } from '../../domain/quoted.ts'
import type { Remark } from '../measure.ts'
import type { TextJudgement } from './judge-text.ts'
import type { JudgedPoint } from './key-points.ts'
import { MAX_SENTENCE_CHARS } from './telling.ts'

/** What there is to mend in single sentences. A text has no file: the beginning of the sentence tells the place. */
export const textRemarks = ({ points, readability }: TextJudgement): readonly Remark[] => [
  ...points.flatMap(refusal),
  ...readability.longSentences.map((sentence) => ({
    severity: readability.deduction > 0 ? ('WARNING' as const) : ('INFO' as const),
    place: null,
    rule: 'text/long-sentence',
    message: `This sentence is very long: ${quoted(sentence)}. Make two or three of it.`,
  })),
]

function refusal({ keyPoint, refused }: JudgedPoint): readonly Remark[] {
  if (refused === null) return []
  const said = quoted(refused.sentence, MAX_SENTENCE_CHARS)
  const point = quoted(keyPoint.point)
  return refused.flaw === 'copied'
    ? [remark('text/copied', `${said} is copied from the task: say ${point} in your own words.`)]
    : [remark('text/fragment', `${said} is no sentence: say ${point} in a whole one.`)]
}

const remark = (rule: string, message: string): Remark => ({
  severity: 'WARNING',
  place: null,
  rule,
  message,
})

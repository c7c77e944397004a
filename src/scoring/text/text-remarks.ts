import { quoted } from '../../domain/quoted.ts'
import type { Remark } from '../measure.ts'
import type { TextJudgement } from './judge-text.ts'
import type { JudgedPoint } from './key-points.ts'
import type { Flaw } from './passages.ts'
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
  return [
    {
      severity: 'WARNING',
      place: null,
      rule: `text/${refused.flaw}`,
      message: `${said} ${TOLD[refused.flaw](point)}.`,
    },
  ]
}

const TOLD: Readonly<Record<Flaw, (point: string) => string>> = {
  copied: (point) => `is copied from the task: say ${point} in your own words`,
  fragment: (point) => `is no sentence: say ${point} in a whole one`,
  question: (point) => `asks and does not say: say ${point} in a statement`,
  undecided: (point) => `names several possibilities: say ${point} of the one that you mean`,
}

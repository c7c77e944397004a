import type { ExaminedCode } from './examined.ts'
import type { Loss } from './measure.ts'

/**
 * The share of a program that can be judged, 0..1: 1 where it runs no text as code, and else what does not stand in its
 * literals, or in files that are no code. Whatever stands there may be the program.
 */
export function judgedShare({ analysis, files }: ExaminedCode): number {
  if (!analysis.files.some(({ runsText }) => runsText)) return 1
  const read = new Set([...analysis.files, ...analysis.unparsable].map(({ file }) => file))
  const others = Object.entries(files).filter(([path]) => !read.has(path))
  const data = others.reduce((sum, [, text]) => sum + text.length, 0)
  const ink = analysis.files.reduce((sum, file) => sum + file.ink, 0)
  const literals = analysis.files.reduce((sum, { literalInk }) => sum + literalInk, 0)
  return ink + data === 0 ? 1 : Math.max(0, ink - literals) / (ink + data)
}

/** A sentence for a rationale, where a part of the program stands in texts. */
export function hiddenNote(judged: number): string {
  const hidden = Math.round((1 - judged) * 100)
  return hidden === 0
    ? ''
    : ` It runs text as code, and ${hidden}% of it stands in texts, where nobody can judge it.`
}

/** The losses of what can be judged, and beside them that of the rest; `earned` is what all of it would have earned. */
export function withHidden(losses: readonly Loss[], judged: number, earned: number): readonly Loss[] {
  if (judged === 1) return losses
  const advice = 'Write the code itself, in place of a text that is run as code.'
  return [...losses, { worth: (1 - judged) * earned, advice, place: null }]
}

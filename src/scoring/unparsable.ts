import type { Loss, Remark } from './measure.ts'
import type { Analysis } from './sandbox.ts'

/** The share of the files that could be parsed, 0..1; 1 where there is no file. */
export function parsedShare({ files, unparsable }: Analysis): number {
  return unparsable.length === 0 ? 1 : files.length / (files.length + unparsable.length)
}

/** A sentence for a rationale, where some files could not be parsed. */
export function unparsedNote(analysis: Analysis): string {
  const share = parsedShare(analysis)
  return share === 1 ? '' : ` Only ${Math.floor(share * 100)}% of the files could be read.`
}

/** The losses in the files that could be parsed, and beside them that of the others. */
export function withUnparsed(losses: readonly Loss[], analysis: Analysis): readonly Loss[] {
  const share = parsedShare(analysis)
  const scaled = losses.map((loss) => ({ ...loss, worth: loss.worth * share }))
  if (share === 1) return scaled
  return [...scaled, { worth: 1 - share, advice: 'Mend the files that cannot be read.', place: null }]
}

/** One remark for each file that could not be parsed. */
export function unparsableRemarks({ unparsable }: Analysis): readonly Remark[] {
  return unparsable.map(({ file, line, message }) => ({
    severity: 'ERROR',
    place: line === null ? { file, line, column: null } : { file, line, column: null },
    rule: 'parse',
    message,
  }))
}

import { lexicon } from './lexicon.ts'
import { isMisspelling } from './spelling.ts'
import type { Word } from './vocabulary.ts'
import { areKindred, areOpposed } from './work-words.ts'

/** In thousandths: the same word, a misspelt one, and the most that any other word can come to. */
export const SAME = 1000
const MISSPELT = 900
const MOST_ALIKE = 900
/** Words of one group of work words. */
const KINDRED = 800
/** Instead of a likeness: the words mean the opposite, as "rise" and "fall" do. */
export const OPPOSITE = -1

/** The nearness at which words mean the same. Found on the tuning set, as the other numbers here. */
const SYNONYMOUS = 700

/** How much one word says of what another means, in thousandths, or OPPOSITE. Whole numbers, the same on any machine. */
export function likeness(a: Word, b: Word): number {
  if (isSame(a, b)) return SAME
  if (a.isNumber || b.isNumber) return 0
  if (a.isAbsence && b.isAbsence) return MOST_ALIKE
  if (areKindred(a.groups, b.groups)) return KINDRED
  if (areOpposed(a.groups, b.groups)) return OPPOSITE
  if (a.place === null || b.place === null) return isMisspelling(a.text, b.text) ? MISSPELT : 0
  if (lexicon().areOpposites(a.place, b.place)) return OPPOSITE
  const near = Math.max(0, lexicon().nearness(a.place, b.place))
  // Squared: a few words that are far from the meaning must not add up to one that has it.
  return Math.min(MOST_ALIKE, Math.floor((1000 * near * near) / (SYNONYMOUS * SYNONYMOUS)))
}

const isSame = (a: Word, b: Word) =>
  a.stem === b.stem || a.baseStem === b.stem || a.stem === b.baseStem || a.baseStem === b.baseStem

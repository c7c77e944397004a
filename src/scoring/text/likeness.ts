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

/** How much a word of a text means what each of some words does, in thousandths, or OPPOSITE. */
export type LikenessesTo = (word: Word) => Int16Array

/** Compares words with these. Whole numbers, the same on any machine. */
export function likenessesWith(words: readonly Word[]): LikenessesTo {
  // A word that the lexicon does not have stands in the place of another; its nearness is not asked for.
  const nearnessesTo = lexicon().nearnessesTo(words.map(({ place }) => place ?? 0))
  return (word) => {
    const nearnesses = nearnessesTo(word.place ?? 0)
    const likenesses = new Int16Array(words.length)
    words.forEach((other, i) => {
      likenesses[i] = toldApart(other, word) ?? byMeaning(nearnesses[i] ?? 0)
    })
    return likenesses
  }
}

/** The likeness of words of which more is known than how near they are; null for others. */
function toldApart(a: Word, b: Word): number | null {
  if (isSame(a, b)) return SAME
  if (a.isNumber || b.isNumber || (a.isDate && b.isDate)) return 0
  if (a.isAbsence && b.isAbsence) return MOST_ALIKE
  if (a.groups.length > 0 && b.groups.length > 0) {
    if (areKindred(a.groups, b.groups)) return KINDRED
    if (areOpposed(a.groups, b.groups)) return OPPOSITE
  }
  if (a.place === null || b.place === null) return isMisspelling(a.text, b.text) ? MISSPELT : 0
  return lexicon().areOpposites(a.place, b.place) ? OPPOSITE : null
}

/** Squared: a few words that are far from the meaning must not add up to one that has it. */
function byMeaning(nearness: number): number {
  const near = Math.max(0, nearness)
  return Math.min(MOST_ALIKE, Math.floor((1000 * near * near) / (SYNONYMOUS * SYNONYMOUS)))
}

const isSame = (a: Word, b: Word) =>
  a.stem === b.stem || a.baseStem === b.stem || a.stem === b.baseStem || a.baseStem === b.baseStem

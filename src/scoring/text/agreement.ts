import { OPPOSITE } from './likeness.ts'
import type { Term, Wording } from './terms.ts'
import type { Word } from './vocabulary.ts'

// pattern: the wording of an example, as a passage is held against it.

/** What a word is worth that the passage has the opposite of: "not cheap" for "expensive", if it is negated. */
const TURNED = 850
/** What an absence is worth in a passage that negates: "no staff" for "staff shortage". */
const ABSENT = 800
/** From here on a word of the passage is taken for the pattern's own: where it is negated, so is the pattern. */
const MEANT = 600

/** The likenesses of a word of the pattern to the words of the passage, by their ids. */
export type LikenessOf = (word: Word) => Int16Array

interface Pair {
  readonly term: Term
  readonly other: Term
  readonly worth: number
  readonly isOpposite: boolean
}

/**
 * How much of a pattern a passage says, in thousandths: the share of the pattern's weight whose words are found in
 * the passage, each as far as the likest word there is like it, and no word there stands for two. 0 where the
 * passage says it the other way round, negations and opposites counted, or where less than `least` would be found.
 */
export function agreement(pattern: Wording, passage: Wording, likenessOf: LikenessOf, least: number): number {
  const whole = sum(pattern.terms.map(({ word }) => word.weight))
  if (whole === 0 || mostSaid(pattern, passage, likenessOf) < least * whole) return 0
  const pairs = align(pairsOf(pattern, passage, likenessOf))
  const negations = sum(passage.negations.filter((_, clause) => holdsMost(clause, pairs)))
  const opposites = pairs.filter(({ isOpposite }) => isOpposite).length
  if ((sum(pattern.negations) + negations + opposites) % 2 === 1) return 0
  return Math.floor((sum(pairs.map(worthOf)) + absent(pattern, passage, pairs)) / whole)
}

/** Whether at least half of what is meant stands in a clause: only then a negation there turns all of it. */
function holdsMost(clause: number, pairs: readonly Pair[]): boolean {
  const meant = pairs.filter(({ worth }) => worth >= MEANT)
  const inside = meant.filter(({ other }) => other.clause === clause)
  return inside.length > 0 && 2 * sum(inside.map(worthOf)) >= sum(meant.map(worthOf))
}

const worthOf = ({ term, worth }: Pair) => term.word.weight * worth

function pairsOf(pattern: Wording, passage: Wording, likenessOf: LikenessOf): readonly Pair[] {
  return pattern.terms.flatMap((term) => {
    const row = likenessOf(term.word)
    return passage.terms.flatMap((other) => {
      const likeness = row[other.word.id] ?? 0
      const isOpposite = likeness === OPPOSITE
      return likeness === 0 ? [] : [{ term, other, worth: isOpposite ? TURNED : likeness, isOpposite }]
    })
  })
}

/** Each term with the best that there is for it, the most alike first. */
function align(pairs: readonly Pair[]): readonly Pair[] {
  const taken = new Set<Term>()
  return pairs
    .toSorted((a, b) => b.worth - a.worth)
    .filter(({ term, other }) => {
      if (taken.has(term) || taken.has(other)) return false
      taken.add(term).add(other)
      return true
    })
}

/** No less than what an alignment comes to, and found much faster: most passages have nothing to do with a pattern. */
function mostSaid(pattern: Wording, passage: Wording, likenessOf: LikenessOf): number {
  let said = 0
  for (const term of pattern.terms) {
    const row = likenessOf(term.word)
    let best = absenceOf(term) / term.word.weight
    for (const { word } of passage.terms) {
      const likeness = row[word.id] ?? 0
      best = Math.max(best, likeness === OPPOSITE ? TURNED : likeness)
    }
    said += term.word.weight * best
  }
  return said
}

const absenceOf = ({ word }: Term) => (word.isAbsence ? word.weight * ABSENT : 0)

function absent(pattern: Wording, passage: Wording, pairs: readonly Pair[]): number {
  if (sum(passage.negations) === 0) return 0
  return sum(pattern.terms.filter((term) => !pairs.some((pair) => pair.term === term)).map(absenceOf))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)

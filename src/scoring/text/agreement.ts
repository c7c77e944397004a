import { type LikenessesTo, OPPOSITE } from './likeness.ts'
import type { Pattern } from './patterns.ts'
import type { Term, Wording } from './terms.ts'

/** What a word is worth that the passage has the opposite of: "not cheap" for "expensive", if it is negated. */
const TURNED = 850
/** What an absence is worth in a passage that negates: "no staff" for "staff shortage". */
const ABSENT = 800
/** From here on a word of the passage is taken for the pattern's own: where it is negated, so is the pattern. */
const MEANT = 600

/** What a likeness is worth, in thousandths. */
export const worthOf = (likeness: number): number => (likeness === OPPOSITE ? TURNED : likeness)

interface Pair {
  readonly term: Term
  readonly other: Term
  readonly worth: number
  readonly isOpposite: boolean
}

/**
 * How much of a pattern a passage says, in thousandths: the share of the pattern's weight whose words are found in
 * the passage, each as far as the likest word there is like it, and no word there stands for two. 0 where the
 * passage says it the other way round, negations and opposites counted.
 */
export function agreement({ wording, whole }: Pattern, passage: Wording, likenessesTo: LikenessesTo): number {
  if (whole === 0) return 0
  const pairs = align(pairsOf(wording, passage, likenessesTo))
  const negations = sum(passage.negations.filter((_, clause) => holdsMost(clause, pairs)))
  const opposites = pairs.filter(({ isOpposite }) => isOpposite).length
  if ((sum(wording.negations) + negations + opposites) % 2 === 1) return 0
  return Math.floor((sum(pairs.map(saidBy)) + absent(wording, passage, pairs)) / whole)
}

/** Whether at least half of what is meant stands in a clause: only then a negation there turns all of it. */
function holdsMost(clause: number, pairs: readonly Pair[]): boolean {
  const meant = pairs.filter(({ worth }) => worth >= MEANT)
  const inside = meant.filter(({ other }) => other.clause === clause)
  return inside.length > 0 && 2 * sum(inside.map(saidBy)) >= sum(meant.map(saidBy))
}

const saidBy = ({ term, worth }: Pair) => term.word.weight * worth

function pairsOf(pattern: Wording, passage: Wording, likenessesTo: LikenessesTo): readonly Pair[] {
  const others = passage.terms.map((other) => ({ other, likenesses: likenessesTo(other.word) }))
  return pattern.terms.flatMap((term) =>
    others.flatMap(({ other, likenesses }) => {
      const likeness = likenesses[term.word.id] ?? 0
      return likeness === 0
        ? []
        : [{ term, other, worth: worthOf(likeness), isOpposite: likeness === OPPOSITE }]
    }),
  )
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

/**
 * No less than what a pattern and a passage agree in, times the pattern's weight, and found much faster. Takes what is
 * worth most in the passage for each word of the patterns, by the word's id.
 */
export function mostSaid({ wording }: Pattern, best: Int16Array): number {
  let said = 0
  for (const term of wording.terms) {
    said += Math.max(absenceOf(term), term.word.weight * (best[term.word.id] ?? 0))
  }
  return said
}

const absenceOf = ({ word }: Term) => (word.isAbsence ? word.weight * ABSENT : 0)

function absent(pattern: Wording, passage: Wording, pairs: readonly Pair[]): number {
  if (sum(passage.negations) === 0) return 0
  return sum(pattern.terms.filter((term) => !pairs.some((pair) => pair.term === term)).map(absenceOf))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)

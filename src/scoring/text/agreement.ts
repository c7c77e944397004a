import { type LikenessesTo, OPPOSITE } from './likeness.ts'
import type { Pattern } from './patterns.ts'
import type { Term, Wording } from './terms.ts'

/** What a word is worth that the passage has the opposite of: "not cheap" for "expensive", if it is negated. */
const TURNED = 850
/** What an absence is worth in a passage that negates: "no staff" for "staff shortage". */
const ABSENT = 800
/** From here on a word of the passage is taken for the pattern's own. */
const MEANT = 600

/** How many words that mean something a faint likeness may be away from one, inside its clause and across the edge. */
const REACH = { inClause: 3, across: 1 }

/** What is left of one that is farther away, in thousandths. */
const FAR = 400

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
 * the passage, each as far as the likest word there is like it, and no word there stands for two. What a clause says
 * the other way round does not count, and where that is half of what is meant or more, the result is 0: the passage
 * says the opposite. So it is where it gives another number.
 */
export function agreement({ wording, whole }: Pattern, passage: Wording, likenessesTo: LikenessesTo): number {
  if (whole === 0) return 0
  const pairs = align(pairsOf(wording, passage, likenessesTo))
  const said = pairs.filter((pair) => isSaid(pair, pairs, wording, passage))
  if (said.length < pairs.length && 2 * meantBy(said) <= meantBy(pairs)) return 0
  if (hasOtherNumber(wording, passage, said) || isSwapped(wording, passage, pairs, likenessesTo)) return 0
  return Math.floor((sum(near(said, passage).map(saidBy)) + absent(wording, passage, pairs)) / whole)
}

/** Whether the clauses that two words stand in agree: negations and opposites are counted, and two cancel out. */
function isSaid({ term, other }: Pair, pairs: readonly Pair[], pattern: Wording, passage: Wording): boolean {
  const negations = (pattern.negations[term.clause] ?? 0) + (passage.negations[other.clause] ?? 0)
  const opposites = pairs.filter(
    (pair) => pair.isOpposite && pair.term.clause === term.clause && pair.other.clause === other.clause,
  )
  return (negations + opposites.length) % 2 === 0
}

/** With faint likenesses that stand far from what is meant at less: in a long sentence there is one for every word. */
function near(pairs: readonly Pair[], { terms }: Wording): readonly Pair[] {
  const meant = pairs.filter(isMeant)
  if (meant.length === 0 || meant.length === pairs.length) return pairs
  const places = new Map(terms.map((term, place) => [term, place]))
  const distance = (a: Term, b: Term) => Math.abs((places.get(a) ?? 0) - (places.get(b) ?? 0))
  const isNear = (a: Term, b: Term) =>
    distance(a, b) <= (a.clause === b.clause ? REACH.inClause : REACH.across)
  return pairs.map((pair) =>
    isMeant(pair) || meant.some(({ other }) => isNear(other, pair.other))
      ? pair
      : { ...pair, worth: Math.floor((pair.worth * FAR) / 1000) },
  )
}

const isMeant = ({ worth }: Pair) => worth >= MEANT

/** The weight of what is more than a faint likeness. */
const meantBy = (pairs: readonly Pair[]) => sum(pairs.filter(isMeant).map(saidBy))

/** Whether the passage has another number beside the word that a number of the pattern stands beside. */
function hasOtherNumber(pattern: Wording, passage: Wording, pairs: readonly Pair[]): boolean {
  return pattern.terms.some((number, place) => {
    if (!number.word.isNumber || pairs.some(({ term }) => term === number)) return false
    return beside(pattern, place).some((unit) => {
      const pair = pairs.find(({ term, worth }) => term === unit && worth >= MEANT)
      if (pair === undefined) return false
      return beside(passage, passage.terms.indexOf(pair.other)).some(
        (term) => term.word.isNumber && !pairs.some(({ other }) => other === term),
      )
    })
  })
}

/**
 * Whether a word stands beside one thing and its opposite beside what it should be said of: "sales rose while costs fell"
 * for "sales fell".
 */
function isSwapped(
  pattern: Wording,
  passage: Wording,
  pairs: readonly Pair[],
  likenessesTo: LikenessesTo,
): boolean {
  return pairs.some((pair) =>
    beside(pattern, pattern.terms.indexOf(pair.term)).some((neighbour) => {
      const clause = pairs.find(({ term, worth }) => term === neighbour && worth >= MEANT)?.other.clause
      if (clause === undefined || clause === pair.other.clause || neighbour.clause !== pair.term.clause)
        return false
      return passage.terms.some(
        (other) => other.clause === clause && likenessesTo(other.word)[pair.term.word.id] === OPPOSITE,
      )
    }),
  )
}

const beside = ({ terms }: Wording, place: number): readonly Term[] =>
  [terms[place - 1], terms[place + 1]].filter((term) => term !== undefined)

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

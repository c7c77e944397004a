import { ABSENT, worthOf } from './agreement.ts'
import { likeness } from './likeness.ts'
import type { Pattern, Patterns } from './patterns.ts'
import type { Wording } from './terms.ts'
import type { Word } from './vocabulary.ts'

// candidate: a pattern that a passage may agree with. Most passages have nothing to do with most patterns, and a text of
// 10,000 words is held against 200 of them: so patterns are looked up by the words of the passage.

/** How much each word of the patterns, by its id, means what a word of a text does. */
export type LikenessesTo = (word: Word) => Int16Array

export interface Comparison {
  readonly likenessesTo: LikenessesTo
  /** All patterns that the passage can agree with as far as it has to, and few others. */
  candidatesFor(passage: Wording): readonly Pattern[]
}

/** Below this worth words are taken to have it: what is vaguely alike is not looked up. */
const VAGUE = 300
/** Likenesses that are kept, at two bytes each: the words of many texts for most tasks. */
const MAX_KEPT = 2 ** 22

interface Column {
  readonly likenesses: Int16Array
  /** Ids of the words of the patterns that are more than vaguely alike. */
  readonly alike: readonly number[]
}

/** What comparing texts with these patterns takes. It learns the words of one text for the next. */
export function comparisonWith({ list, words }: Patterns): Comparison {
  const columns = new Map<string, Column>()
  const columnOf = (word: Word): Column => {
    const known = columns.get(word.text)
    if (known !== undefined) return known
    if (columns.size * words.length >= MAX_KEPT) columns.clear()
    const column = makeColumn(words, word)
    columns.set(word.text, column)
    return column
  }
  const index = indexOf(list, words.length)
  return {
    likenessesTo: (word) => columnOf(word).likenesses,
    candidatesFor({ terms }) {
      const best = new Map<number, number>()
      for (const { word } of terms) {
        const { likenesses, alike } = columnOf(word)
        for (const id of alike) best.set(id, Math.max(best.get(id) ?? 0, worthOf(likenesses[id] ?? 0)))
      }
      return index.reachedWith(best)
    },
  }
}

function makeColumn(words: readonly Word[], word: Word): Column {
  const likenesses = Int16Array.from(words, (other) => likeness(other, word))
  const alike = words.flatMap(({ id }) => (worthOf(likenesses[id] ?? 0) > VAGUE ? [id] : []))
  return { likenesses, alike }
}

interface Place {
  readonly pattern: Pattern
  readonly weight: number
  readonly assumed: number
}

/** Patterns by their words. */
function indexOf(list: readonly Pattern[], words: number) {
  const places: readonly Place[][] = Array.from({ length: words }, () => [])
  const assumed = new Map<Pattern, number>()
  for (const pattern of list) {
    for (const { word } of pattern.wording.terms) {
      const place = { pattern, weight: word.weight, assumed: word.isAbsence ? ABSENT : VAGUE }
      places[word.id]?.push(place)
      assumed.set(pattern, (assumed.get(pattern) ?? 0) + place.weight * place.assumed)
    }
  }
  const isReached = (pattern: Pattern, said: number) => said >= pattern.least * pattern.whole
  const always = list.filter((pattern) => isReached(pattern, assumed.get(pattern) ?? 0))
  return {
    /** Those that are reached where each word has at best this worth. */
    reachedWith(best: ReadonlyMap<number, number>): readonly Pattern[] {
      const said = new Map<Pattern, number>(always.map((pattern) => [pattern, pattern.least * pattern.whole]))
      for (const [id, worth] of best) {
        for (const { pattern, weight, assumed: least } of places[id] ?? []) {
          const more = weight * Math.max(0, worth - least)
          said.set(pattern, (said.get(pattern) ?? assumed.get(pattern) ?? 0) + more)
        }
      }
      return [...said].flatMap(([pattern, most]) => (isReached(pattern, most) ? [pattern] : []))
    },
  }
}

import { mostSaid, worthOf } from './agreement.ts'
import { type LikenessesTo, likenessesWith } from './likeness.ts'
import type { Pattern, Patterns } from './patterns.ts'
import type { Wording } from './terms.ts'
import type { Word } from './vocabulary.ts'

// candidate: a pattern that a passage may agree with. A text of 2,000 passages is held against up to 200 patterns, and
// most of them have nothing to do with one another.

export interface Comparison {
  /** To each word of the patterns, by its id. */
  readonly likenessesTo: LikenessesTo
  /** The patterns that the passage agrees with as far as it has to, unless it says the opposite, and a few more. */
  candidatesFor(passage: Wording): readonly Pattern[]
}

/** Likenesses that are kept, at two bytes each: the words of many texts for most tasks. */
const MAX_KEPT = 2 ** 22

/** What comparing texts with these patterns takes. Words are compared once: texts to one task share most of them. */
export function comparisonWith({ list, words }: Patterns): Comparison {
  const compare = likenessesWith(words)
  const known = new Map<string, Int16Array>()
  const likenessesTo = (word: Word): Int16Array => {
    const kept = known.get(word.text)
    if (kept !== undefined) return kept
    if (known.size * words.length >= MAX_KEPT) known.clear()
    const likenesses = compare(word)
    known.set(word.text, likenesses)
    return likenesses
  }
  return {
    likenessesTo,
    candidatesFor(passage) {
      const best = bestWorths(passage, words.length, likenessesTo)
      return list.filter((pattern) => mostSaid(pattern, best) >= pattern.least * pattern.whole)
    },
  }
}

/** For each word of the patterns what the word of the passage is worth that is most like it. */
function bestWorths({ terms }: Wording, length: number, likenessesTo: LikenessesTo): Int16Array {
  const best = new Int16Array(length)
  for (const { word } of terms) {
    const likenesses = likenessesTo(word)
    for (let id = 0; id < length; id++) {
      const worth = worthOf(likenesses[id] ?? 0)
      if (worth > (best[id] ?? 0)) best[id] = worth
    }
  }
  return best
}

import { ABSENCES, CLAUSE_WORDS, FUNCTION_WORDS, NEGATIONS } from './function-words.ts'
import { lexicon } from './lexicon.ts'
import { withPlainNumbers } from './numbers.ts'
import { withoutPhrases } from './phrases.ts'
import type { Vocabulary, Word } from './vocabulary.ts'

// term: a word that means something by itself, as it is compared. Function words are no terms.

export interface Term {
  readonly word: Word
  /** Which of the sentence's clauses it stands in. */
  readonly clause: number
}

/** What a sentence or an example says, as far as it is compared. */
export interface Wording {
  readonly terms: readonly Term[]
  /** How many words negate, for each clause. */
  readonly negations: readonly number[]
  /** All its words, in lower case and as they are written. */
  readonly words: readonly string[]
}

const TOKEN = /#\p{L}|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\d+(?:\.\d+)?|[,;:()–—!?]/gu
const MAX_WORD_CHARS = 40

/** The terms of a sentence and where it negates. */
export function wordingOf(sentence: string, vocabulary: Vocabulary): Wording {
  const text = inPlainLetters(sentence.replace(LABELLED, '$1 #$2'))
  const terms: Term[] = []
  const negations = [0]
  for (const [token] of joined(withoutPhrases(withPlainNumbers(text))).matchAll(TOKEN)) {
    if (/^[^\p{L}\d#]/u.test(token) || CLAUSE_WORDS.has(token)) {
      negations.push(token === 'nor' ? 1 : 0)
      continue
    }
    const clause = negations.length - 1
    if (negates(token)) negations[clause] = (negations[clause] ?? 0) + 1
    if (isTerm(token)) {
      terms.push({ word: vocabulary.wordOf(token.slice(0, MAX_WORD_CHARS).replace(/'.*$/, '')), clause })
    }
  }
  return { terms, negations, words: wordsOf(sentence) }
}

/** "Option B": a letter that tells one thing from another of its kind. */
const LABELLED =
  /\b(option|plan|variant|version|scenario|group|team|product|vendor|supplier|candidate|site|part|phase|model)\s([A-Z])\b(?!')/giu

/** With what a hyphen joins as one word where it is one without: "e-mail", "roll-back". */
const joined = (text: string) =>
  text.replace(HYPHENATED, (written, first: string, second: string) =>
    lexicon().placeOf(first + second) === null ? written : first + second,
  )
const HYPHENATED = /(?<![\p{L}\p{M}\d-])(\p{L}{1,20})[-‐‑](\p{L}{1,20})(?![\p{L}\p{M}\d-])/gu

/** What stands for an apostrophe: some keyboards have an accent closer at hand. */
const APOSTROPHE = /(?<=\p{L})[’‘ʼ′´`](?=\p{L})/gu

/** No letter of any language has that many marks, and to put them into order takes the square of their number. */
const FURTHER_MARKS = /(\p{M}{30})\p{M}+/gu

/** In lower case, and each letter as the one character that it can be. */
function inPlainLetters(text: string): string {
  // Some characters come apart into eighteen: an honest sentence does not double by that.
  const composed = text
    .replace(APOSTROPHE, "'")
    .replace(FURTHER_MARKS, '$1')
    .normalize('NFKC')
    .slice(0, 2 * text.length)
  return composed.toLowerCase()
}

/**
 * The words in order. Numbers count, and what a hyphen joins counts apart; in scripts that put no spaces between words
 * each character counts.
 */
export const wordsOf = (text: string): readonly string[] => inPlainLetters(text).match(WORDS) ?? []
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\d+(?:[.,]\d+)*/gu

const negates = (token: string) => NEGATIONS.has(token) || token.endsWith("n't")

const isTerm = (token: string) =>
  ABSENCES.has(token) || !(negates(token) || FUNCTION_WORDS.has(token.replace(/'.*$/, '')))

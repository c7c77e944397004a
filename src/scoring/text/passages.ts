import { FUNCTION_WORDS, NEGATIONS, SUBJECTS, TASK_WORDS, TEXT_VERBS } from './function-words.ts'
import { lexicon } from './lexicon.ts'
import { passagesOf } from './sentences.ts'
import { isQuestion, withoutRivals } from './statements.ts'
import { type Wording, wordingOf, wordsOf } from './terms.ts'
import type { Vocabulary } from './vocabulary.ts'

// passage: a sentence of the learner's, or a part of a very long one, that may earn a point.

/** Why a passage earns nothing, whatever it says. */
export type Flaw = 'copied' | 'fragment' | 'question' | 'undecided'

export interface Passage {
  readonly text: string
  readonly wording: Wording
  readonly flaw: Flaw | null
}

/** What the text is held against to tell a learner's own sentences from others. */
export interface Setting {
  /** The instructions: what repeats them is not the learner's. */
  readonly instructions: readonly string[]
  /** The names of the points: who repeats them does not make them. */
  readonly points: readonly string[]
  /** Whether the task is in English: another language's function words are not known. */
  readonly isEnglish: boolean
}

/** Makes a reader of sentences, which tells their passages, each with what keeps it from earning a point. */
export function passageReader(
  { instructions, points, isEnglish }: Setting,
  vocabulary: Vocabulary,
): (sentence: string) => readonly Passage[] {
  const given = new Set([...instructions, ...points].flatMap((text) => pairsOf(wordsOf(text))))
  const promised = points.map((point) => pairsOf(wordsOf(point))).filter(isAboutText)
  const flawOf = (text: string, { words }: Wording): Flaw | null => {
    if (isCopied(words, given) || isPromise(words, promised)) return 'copied'
    return isEnglish && !isSentence(text, words) ? 'fragment' : null
  }
  return (sentence) => {
    const asked = isQuestion(sentence) ? 'question' : null
    return passagesOf(sentence).flatMap((text) => {
      const wording = wordingOf(text, vocabulary)
      const flaw = flawOf(text, wording) ?? asked
      const stated = withoutRivals(text)
      if (flaw !== null || stated === text) return [{ text, wording, flaw }]
      const { terms, negations } = wordingOf(stated, vocabulary)
      return [
        { text, wording: { words: wording.words, terms, negations }, flaw },
        // As a whole it is read once more, to tell why it earns nothing. Its words have been counted.
        { text, wording: { ...wording, words: [] }, flaw: 'undecided' },
      ]
    })
  }
}

const pairsOf = (words: readonly string[]) => words.slice(1).map((word, i) => `${words[i]} ${word}`)

/** The share of a passage's pairs of neighbouring words from which on it is taken for a copy. */
const COPIED_SHARE = 0.8

function isCopied(words: readonly string[], given: ReadonlySet<string>): boolean {
  const pairs = pairsOf(words)
  return pairs.length > 0 && pairs.filter((pair) => given.has(pair)).length >= COPIED_SHARE * pairs.length
}

/** Pairs of words around the name of a point in a passage that only says what the text does: "This memo names the risk". */
const MAX_PAIRS_AROUND = 3

/** Whether the name of a point begins with what a text does, as "names the risk" does. */
const isAboutText = ([first = '']: readonly string[]) => {
  const [verb = ''] = first.split(' ')
  return TASK_WORDS.has(verb) || TEXT_VERBS.has(verb)
}

function isPromise(words: readonly string[], promised: readonly (readonly string[])[]): boolean {
  const pairs = pairsOf(words)
  return promised.some(
    (point) => pairs.length <= point.length + MAX_PAIRS_AROUND && point.every((pair) => pairs.includes(pair)),
  )
}

const FEWEST_WORDS = 3
/** About half of the words of English prose are function words; of a list of key words hardly any. */
const FUNCTION_SHARE = 0.12
/** A short sentence may do without them: "Commodity prices keep climbing." */
const SHORT_SENTENCE = /^\p{Lu}[^.!?]*[.!?]$/u
const MAX_SHORT_WORDS = 8
/** Words between two commas of a list; a sentence that has fewer says who does what, with one of the SUBJECTS. */
const LISTED_WORDS = 4

function isSentence(text: string, words: readonly string[]): boolean {
  if (words.length < FEWEST_WORDS || isList(text, words)) return false
  if (words.length > FEWEST_WORDS && words.length <= MAX_SHORT_WORDS && SHORT_SENTENCE.test(text)) return true
  const spoken = words.filter((word) => !/^\d/.test(word))
  const held = spoken.filter((word) => FUNCTION_WORDS.has(word) || NEGATIONS.has(word)).length
  return held >= FUNCTION_SHARE * spoken.length
}

/** "Next step:", "9:30 am:", and what stands in brackets: they part no items of a list. */
const ASIDE = /^[\p{L}\d][\p{L}\d :.]{0,30}:(?=\s)|\([^()]{0,80}\)/gu

function isList(text: string, words: readonly string[]): boolean {
  const pieces = text.replace(ASIDE, ' ').split(/[,;:/|•·–—]+(?!\d)/).length
  return pieces > 2 && words.length < LISTED_WORDS * pieces && !words.some((word) => SUBJECTS.has(word))
}

/** Words that the lexicon has are taken for English ones. */
export function isEnglish(words: readonly string[]): boolean {
  const spoken = words.filter((word) => !/^\d/.test(word))
  return spoken.length > 0 && englishShare(spoken) >= 0.7
}

function englishShare(words: readonly string[]): number {
  return (
    words.filter((word) => FUNCTION_WORDS.has(word) || lexicon().placeOf(word) !== null).length / words.length
  )
}

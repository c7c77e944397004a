import type { KeyPoint, TextTask } from '../../domain/task.ts'
import { TASK_WORDS } from './function-words.ts'
import { type Wording, wordingOf } from './terms.ts'
import { openVocabulary, type Vocabulary, type Word } from './vocabulary.ts'

/** The wording of an example, as passages are held against it. */
export interface Pattern {
  /** Of the key point in its task. */
  readonly point: number
  readonly wording: Wording
  /** The weight of all its terms. */
  readonly whole: number
  /** The agreement, in thousandths, from which on a passage makes the point. */
  readonly least: number
}

/** What a task's texts are held against. */
export interface Patterns {
  readonly list: readonly Pattern[]
  /** The different words of all patterns, by their ids. */
  readonly words: readonly Word[]
}

/**
 * The agreement from which on a passage makes a point, for a pattern of one word, of two, and of more: one word is soon
 * like some other, and the more there are the less depends on each. Found on the tuning set.
 */
const MADE = { oneWord: 750, twoWords: 600, more: 500 }

/** What says each key point: its examples, or its own words where it has none. */
export function patternsOf({ keyPoints }: TextTask): Patterns {
  const vocabulary = openVocabulary()
  const list = keyPoints.flatMap((keyPoint, point) =>
    wordingsOf(keyPoint, vocabulary).map((wording) => patternOf(point, wording)),
  )
  return { list, words: vocabulary.words() }
}

function patternOf(point: number, wording: Wording): Pattern {
  const [, second, third] = wording.terms
  const least = second === undefined ? MADE.oneWord : third === undefined ? MADE.twoWords : MADE.more
  return { point, wording, least, whole: wording.terms.reduce((sum, { word }) => sum + word.weight, 0) }
}

function wordingsOf({ point, examples }: KeyPoint, vocabulary: Vocabulary): readonly Wording[] {
  const told = examples
    .map((example) => wordingOf(example, vocabulary))
    .filter(({ terms }) => terms.length > 0)
  return told.length > 0 ? told : [withoutTaskWords(wordingOf(point, vocabulary))]
}

/** "recommends hiring a second nurse" is made by a text about hiring a second nurse. */
function withoutTaskWords(wording: Wording): Wording {
  const terms = wording.terms.filter(({ word }) => !TASK_WORDS.has(word.text))
  return terms.length > 0 ? { ...wording, terms } : wording
}

import type { KeyPoint, TextTask } from '../../domain/task.ts'
import { agreement, type LikenessOf } from './agreement.ts'
import { TASK_WORDS } from './function-words.ts'
import { likenesses } from './likeness.ts'
import type { Flaw, Passage } from './passages.ts'
import { type Wording, wordingOf } from './terms.ts'
import { openVocabulary, type Vocabulary, type Word } from './vocabulary.ts'

/** A key point with the passage that earned it. */
export interface JudgedPoint {
  readonly keyPoint: KeyPoint
  /** In the learner's words, or null where no passage earned it. */
  readonly sentence: string | null
  /** A passage that says it and yet earns nothing; null where there is none, or the point was earned. */
  readonly refused: { readonly sentence: string; readonly flaw: Flaw } | null
}

/**
 * The agreement, in thousandths, from which on a passage makes a point, for a pattern of one word, of two, and of more:
 * one word is soon like some other, and the more there are the less depends on each. Found on the tuning set.
 */
const MADE = { oneWord: 750, twoWords: 600, more: 500 }
/** A dense sentence may make two or three points; what claims more at once is a list. */
const MAX_POINTS_PER_PASSAGE = 3

interface Claim {
  readonly point: number
  readonly passage: Passage
  /** By how much it agrees more than it has to. */
  readonly surplus: number
}

/**
 * Finds the passages that make the task's points. Of all that could, the one that agrees most with a point earns it,
 * but no passage earns more than three. `vocabulary` is the one that the passages were read with.
 */
export function findPoints(
  task: TextTask,
  passages: readonly Passage[],
  vocabulary: Vocabulary,
): readonly JudgedPoint[] {
  const claims = claimsOf(task, passages, likenessesTo(vocabulary.words())).sort(
    (a, b) => b.surplus - a.surplus || a.point - b.point,
  )
  const earned = new Map<number, Passage>()
  const spent = new Map<Passage, number>()
  for (const { point, passage } of claims) {
    const made = spent.get(passage) ?? 0
    if (passage.flaw !== null || earned.has(point) || made === MAX_POINTS_PER_PASSAGE) continue
    earned.set(point, passage)
    spent.set(passage, made + 1)
  }
  return task.keyPoints.map((keyPoint, point) => {
    const sentence = earned.get(point)?.text ?? null
    return { keyPoint, sentence, refused: sentence === null ? refusedOf(claims, point) : null }
  })
}

function refusedOf(claims: readonly Claim[], point: number): JudgedPoint['refused'] {
  for (const claim of claims) {
    const { text, flaw } = claim.passage
    if (claim.point === point && flaw !== null) return { sentence: text, flaw }
  }
  return null
}

function claimsOf(task: TextTask, passages: readonly Passage[], likenessOf: LikenessOf): Claim[] {
  return patternsOf(task).flatMap((patterns, point) =>
    passages.flatMap((passage) => {
      const best = Math.max(...patterns.map((pattern) => surplus(pattern, passage.wording, likenessOf)))
      return best < 0 ? [] : [{ point, passage, surplus: best }]
    }),
  )
}

/** By how much a passage agrees more with a pattern than it has to; below 0 it does not make the point. */
function surplus(pattern: Wording, passage: Wording, likenessOf: LikenessOf): number {
  const [, second, third] = pattern.terms
  const least = second === undefined ? MADE.oneWord : third === undefined ? MADE.twoWords : MADE.more
  return agreement(pattern, passage, likenessOf, least) - least
}

function likenessesTo(words: readonly Word[]): LikenessOf {
  const rows = new Map<string, Int16Array>()
  return (word) => {
    const row = rows.get(word.text) ?? likenesses(word, words)
    rows.set(word.text, row)
    return row
  }
}

/** The patterns of a task's points, which every text is held against: read once for all of them. */
const known = new WeakMap<TextTask, readonly (readonly Wording[])[]>()

/** For each key point what says it: its examples, or its own words where it has none. */
export function patternsOf(task: TextTask): readonly (readonly Wording[])[] {
  const vocabulary = openVocabulary()
  const patterns = known.get(task) ?? task.keyPoints.map((keyPoint) => patternsOfPoint(keyPoint, vocabulary))
  known.set(task, patterns)
  return patterns
}

function patternsOfPoint({ point, examples }: KeyPoint, vocabulary: Vocabulary): readonly Wording[] {
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

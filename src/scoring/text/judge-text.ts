import type { TextTask } from '../../domain/task.ts'
import { type Comparison, comparisonWith } from './candidates.ts'
import { findPoints, type JudgedPoint } from './key-points.ts'
import { ownWords } from './own-words.ts'
import { isEnglish, passageReader } from './passages.ts'
import { patternsOf } from './patterns.ts'
import { type Readability, readabilityOf } from './readability.ts'
import { sentencesOf } from './sentences.ts'
import { openVocabulary } from './vocabulary.ts'

/** What there is to say of a text, before it is made into a score. */
export interface TextJudgement {
  /** All words, of which `ownWords` count for the length: what is repeated or copied from the task does not. */
  readonly words: number
  readonly ownWords: number
  readonly sentences: number
  /** Each key point of the task, in its order. */
  readonly points: readonly JudgedPoint[]
  readonly readability: Readability
  readonly length: 'short' | 'fits' | 'long'
}

/**
 * Reads a text and finds the key points in it. Only its first 80,000 characters and 2,000 sentences are read, and the
 * time that takes grows with them in proportion. The same task and text give the same judgement on any machine: all
 * that is compared are whole numbers. `story` is the simulation's own instructions: like the task's, they are what the
 * learner was given.
 */
export function judgeText(task: TextTask, text: string, story = ''): TextJudgement {
  const vocabulary = openVocabulary()
  const { english, comparison } = criteriaOf(task)
  const setting = {
    instructions: [story, task.instructions],
    points: task.keyPoints.map(({ point }) => point),
    isEnglish: english,
  }
  const readPassages = passageReader(setting, vocabulary)
  const sentences = sentencesOf(text).map((sentence) => {
    const passages = readPassages(sentence.text)
    return { ...sentence, passages, words: passages.flatMap(({ wording }) => wording.words) }
  })
  const passages = sentences.flatMap((sentence) => sentence.passages)
  const words = passages.reduce((sum, { wording }) => sum + wording.words.length, 0)
  const own = ownWords(passages.filter(({ flaw }) => flaw !== 'copied').map(({ wording }) => wording.words))
  return {
    words,
    ownWords: own,
    sentences: sentences.length,
    points: findPoints(task, passages, comparison),
    readability: readabilityOf(
      sentences.filter(({ isHeading }) => !isHeading),
      english,
    ),
    length: lengthOf(task, words, own),
  }
}

interface Criteria {
  readonly english: boolean
  readonly comparison: Comparison
}

/** What every text of a task is held against: read once for all of them. */
const known = new WeakMap<TextTask, Criteria>()

function criteriaOf(task: TextTask): Criteria {
  const kept = known.get(task)
  if (kept !== undefined) return kept
  const patterns = patternsOf(task)
  const english = isEnglish(patterns.list.flatMap(({ wording }) => wording.words))
  const criteria = { english, comparison: comparisonWith(patterns) }
  known.set(task, criteria)
  return criteria
}

function lengthOf(
  { minWords = 0, maxWords = Number.POSITIVE_INFINITY }: TextTask,
  words: number,
  own: number,
): TextJudgement['length'] {
  if (own < minWords) return 'short'
  return words > maxWords ? 'long' : 'fits'
}

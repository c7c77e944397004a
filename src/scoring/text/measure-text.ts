import { quoted } from '../../domain/quoted.ts'
import type { TextTask } from '../../domain/task.ts'
import type { Loss, Measure } from '../measure.ts'
import type { TextJudgement } from './judge-text.ts'
import type { JudgedPoint } from './key-points.ts'
import type { Flaw } from './passages.ts'
import { count, isFound, MAX_SENTENCE_CHARS, percent } from './telling.ts'
import { textRemarks } from './text-remarks.ts'

/** A text task with what was found in its answer. */
export interface JudgedText {
  readonly task: TextTask
  readonly judgement: TextJudgement
}

/** Key points that are told of one by one; past them they are only counted. */
const MAX_TOLD_POINTS = 10
/** What is left of the score, however much too long a text is. */
const LEAST_IF_LONG = 0.5

/**
 * Correctness of a text: the found share of its key points' weight × the length factor − the deduction for
 * readability (`readabilityOf`), at least 0. The length factor is 1 within the word limits; below `minWords` it is
 * own words / `minWords`; above `maxWords` it falls by half of the share that is too much (10% too long: 0.95), down
 * to 0.5. The formula is our own: what a text says counts, and its form can only take away.
 */
export function measureText({ task, judgement }: JudgedText): Measure {
  const { points } = judgement
  const found = weightOf(points.filter(isFound)) / weightOf(points)
  const factor = lengthFactor(task, judgement)
  const deduction = Math.min(judgement.readability.deduction, found * factor)
  return {
    score: found * factor - deduction,
    rationale: [
      ...pointsTold(points, found),
      ...lengthTold(task, judgement, { factor, found }),
      ...readabilityTold(judgement),
    ].join(' '),
    praise: praiseOf(points, found),
    losses: [
      ...missingPoints(points),
      ...lengthLoss(task, judgement, found * (1 - factor)),
      ...readabilityLoss(deduction),
    ],
    remarks: textRemarks(judgement),
  }
}

const weightOf = (points: readonly JudgedPoint[]) =>
  points.reduce((sum, { keyPoint }) => sum + keyPoint.weight, 0)

function lengthFactor(
  { minWords = 0, maxWords = 0 }: TextTask,
  { length, words, ownWords }: TextJudgement,
): number {
  switch (length) {
    case 'fits':
      return 1
    case 'short':
      return ownWords / minWords
    case 'long':
      return Math.max(LEAST_IF_LONG, 1 - (words / maxWords - 1) / 2)
  }
}

function pointsTold(points: readonly JudgedPoint[], share: number): readonly string[] {
  const found = points.filter(isFound)
  const missing = points.filter((point) => !isFound(point))
  const all = count(points.length, 'key point')
  if (found.length === 0) return [`None of ${all} found.`]
  const sentences = found
    .slice(0, MAX_TOLD_POINTS)
    .map(
      ({ keyPoint, sentence }) =>
        `${quoted(keyPoint.point)} in ${quoted(sentence ?? '', MAX_SENTENCE_CHARS)}`,
    )
  const told = `found: ${sentences.join('; ')}.`
  return missing.length === 0
    ? [`All of ${all} ${told}`]
    : [`${found.length} of ${all}, ${percent(share)} by weight, ${told}`, missingTold(missing)]
}

function missingTold(missing: readonly JudgedPoint[]): string {
  const names = missing.slice(0, MAX_TOLD_POINTS).map(({ keyPoint }) => quoted(keyPoint.point))
  const more = missing.length - names.length
  return `Not found: ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`
}

function lengthTold(
  { minWords = 0, maxWords = 0 }: TextTask,
  { length, words, ownWords }: TextJudgement,
  { factor, found }: { readonly factor: number; readonly found: number },
): readonly string[] {
  const kept = factor * found > 0 ? `, so ${percent(factor)} of this counts` : ''
  switch (length) {
    case 'fits':
      return []
    case 'short':
      return [`${countedWords(words, ownWords)}, fewer than the ${minWords} asked for${kept}.`]
    case 'long':
      return [`${count(words, 'word')}, more than the ${maxWords} allowed${kept}.`]
  }
}

const countedWords = (words: number, ownWords: number) =>
  ownWords === words
    ? count(words, 'word')
    : `${count(words, 'word')}, of which ${ownWords} count (what is repeated or copied from the task does not)`

function readabilityTold({ readability: { grade, deduction } }: TextJudgement): readonly string[] {
  if (deduction === 0) return []
  return [
    `The text is hard to read (Flesch–Kincaid grade ${grade}), which costs up to ${percent(deduction)}.`,
  ]
}

/** Half of the weight is worth a word; what is missing is said elsewhere. */
function praiseOf(points: readonly JudgedPoint[], share: number): string | null {
  if (share < 0.5) return null
  const all = count(points.length, 'key point')
  return share === 1
    ? `Your text makes ${points.length === 1 ? 'its key point' : `all of its ${all}`}.`
    : `Your text already makes ${points.filter(isFound).length} of its ${all}.`
}

/** Together with the losses by length and readability, these come to all that was not earned. */
function missingPoints(points: readonly JudgedPoint[]): readonly Loss[] {
  const whole = weightOf(points)
  return points
    .filter((point) => !isFound(point))
    .toSorted((a, b) => b.keyPoint.weight - a.keyPoint.weight)
    .map(({ keyPoint, refused }) => ({
      worth: keyPoint.weight / whole,
      advice: `Make this point in a sentence of your own: ${quoted(keyPoint.point)}.${refused === null ? '' : REFUSED[refused.flaw]}`,
      place: null,
      step: `key point ${keyPoint.point}`,
    }))
}

const REFUSED: Readonly<Record<Flaw, string>> = {
  copied: ' What you copied from the task does not count.',
  fragment: ' Key words alone do not count.',
  question: ' A question does not say it.',
  undecided: ' Who names several possibilities does not say which.',
}

function lengthLoss(
  { minWords = 0, maxWords = 0 }: TextTask,
  { length, words, ownWords }: TextJudgement,
  worth: number,
): readonly Loss[] {
  if (length === 'fits' || worth === 0) return []
  const advice =
    length === 'short'
      ? `Write more: ${count(minWords - ownWords, 'word')} of your own are missing. Say more of each point rather than the same again.`
      : `Shorten your text by ${count(words - maxWords, 'word')}: leave out what makes none of the points.`
  return [{ worth, advice, place: null, step: 'length' }]
}

function readabilityLoss(worth: number): readonly Loss[] {
  if (worth === 0) return []
  const advice = 'Make your text easier to read: split long sentences, and choose shorter words.'
  return [{ worth, advice, place: null, step: 'readability' }]
}

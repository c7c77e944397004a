import type { KeyPoint, TextTask } from '../../domain/task.ts'
import { agreement } from './agreement.ts'
import type { Comparison } from './candidates.ts'
import type { Flaw, Passage } from './passages.ts'

/** A key point with the passage that earned it. */
export interface JudgedPoint {
  readonly keyPoint: KeyPoint
  /** In the learner's words, or null where no passage earned it. */
  readonly sentence: string | null
  /** A passage that says it and yet earns nothing; null where there is none, or the point was earned. */
  readonly refused: { readonly sentence: string; readonly flaw: Flaw } | null
}

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
 * but no passage earns more than three.
 */
export function findPoints(
  task: TextTask,
  passages: readonly Passage[],
  comparison: Comparison,
): readonly JudgedPoint[] {
  const claims = claimsOf(comparison, passages).sort((a, b) => b.surplus - a.surplus || a.point - b.point)
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

/** For each point and passage the pattern that agrees most, where one agrees as far as it has to. */
function claimsOf({ likenessesTo, candidatesFor }: Comparison, passages: readonly Passage[]): Claim[] {
  return passages.flatMap((passage) => {
    const best = new Map<number, number>()
    for (const pattern of candidatesFor(passage.wording)) {
      const surplus = agreement(pattern, passage.wording, likenessesTo) - pattern.least
      if (surplus >= 0) best.set(pattern.point, Math.max(best.get(pattern.point) ?? 0, surplus))
    }
    return [...best].map(([point, surplus]) => ({ point, passage, surplus }))
  })
}

import type { CodeTask } from '../../domain/task.ts'
import { namesGivenBy } from '../given-names.ts'
import type { Definition } from '../sandbox.ts'
import { type DocWorth, docWorth } from './doc-worth.ts'

// subject: a definition that a reader may expect words on, with what its comment is worth.

/** How much a definition counts: a reader of the file's outside sees the exported ones only. */
const EXPORTED_WEIGHT = 1
const HELPER_WEIGHT = 0.25
/** A helper shorter than this says what it does by itself. */
const HELPER_LINES = 5
/** Where the task names none of the definitions, so many of the longest are what it asks for. */
const MAX_LONGEST = 5

export interface Subject {
  readonly definition: Definition
  readonly weight: number
  readonly worth: DocWorth
}

/** The subjects among the definitions of a program. */
export function subjectsOf(definitions: readonly Definition[]): readonly Subject[] {
  return definitions
    .filter(({ exported, lines }) => exported || lines >= HELPER_LINES)
    .map((definition) => ({
      definition,
      weight: definition.exported ? EXPORTED_WEIGHT : HELPER_WEIGHT,
      worth: docWorth(definition),
    }))
}

/** The mean worth of some subjects, by weight; 0 for none. */
export function meanWorth(subjects: readonly Subject[]): number {
  const total = totalWeight(subjects)
  return total === 0 ? 0 : subjects.reduce((sum, { weight, worth }) => sum + weight * worth.score, 0) / total
}

/** The sum of the weights of some subjects. */
export function totalWeight(subjects: readonly Subject[]): number {
  return subjects.reduce((sum, { weight }) => sum + weight, 0)
}

/**
 * The subjects that a task is about: the exported ones that its tests, probes or starter name (of those that share a
 * name the one that is explained least), or else the longest. What is added beside them cannot make up for them.
 */
export function askedFor(task: CodeTask, subjects: readonly Subject[]): readonly Subject[] {
  const exported = subjects.filter(({ definition }) => definition.exported)
  const names = namesGivenBy(task)
  const named = exported.filter(({ definition }) => names.has(definition.name))
  if (named.length > 0) return leastExplained(named)
  return exported.toSorted((a, b) => b.definition.lines - a.definition.lines).slice(0, MAX_LONGEST)
}

function leastExplained(named: readonly Subject[]): readonly Subject[] {
  const byName = Map.groupBy(named, ({ definition }) => definition.name)
  return [...byName.values()].flatMap((some) =>
    some.toSorted((a, b) => a.worth.score - b.worth.score).slice(0, 1),
  )
}

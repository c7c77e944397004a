import { canonicalJson, type Json } from '../domain/json.ts'
import type { CodeTask } from '../domain/task.ts'
import type { ProbeOutcome, RunOptions, Sandbox } from './sandbox.ts'
import { workingLines } from './working-lines.ts'

/** Answers on references that are remembered; a worker mostly scores the same few simulations. */
const MAX_REMEMBERED = 200

// By sandbox, because gas is that sandbox's own measure. Outcomes, not promises, are kept: a run that one job
// aborts must not take another job's with it.
const remembered = new WeakMap<Sandbox, Map<string, unknown>>()

/**
 * What the task's reference does on the task's probes, in their order: null for a probe on which it fails, and
 * nothing at all without a reference or probes. Runs once for each reference, probes and limits.
 */
export async function referenceProbes(
  task: CodeTask,
  sandbox: Sandbox,
  options: RunOptions,
): Promise<readonly (ProbeOutcome | null)[]> {
  const { reference, performance: probes = [], entry, language, limits } = task
  if (reference === undefined || probes.length === 0) return []
  return once(sandbox, ['probes', reference, probes, entry, language, limits] satisfies Json, async () => {
    const run = { language, files: { [entry]: reference }, entry, tests: [], probes, limits }
    const result = await sandbox.run(run, options)
    return result.probes.map((probe) => (probe.fault === null ? probe : null))
  })
}

/** How many lines of the task's reference do something, or null without one. Reads each reference once. */
export async function referenceLines(
  { reference, entry, language }: CodeTask,
  sandbox: Sandbox,
  options: RunOptions,
): Promise<number | null> {
  if (reference === undefined) return null
  return once(sandbox, ['lines', reference, entry, language], async () =>
    workingLines(await sandbox.analyse(language, { [entry]: reference }, options)),
  )
}

async function once<T>(sandbox: Sandbox, question: Json, answer: () => Promise<T>): Promise<T> {
  const known = remembered.get(sandbox) ?? new Map<string, unknown>()
  remembered.set(sandbox, known)
  const key = canonicalJson(question)
  // The question's first word decides what kind of answer it has.
  if (known.has(key)) return known.get(key) as T
  const answered = await answer()
  const oldest = known.keys().next()
  if (known.size >= MAX_REMEMBERED && !oldest.done) known.delete(oldest.value)
  known.set(key, answered)
  return answered
}

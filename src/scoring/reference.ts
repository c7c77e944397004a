import { canonicalJson, type Json } from '../domain/json.ts'
import type { CodeTask } from '../domain/task.ts'
import type { ProbeOutcome, RunOptions, Sandbox } from './sandbox.ts'

/** References whose gas is remembered; a worker mostly scores the same few simulations. */
const MAX_REMEMBERED = 100

// By sandbox, because gas is that sandbox's own measure. Outcomes, not promises, are kept: a run that one job
// aborts must not take another job's with it.
const remembered = new WeakMap<Sandbox, Map<string, readonly (ProbeOutcome | null)[]>>()

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
  const known = remembered.get(sandbox) ?? new Map<string, readonly (ProbeOutcome | null)[]>()
  remembered.set(sandbox, known)
  const key = canonicalJson([reference, probes, entry, language, limits] satisfies Json)
  const before = known.get(key)
  if (before !== undefined) return before
  const run = { language, files: { [entry]: reference }, entry, tests: [], probes, limits }
  const result = await sandbox.run(run, options)
  const outcomes = result.probes.map((probe) => (probe.fault === null ? probe : null))
  const oldest = known.keys().next()
  if (known.size >= MAX_REMEMBERED && !oldest.done) known.delete(oldest.value)
  known.set(key, outcomes)
  return outcomes
}

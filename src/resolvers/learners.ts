import { setTimeout as passes } from 'node:timers/promises'
import { z } from 'zod'
import type { Failure } from '../domain/failures.ts'
import type { Json } from '../domain/json.ts'
import { plainText } from '../domain/plain-text.ts'
import * as store from '../store/learners.ts'
import { CONFIRM_MS } from '../store/score-job-cache.ts'
import { audited } from './audited.ts'
import { badInput } from './bad-input.ts'
import type { Context } from './context.ts'
import { parseInput } from './inputs.ts'

/** All that is kept of a learner's work, as JSON. That it was read is audited. */
export async function exportLearner({ learnerId }: { learnerId: string }, context: Context): Promise<Json> {
  if (!plainText.safeParse(learnerId).success)
    throw badInput('learnerId', 'must be 1 to 200 plain characters')
  const { submissions, scoreJobs } = await audited<store.LearnerRecord>(
    context,
    { action: 'exportLearner', target: learnerId },
    (tx) => store.readLearner(tx, learnerId),
    (record) => ({ submissions: record.submissions.length, scoreJobs: record.scoreJobs.length }),
  )
  return { learnerId, exportedAt: new Date().toISOString(), submissions, scoreJobs }
}

/** What an erasure removed. */
export interface LearnerErasure {
  readonly learnerId: string
  readonly submissions: number
  readonly scoreJobs: number
  readonly apiKeys: number
}

const eraseInput = z.object({ learnerId: plainText })

/** Removes all that is kept of a learner, but for the entries of the audit log. What is answered holds in every process. */
export async function eraseLearner(input: object, context: Context): Promise<LearnerErasure | Failure> {
  const parsed = parseInput(eraseInput, input)
  if ('failure' in parsed) return parsed.failure
  const { learnerId } = parsed.ok
  const erased = await audited<store.Erased>(
    context,
    { action: 'eraseLearner', target: learnerId },
    (tx) => store.eraseLearner(tx, learnerId),
    ({ submissions, scoreJobs, apiKeys }) => ({ submissions, scoreJobs, apiKeys: apiKeys.length }),
  )
  for (const keyId of erased.apiKeys) context.forgetKey(keyId)
  for (const job of erased.canceled) context.publish(job)
  // What a process may remember of a learner is their jobs.
  if (erased.scoreJobs > 0) await passes(CONFIRM_MS)
  const { submissions, scoreJobs, apiKeys } = erased
  return { learnerId, submissions, scoreJobs, apiKeys: apiKeys.length }
}

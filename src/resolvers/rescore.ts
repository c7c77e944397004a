import { z } from 'zod'
import { type Failure, isFailure, notFound, validationFailed } from '../domain/failures.ts'
import { isId } from '../domain/ids.ts'
import type { Simulation } from '../domain/simulation.ts'
import type { JobState } from '../status/event.ts'
import { insertRescore } from '../store/rescore.ts'
import { findSubmission } from '../store/submissions.ts'
import { audited } from './audited.ts'
import type { Context } from './context.ts'
import { parseInput } from './inputs.ts'
import { findSimulation } from './simulations.ts'

const rescoreInput = z.object({
  submissionId: z.string(),
  simulationId: z.string().nullish(),
  reason: z
    .string()
    .trim()
    .min(1, 'must be 1 to 1000 characters')
    .max(1000, 'must be 1 to 1000 characters')
    .refine((text) => text.isWellFormed(), 'must be well-formed text'),
})

/** Queues a new job for a submission; the jobs before it stand as they are. */
export async function rescoreSubmission(input: object, context: Context): Promise<JobState | Failure> {
  const parsed = parseInput(rescoreInput, input)
  if ('failure' in parsed) return parsed.failure
  const { submissionId, simulationId, reason } = parsed.ok
  const submission = isId(submissionId) ? await findSubmission(context.db, submissionId) : null
  if (submission === null) return notFound('submission')
  const own = await context.read.simulation(submission.simulationId)
  const version = await versionToScoreBy(own, simulationId ?? own.slug, context)
  if (isFailure(version)) return version
  const job = await audited(
    context,
    { action: 'rescoreSubmission', target: submissionId },
    (tx) => insertRescore(tx, { submissionId, simulationId: version.id }),
    ({ id: newJobId }) => ({ newJobId, simulationId: version.id, version: version.version, reason }),
  )
  if (job === null) {
    return {
      failure: 'INVALID_STATE',
      message: 'the submission is not handed in yet: there is nothing to score again',
    }
  }
  context.sendOff(job)
  return { job, progress: null }
}

async function versionToScoreBy(
  own: Simulation,
  id: string,
  context: Context,
): Promise<Simulation | Failure> {
  const version = await findSimulation({ id }, context)
  if (version === null) return notFound('simulation')
  if (version.slug === own.slug) return version
  const message = `must be a version of ${own.slug}, which the submission answers`
  return validationFailed([{ path: ['simulationId'], message }])
}

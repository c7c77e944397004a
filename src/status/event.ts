import { z } from 'zod'
import { PURPOSES, type ScoreJob, type ScoreProgress } from '../domain/score-job.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Place } from './places.ts'

/** A job as a watcher sees it: its recorded state, and how far its run has come. */
export interface JobState {
  readonly job: ScoreJob
  readonly progress: ScoreProgress | null
  /** Where it stands in the queue, in a state that is told because that has changed; left out where nobody has looked. */
  readonly place?: Place
}

const instant = z.coerce.date<string | Date>()
const base = {
  id: z.uuid(),
  purpose: z.enum(PURPOSES),
  version: z.int(),
  learnerId: z.string(),
  simulationId: z.uuid(),
  slug: z.string(),
  submissionId: z.uuid().nullable(),
  retryCount: z.int(),
  queuedAt: instant,
}

const jobSchema: z.ZodType<ScoreJob> = z.discriminatedUnion('status', [
  z.object({ ...base, status: z.literal('QUEUED') }),
  z.object({ ...base, status: z.literal('RUNNING'), startedAt: instant }),
  z.object({
    ...base,
    status: z.literal('DONE'),
    startedAt: instant,
    completedAt: instant,
    // As the worker read it back from the record.
    verdict: z.custom<Verdict>((value) => typeof value === 'object' && value !== null),
  }),
  z.object({
    ...base,
    status: z.literal('ERROR'),
    startedAt: instant.nullable(),
    completedAt: instant,
    error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }),
  }),
  z.object({ ...base, status: z.literal('CANCELED'), startedAt: instant.nullable(), completedAt: instant }),
])

/** What travels on a job's channel. */
export const jobStateSchema: z.ZodType<JobState> = z.object({
  job: jobSchema,
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
})

/** What travels on the channel of all jobs: those that changed together. */
export const jobStatesSchema = z.array(jobStateSchema)

/** The channel of one job. */
export function jobChannel(jobId: string): string {
  return `assessment-engine:job:${jobId}`
}

/** The channel of every job's changes. */
export const ACTIVITY_CHANNEL = 'assessment-engine:activity'

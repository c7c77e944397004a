import { GraphQLError } from 'graphql'
import { z } from 'zod'
import { reaches } from '../access/reach.ts'
import { type Failure, notFound } from '../domain/failures.ts'
import { isId } from '../domain/ids.ts'
import { plainText } from '../domain/plain-text.ts'
import { type JobRun, PURPOSES, type ScoreJob } from '../domain/score-job.ts'
import type { Submission } from '../domain/submission.ts'
import { whenKnown } from '../domain/when-known.ts'
import type { JobState } from '../status/event.ts'
import type { Place } from '../status/places.ts'
import { listRuns } from '../store/score-job-runs.ts'
import * as store from '../store/score-jobs.ts'
import { badInput } from './bad-input.ts'
import type { Context } from './context.ts'
import { digestOfInput, KEY_CONFLICT, parseFilter, parseInput, readData } from './inputs.ts'
import { learnerToList } from './learner-to-list.ts'
import { type Connection, type ConnectionArgs, connect } from './paging.ts'
import { findSimulation } from './simulations.ts'

export type { JobState }

const atRest = (job: ScoreJob): JobState => ({ job, progress: null })

const createInput = z.object({
  learnerId: plainText,
  simulationId: z.string(),
  submissionData: z.unknown().optional(),
  idempotencyKey: plainText.nullish(),
})

/** Queues the scoring of data that is no submission. */
export async function createScoreJob(input: object, context: Context): Promise<JobState | Failure> {
  const parsed = parseInput(createInput, input)
  if ('failure' in parsed) return parsed.failure
  const data = readData(parsed.ok.submissionData, 'submissionData')
  if ('failure' in data) return data.failure
  const { learnerId, simulationId, idempotencyKey } = parsed.ok
  context.admitFor(context.viewer, learnerId, 'submit')
  const simulation = await findSimulation({ id: simulationId }, context)
  if (simulation === null) return notFound('simulation')
  const inputDigest = digestOfInput({ simulationId, data: data.ok })
  const job = await store.insertDirectJob(context.db, {
    learnerId,
    simulationId: simulation.id,
    slug: simulation.slug,
    data: data.ok,
    idempotency: idempotencyKey == null ? null : { key: idempotencyKey, inputDigest },
  })
  if (job === null) {
    const earlier = await store.findScoreJobByKey(context.db, learnerId, idempotencyKey ?? '')
    if (earlier === null) throw new Error('a key is taken by a job that is not there')
    return earlier.inputDigest === inputDigest ? atRest(earlier.job) : KEY_CONFLICT
  }
  context.sendOff(job)
  return atRest(job)
}

/** A job by its id, or null where there is none, or none in reach. */
export function findScoreJob(
  { id }: { id: string },
  { read, viewer }: Context,
): JobState | null | Promise<JobState | null> {
  return whenKnown(read.jobs.find(id), (job) =>
    job !== null && reaches(viewer, job.learnerId) ? atRest(job) : null,
  )
}

/** The job in which a submission's result stands: null before it is handed in. */
export async function findCountingJob(
  { id, status }: Submission,
  { read }: Context,
): Promise<JobState | null> {
  const job = status === 'IN_PROGRESS' ? undefined : await read.countingJob(id)
  return job === undefined ? null : atRest(job)
}

const BY_JOB_ID = { of: ({ job }: JobState) => job.id, isValid: isId }

const filterSchema = z
  .object({
    learnerId: plainText.nullish(),
    simulationId: plainText.nullish(),
    status: z.enum(['QUEUED', 'RUNNING', 'DONE', 'ERROR', 'CANCELED']).nullish(),
    purpose: z.enum(PURPOSES).nullish(),
  })
  .transform((filter) => ({
    learnerId: filter.learnerId ?? undefined,
    simulationId: filter.simulationId ?? undefined,
    status: filter.status ?? undefined,
    purpose: filter.purpose ?? undefined,
  }))

/** Jobs, the newest first. */
export function listScoreJobs(
  { filter, ...args }: ConnectionArgs & { filter?: unknown },
  { db, viewer }: Context,
): Promise<Connection<JobState>> {
  const { learnerId, ...rest } = parseFilter(filterSchema, filter)
  const wanted = { ...rest, learnerId: learnerToList(viewer, learnerId) }
  return connect(args, BY_JOB_ID, async (page) => (await store.listScoreJobs(db, wanted, page)).map(atRest))
}

/** All jobs of a submission, practice runs included, the newest first. */
export function listJobsOfSubmission(
  { id }: Submission,
  args: ConnectionArgs,
  { db }: Context,
): Promise<Connection<JobState>> {
  const read = { submissionId: id }
  return connect(args, BY_JOB_ID, async (page) => (await store.listScoreJobs(db, read, page)).map(atRest))
}

/** Every run of a job. */
export function listAttempts({ job }: JobState, { db }: Context): Promise<JobRun[]> {
  return listRuns(db, job.id)
}

/** 1 = next of its lane; null unless the job is queued, and while nothing moves because the queue is away. */
export async function queuePosition(state: JobState, context: Context): Promise<number | null> {
  return (await placeOf(state, context))?.position ?? null
}

/** When a queued job will be done if its lane goes on as it last did; null when the last minute says nothing of that. */
export async function estimatedCompletionAt(state: JobState, context: Context): Promise<Date | null> {
  return (await placeOf(state, context))?.doneAt ?? null
}

async function placeOf({ job, place }: JobState, context: Context): Promise<Place | null> {
  // Not looked at for any other job: what is told of one that has ended holds for good.
  return job.status === 'QUEUED' ? (place ?? context.places.of(job)) : null
}

/**
 * A job's states; one who wants places is told too of each change of queuePosition and estimatedCompletionAt.
 * @throws NOT_FOUND for a job that is not there, or not in reach
 */
export async function watchJob(
  { jobId, afterVersion }: { jobId: string; afterVersion?: number | null | undefined },
  { db, hub, viewer }: Context,
  wantsPlaces: boolean,
): Promise<AsyncIterable<JobState>> {
  if (afterVersion != null && afterVersion < 0) throw badInput('afterVersion', 'must be a number from 0')
  const learnerId = isId(jobId) ? await store.findLearnerOfJob(db, jobId) : null
  if (learnerId === null || !reaches(viewer, learnerId))
    throw new GraphQLError('score job not found', { extensions: { code: 'NOT_FOUND' } })
  return hub.watch(jobId, { afterVersion: afterVersion ?? 0, wantsPlaces })
}

/** Jobs as they change, for dashboards. */
export function watchActivity(
  { filter }: { filter?: unknown },
  { activity }: Context,
): AsyncIterable<JobState> {
  const wanted = parseFilter(filterSchema, filter)
  return activity.watch(
    (job) =>
      (wanted.simulationId === undefined || [job.simulationId, job.slug].includes(wanted.simulationId)) &&
      (wanted.learnerId ?? job.learnerId) === job.learnerId &&
      (wanted.status ?? job.status) === job.status &&
      (wanted.purpose ?? job.purpose) === job.purpose,
  )
}

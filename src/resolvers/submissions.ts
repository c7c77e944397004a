import { z } from 'zod'
import { boundTo, checkReach, reaches } from '../access/reach.ts'
import { type Failure, notFound } from '../domain/failures.ts'
import { isId } from '../domain/ids.ts'
import { canonicalJson, type JsonObject } from '../domain/json.ts'
import { plainText } from '../domain/plain-text.ts'
import type { Simulation } from '../domain/simulation.ts'
import type { Submission, WholeSubmission } from '../domain/submission.ts'
import type { NewSubmission } from '../store/submission-writes.ts'
import * as store from '../store/submissions.ts'
import type { Context } from './context.ts'
import { digestOfInput, KEY_CONFLICT, parseFilter, parseInput, readData } from './inputs.ts'
import { learnerToList } from './learner-to-list.ts'
import { BY_ID, type Connection, type ConnectionArgs, connect } from './paging.ts'
import { findSimulation } from './simulations.ts'

const createInput = z.object({
  learnerId: plainText,
  simulationId: z.string(),
  data: z.unknown().optional(),
  idempotencyKey: plainText.nullish(),
})

/** Begins a learner's next attempt at a simulation. */
export async function createSubmission(
  input: { readonly learnerId?: unknown },
  context: Context,
): Promise<Submission | Failure> {
  const own = boundTo(context.viewer)
  const parsed = parseInput(
    createInput,
    own === null ? input : { ...input, learnerId: input.learnerId ?? own },
  )
  if ('failure' in parsed) return parsed.failure
  const { learnerId, simulationId, idempotencyKey } = parsed.ok
  checkReach(context.viewer, learnerId)
  context.admitFor(context.viewer, learnerId, 'submit')
  const data = readData(parsed.ok.data ?? {}, 'data')
  if ('failure' in data) return data.failure
  const simulation = await findSimulation({ id: simulationId }, context)
  if (simulation === null) return notFound('simulation')
  const idempotency =
    idempotencyKey == null
      ? null
      : { key: idempotencyKey, inputDigest: digestOfInput({ simulationId, data: data.ok }) }
  return begin({ learnerId, data: data.ok, text: data.text, idempotency }, simulation, context)
}

/** How often an attempt may collide with the same learner's other attempts before that is held to be a fault. */
const MAX_COLLISIONS = 50

async function begin(
  work: Pick<NewSubmission, 'learnerId' | 'data' | 'text' | 'idempotency'>,
  { id: simulationId, slug, definition }: Simulation,
  { db, submissionWrites }: Context,
): Promise<Submission | Failure> {
  const maxAttempts = definition.maxAttempts ?? null
  for (let collisions = 0; collisions < MAX_COLLISIONS; collisions++) {
    const inserted = await submissionWrites.insert({ ...work, simulationId, slug, maxAttempts })
    if (inserted !== null) return inserted
    if (work.idempotency !== null) {
      const earlier = await store.findSubmissionByKey(db, work.learnerId, work.idempotency.key)
      if (earlier !== null) {
        return earlier.inputDigest === work.idempotency.inputDigest ? earlier.submission : KEY_CONFLICT
      }
    }
    if (maxAttempts !== null && (await store.countAttempts(db, work.learnerId, slug)) >= maxAttempts) {
      const message = `all ${maxAttempts} attempts at ${slug} are used`
      return { failure: 'ATTEMPTS_EXHAUSTED', message, maxAttempts }
    }
  }
  throw new Error('attempts of one learner keep colliding')
}

const revision = z.int().min(0).nullish()
const autosaveInput = z.object({
  submissionId: z.string(),
  data: z.unknown().optional(),
  expectedRevision: revision,
})

/** Replaces a draft's data. */
export async function autosaveSubmission(input: object, context: Context): Promise<Submission | Failure> {
  const parsed = parseInput(autosaveInput, input)
  if ('failure' in parsed) return parsed.failure
  const data = readData(parsed.ok.data, 'data')
  if ('failure' in data) return data.failure
  const { submissionId: id, expectedRevision = null } = parsed.ok
  if (!isId(id)) return notFound('submission')
  context.admitFor(context.viewer, id, 'autosave')
  const learnerId = boundTo(context.viewer)
  const save = { id, learnerId, data: data.ok, text: data.text, expectedRevision }
  const saved = await context.submissionWrites.autosave(save)
  return saved ?? refusalOf(await findSubmission({ id }, context))
}

const submitInput = z.object({
  submissionId: z.string(),
  data: z.unknown().optional(),
  expectedRevision: revision,
})

/** Hands a draft in, once: repeated with the same work it gives the same submission and job. */
export async function submitSubmission(input: object, context: Context): Promise<Submission | Failure> {
  const parsed = parseInput(submitInput, input)
  if ('failure' in parsed) return parsed.failure
  const { submissionId: id, expectedRevision = null } = parsed.ok
  const data = parsed.ok.data == null ? { ok: null, text: null } : readData(parsed.ok.data, 'data')
  if ('failure' in data) return data.failure
  if (!isId(id)) return notFound('submission')
  context.admitFor(context.viewer, id, 'submit')
  const learnerId = boundTo(context.viewer)
  const submitting = { id, learnerId, data: data.ok, text: data.text, expectedRevision }
  const submitted = await context.submissionWrites.submit(submitting)
  if (submitted !== null) {
    context.sendOff(submitted.job)
    return submitted.submission
  }
  const current = inReach((await context.read.wholeSubmission(id)) ?? null, context)
  return current?.status === 'SUBMITTED' && isSameWork(current, data.ok) ? current : refusalOf(current)
}

function isSameWork(submission: WholeSubmission, data: JsonObject | null): boolean {
  return data === null || canonicalJson(data) === canonicalJson(submission.data)
}

/** Why a draft could not be changed. */
function refusalOf(current: Submission | null): Failure {
  if (current === null) return notFound('submission')
  if (current.status === 'SUBMITTED') {
    return { failure: 'INVALID_STATE', message: 'the submission is handed in and cannot change any more' }
  }
  const message = `expectedRevision: the submission is at revision ${current.revision}`
  return { failure: 'CONFLICT', message, currentRevision: current.revision }
}

/** A submission by its id, with its data where that is wanted, or null where there is none, or none in reach. */
export async function findSubmission(
  { id }: { id: string },
  context: Context,
  wantsData = false,
): Promise<Submission | null> {
  const { submission, wholeSubmission } = context.read
  return inReach((await (wantsData ? wholeSubmission : submission)(id)) ?? null, context)
}

function inReach<T extends Submission>(submission: T | null, { viewer }: Context): T | null {
  return submission !== null && reaches(viewer, submission.learnerId) ? submission : null
}

/** A submission's data, where it was asked for. */
export function dataOf({ data }: Submission): JsonObject {
  if (data === undefined) throw new Error('a submission was read without its data')
  return data
}

const filterSchema = z.object({
  learnerId: plainText.nullish(),
  simulationId: plainText.nullish(),
  status: z.enum(['IN_PROGRESS', 'SUBMITTED']).nullish(),
})

/** Submissions, the newest first, with their data where that is wanted. */
export function listSubmissions(
  { filter, ...args }: ConnectionArgs & { filter?: unknown },
  { db, viewer }: Context,
  wantsData: boolean,
): Promise<Connection<Submission>> {
  const { learnerId, simulationId, status } = parseFilter(filterSchema, filter)
  const wanted = {
    learnerId: learnerToList(viewer, learnerId ?? undefined),
    simulationId: simulationId ?? undefined,
    status: status ?? undefined,
  }
  return connect(args, BY_ID, (page) => store.listSubmissions(db, wanted, page, wantsData))
}

import { z } from 'zod'
import { reaches } from '../access/reach.ts'
import { type Failure, isFailure, notFound } from '../domain/failures.ts'
import type { Viewer } from '../domain/identity.ts'
import { isId } from '../domain/ids.ts'
import { canonicalJson, type JsonObject } from '../domain/json.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { JobState } from '../status/event.ts'
import type { Db } from '../store/database.ts'
import { cancelJob } from '../store/job-control.ts'
import { findOpenPractice, insertPractice } from '../store/practice.ts'
import { lockSubmission } from '../store/submissions.ts'
import type { Context } from './context.ts'
import { parseInput, readData } from './inputs.ts'

const practiceInput = z.object({ submissionId: z.string(), data: z.unknown().optional() })

/**
 * Queues a run of the visible tests on a draft as it stands, or on the data that is given; the draft does not change.
 * A draft has one open run: asked for again with the same data it is the same job, with other data it is called off.
 */
export async function practiceSubmission(input: object, context: Context): Promise<JobState | Failure> {
  const parsed = parseInput(practiceInput, input)
  if ('failure' in parsed) return parsed.failure
  const data = parsed.ok.data == null ? { ok: null } : readData(parsed.ok.data, 'data')
  if ('failure' in data) return data.failure
  const { submissionId } = parsed.ok
  if (!isId(submissionId)) return notFound('submission')
  context.admitFor(context.viewer, submissionId, 'submit')
  const practised = await context.db
    .transaction()
    .execute((tx) => practise(tx, context.viewer, { submissionId, given: data.ok }))
  if (isFailure(practised)) return practised
  const { job, isNew, calledOff } = practised
  if (calledOff !== null) context.publish(calledOff)
  if (isNew) context.sendOff(job)
  return { job, progress: null }
}

interface Practised {
  readonly job: ScoreJob
  readonly isNew: boolean
  readonly calledOff: ScoreJob | null
}

async function practise(
  tx: Db,
  viewer: Viewer,
  { submissionId, given }: { readonly submissionId: string; readonly given: JsonObject | null },
): Promise<Practised | Failure> {
  // Held, so that two runs asked for at once take turns, and none begins on work that is just being handed in.
  const submission = await lockSubmission(tx, submissionId)
  if (submission === null || !reaches(viewer, submission.learnerId)) return notFound('submission')
  if (submission.status === 'SUBMITTED') {
    return { failure: 'INVALID_STATE', message: 'the submission is handed in: practice is for drafts' }
  }
  const data = given ?? submission.data
  const open = await findOpenPractice(tx, submissionId)
  if (open !== null && canonicalJson(open.data) === canonicalJson(data)) {
    return { job: open.job, isNew: false, calledOff: null }
  }
  const calledOff = open === null ? null : await cancelJob(tx, open.job.id)
  return { job: await insertPractice(tx, { submissionId, data }), isNew: true, calledOff }
}

import * as resolvers from '../resolvers/job-control.ts'
import { rescoreSubmission } from '../resolvers/rescore.ts'
import { STAFF } from './audience.ts'
import { builder } from './builder.ts'
import { resultUnion } from './failures.ts'
import { ScoreJobType } from './refs.ts'

const CancelScoreJobInput = builder.inputType('CancelScoreJobInput', {
  description: 'Which job to call off.',
  fields: (t) => ({ jobId: t.id({ required: true, description: 'A job that is QUEUED or RUNNING.' }) }),
})

const RetryScoreJobInput = builder.inputType('RetryScoreJobInput', {
  description: 'Which job to try again.',
  fields: (t) => ({ jobId: t.id({ required: true, description: 'A job that ended in ERROR.' }) }),
})

const RescoreSubmissionInput = builder.inputType('RescoreSubmissionInput', {
  description: 'What to score again, by what, and why.',
  fields: (t) => ({
    submissionId: t.id({ required: true, description: 'A submission that was handed in.' }),
    simulationId: t.id({
      description:
        'A version of its simulation by its id, or the slug for the newest; the newest version when left out.',
    }),
    reason: t.string({ required: true, description: 'Why, for the audit log: 1 to 1000 characters.' }),
  }),
})

/** What staff may do with a job, and with the work behind it. */
export function addJobControl(): void {
  builder.mutationFields((t) => ({
    cancelScoreJob: t.field({
      authScopes: STAFF,
      type: resultUnion('CancelScoreJob', ScoreJobType),
      description: 'Calls a queued job off, or ends a running one within a second.',
      args: { input: t.arg({ type: CancelScoreJobInput, required: true, description: 'Which job.' }) },
      resolve: (_root, { input }, context) => resolvers.cancelScoreJob(input, context),
    }),
    retryScoreJob: t.field({
      authScopes: STAFF,
      type: resultUnion('RetryScoreJob', ScoreJobType),
      description: 'A new job for a job that ended in ERROR; practice runs are not retried.',
      args: { input: t.arg({ type: RetryScoreJobInput, required: true, description: 'Which job.' }) },
      resolve: (_root, { input }, context) => resolvers.retryScoreJob(input, context),
    }),
    rescoreSubmission: t.field({
      authScopes: STAFF,
      type: resultUnion('RescoreSubmission', ScoreJobType),
      description:
        'A new job for a submission, by the newest version of its simulation or the one named. Jobs before it stand ' +
        'as they are; the new one becomes `Submission.scoreJob`. It never delays work that was handed in.',
      args: {
        input: t.arg({ type: RescoreSubmissionInput, required: true, description: 'What to score again.' }),
      },
      resolve: (_root, { input }, context) => rescoreSubmission(input, context),
    }),
  }))
}

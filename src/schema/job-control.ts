import * as resolvers from '../resolvers/job-control.ts'
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

/** What staff may do with a job. */
export function addJobControl(): void {
  builder.mutationFields((t) => ({
    cancelScoreJob: t.field({
      type: resultUnion('CancelScoreJob', ScoreJobType),
      description: 'Calls a queued job off, or ends a running one within a second.',
      args: { input: t.arg({ type: CancelScoreJobInput, required: true, description: 'Which job.' }) },
      resolve: (_root, { input }, context) => resolvers.cancelScoreJob(input, context),
    }),
    retryScoreJob: t.field({
      type: resultUnion('RetryScoreJob', ScoreJobType),
      description: 'A new job for a job that ended in ERROR.',
      args: { input: t.arg({ type: RetryScoreJobInput, required: true, description: 'Which job.' }) },
      resolve: (_root, { input }, context) => resolvers.retryScoreJob(input, context),
    }),
  }))
}

import * as resolvers from '../resolvers/learners.ts'
import { ADMINS } from './audience.ts'
import { builder } from './builder.ts'
import { resultUnion } from './failures.ts'

const LearnerErasureType = builder.objectRef<resolvers.LearnerErasure>('LearnerErasure').implement({
  description: 'What was removed of a learner.',
  fields: (t) => ({
    learnerId: t.exposeID('learnerId', { description: 'Who it was.' }),
    submissions: t.exposeInt('submissions', { description: 'How many submissions.' }),
    scoreJobs: t.exposeInt('scoreJobs', {
      description: 'How many jobs, those that were called off included.',
    }),
    apiKeys: t.exposeInt('apiKeys', { description: 'How many keys.' }),
  }),
})

const EraseLearnerInput = builder.inputType('EraseLearnerInput', {
  description: 'Whose work to remove.',
  fields: (t) => ({ learnerId: t.id({ required: true, description: 'The learner.' }) }),
})

/** A learner's data: all of it read, and removed. */
export function addLearners(): void {
  builder.queryField('exportLearner', (t) =>
    t.field({
      authScopes: ADMINS,
      type: 'JSON',
      description:
        'All that is kept of a learner’s work: `{ learnerId, exportedAt, submissions, scoreJobs }`.',
      args: { learnerId: t.arg.id({ required: true, description: 'The learner.' }) },
      resolve: (_root, args, context) => resolvers.exportLearner(args, context),
    }),
  )
  builder.mutationField('eraseLearner', (t) =>
    t.field({
      authScopes: ADMINS,
      type: resultUnion('EraseLearner', LearnerErasureType),
      description:
        'Removes a learner’s submissions, jobs and keys for good, and calls running jobs off. The audit log keeps that ' +
        'it was done. Repeated: nothing is left to remove.',
      args: { input: t.arg({ type: EraseLearnerInput, required: true, description: 'Whose work.' }) },
      resolve: (_root, { input }, context) => resolvers.eraseLearner(input, context),
    }),
  )
}

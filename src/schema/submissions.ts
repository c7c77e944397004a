import { practiceSubmission } from '../resolvers/practice.ts'
import * as jobs from '../resolvers/score-jobs.ts'
import * as resolvers from '../resolvers/submissions.ts'
import { EVERYBODY, LEARNING } from './audience.ts'
import { builder } from './builder.ts'
import { connectionType, pageArgs } from './connections.ts'
import { resultUnion } from './failures.ts'
import { ScoreJobType, SubmissionType } from './refs.ts'
import { ScoreJobConnection } from './score-jobs.ts'
import { selectsBelow } from './selects.ts'
import { SimulationType } from './simulations.ts'

const SubmissionStatus = builder.enumType('SubmissionStatus', {
  description: 'Whether a submission is still being worked on.',
  values: {
    IN_PROGRESS: { description: 'A draft: it takes autosaves.' },
    SUBMITTED: { description: 'Handed in, for good.' },
  } as const,
})

SubmissionType.implement({
  description: 'A learner’s work on a simulation.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    learnerId: t.exposeID('learnerId', { description: 'Whose work it is, in the platform’s own terms.' }),
    simulation: t.field({
      type: SimulationType,
      description: 'The version that the work began with, and is scored by.',
      resolve: ({ simulationId }, _args, { read }) => read.simulation(simulationId),
    }),
    status: t.expose('status', {
      type: SubmissionStatus,
      description: 'Whether it is still being worked on.',
    }),
    data: t.field({ type: 'JSON', description: 'The work itself.', resolve: resolvers.dataOf }),
    revision: t.exposeInt('revision', { description: 'Grows by one with every accepted autosave.' }),
    attempt: t.exposeInt('attempt', {
      description: '1 for this learner’s first submission to this simulation’s slug.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the work began.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    submittedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was handed in.',
      resolve: ({ submittedAt }) => submittedAt,
    }),
    scoreJob: t.field({
      type: ScoreJobType,
      nullable: true,
      description: 'The newest job that counts: SUBMISSION, RESCORE or RETRY.',
      resolve: (submission, _args, context) => jobs.findCountingJob(submission, context),
    }),
    scoreJobs: t.field({
      type: ScoreJobConnection,
      description: 'All its jobs, practice runs included, the newest first.',
      args: pageArgs(t.arg),
      resolve: (submission, args, context) => jobs.listJobsOfSubmission(submission, args, context),
    }),
  }),
})

const SubmissionConnection = connectionType('Submission', 'submissions', SubmissionType)

const SubmissionFilter = builder.inputType('SubmissionFilter', {
  description: 'Which submissions: those that match every field that is given.',
  fields: (t) => ({
    learnerId: t.id({ description: 'Of one learner.' }),
    simulationId: t.id({ description: 'Of one version by its id, or of all versions by their slug.' }),
    status: t.field({ type: SubmissionStatus, description: 'In one status.' }),
  }),
})

const CreateSubmissionInput = builder.inputType('CreateSubmissionInput', {
  description: 'Whose work on what.',
  fields: (t) => ({
    learnerId: t.id({ description: 'Whose work it is; needed unless you are the learner.' }),
    simulationId: t.id({ required: true, description: 'An id, or a slug for the newest version.' }),
    data: t.field({
      type: 'JSON',
      description: 'What the work begins with: an object; empty when left out.',
    }),
    idempotencyKey: t.string({
      description: 'Repeating the mutation with the same key and input gives the same submission.',
    }),
  }),
})

const AutosaveSubmissionInput = builder.inputType('AutosaveSubmissionInput', {
  description: 'The state of a draft.',
  fields: (t) => ({
    submissionId: t.id({ required: true, description: 'Which draft.' }),
    data: t.field({
      type: 'JSON',
      required: true,
      description: 'The whole work: an object of at most 1 MiB.',
    }),
    expectedRevision: t.int({
      description: 'Refuse with a ConflictError when the draft is at another revision.',
    }),
  }),
})

const SubmitSubmissionInput = builder.inputType('SubmitSubmissionInput', {
  description: 'Which draft to hand in.',
  fields: (t) => ({
    submissionId: t.id({ required: true, description: 'Which draft.' }),
    data: t.field({ type: 'JSON', description: 'Replaces the draft’s data before it is handed in.' }),
    expectedRevision: t.int({
      description: 'Refuse with a ConflictError when the draft is at another revision.',
    }),
  }),
})

const PracticeSubmissionInput = builder.inputType('PracticeSubmissionInput', {
  description: 'Which draft to try.',
  fields: (t) => ({
    submissionId: t.id({ required: true, description: 'Which draft.' }),
    data: t.field({
      type: 'JSON',
      description: 'What to try instead of the draft’s data as it stands; the draft does not change.',
    }),
  }),
})

/** Submissions: read, begun, saved, tried and handed in. */
export function addSubmissions(): void {
  builder.queryFields((t) => ({
    submission: t.field({
      authScopes: EVERYBODY,
      type: SubmissionType,
      nullable: true,
      description: 'One submission, or null.',
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, args, context, info) =>
        resolvers.findSubmission(args, context, selectsBelow(info, 'data')),
    }),
    submissions: t.field({
      authScopes: EVERYBODY,
      type: SubmissionConnection,
      description: 'Submissions, the newest first.',
      args: { filter: t.arg({ type: SubmissionFilter, description: 'Which of them.' }), ...pageArgs(t.arg) },
      resolve: (_root, args, context, info) =>
        resolvers.listSubmissions(args, context, selectsBelow(info, 'data')),
    }),
  }))
  addMutations()
}

function addMutations(): void {
  builder.mutationFields((t) => ({
    createSubmission: t.field({
      authScopes: LEARNING,
      type: resultUnion('CreateSubmission', SubmissionType),
      description: 'Begins a learner’s next attempt at a simulation.',
      args: {
        input: t.arg({ type: CreateSubmissionInput, required: true, description: 'Whose work on what.' }),
      },
      resolve: (_root, { input }, context) => resolvers.createSubmission(input, context),
    }),
    autosaveSubmission: t.field({
      authScopes: LEARNING,
      type: resultUnion('AutosaveSubmission', SubmissionType),
      description: 'Replaces the data.',
      args: {
        input: t.arg({
          type: AutosaveSubmissionInput,
          required: true,
          description: 'The state of the work.',
        }),
      },
      resolve: (_root, { input }, context) => resolvers.autosaveSubmission(input, context),
    }),
    submitSubmission: t.field({
      authScopes: LEARNING,
      type: resultUnion('SubmitSubmission', SubmissionType),
      description:
        'Replaces the data where it is given, and hands the work in. Repeated without data or with the same data: ' +
        'the same submission and job. With other data: InvalidStateError.',
      args: { input: t.arg({ type: SubmitSubmissionInput, required: true, description: 'Which draft.' }) },
      resolve: (_root, { input }, context) => resolvers.submitSubmission(input, context),
    }),
    practiceSubmission: t.field({
      authScopes: LEARNING,
      type: resultUnion('PracticeSubmission', ScoreJobType),
      description:
        'Runs the visible tests on a draft, for the learner’s eyes. Counts for nothing: its score is the rubric’s on ' +
        'programs and their visible tests alone, and tasks without a visible test are left out. The job keeps a copy ' +
        'of the data. A draft has one open run: with the same data it is the same job, other data calls it off.',
      args: { input: t.arg({ type: PracticeSubmissionInput, required: true, description: 'Which draft.' }) },
      resolve: (_root, { input }, context) => practiceSubmission(input, context),
    }),
  }))
}

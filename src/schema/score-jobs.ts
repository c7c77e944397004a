import type { ScoreJob } from '../domain/score-job.ts'
import * as resolvers from '../resolvers/score-jobs.ts'
import { findSubmission } from '../resolvers/submissions.ts'
import { EVERYBODY, PLATFORM, STAFF } from './audience.ts'
import { builder } from './builder.ts'
import { connectionType, pageArgs } from './connections.ts'
import { resultUnion } from './failures.ts'
import { ScoreJobType, SubmissionType } from './refs.ts'
import { selectsAny, selectsBelow } from './selects.ts'
import { SimulationType } from './simulations.ts'
import {
  CriterionScoreType,
  FindingType,
  JobAttemptType,
  ScoreProgressType,
  ScoringErrorType,
  TestResultType,
} from './verdict.ts'

const ScoreJobStatus = builder.enumType('ScoreJobStatus', {
  description: 'Where a job stands. DONE, ERROR and CANCELED are final.',
  values: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'A worker scores it.' },
    DONE: { description: 'It has a verdict.' },
    ERROR: { description: 'It could not be scored.' },
    CANCELED: { description: 'It was called off.' },
  } as const,
})

const ScoreJobPurpose = builder.enumType('ScoreJobPurpose', {
  description: 'Why a job exists.',
  values: {
    SUBMISSION: { description: 'Made by submitting.' },
    DIRECT: { description: 'Made by createScoreJob.' },
    PRACTICE: { description: 'A learner’s run of the visible tests.' },
    RESCORE: { description: 'Made by staff, to score a submission again.' },
    RETRY: { description: 'Made by staff, from a job that ended in ERROR.' },
  } as const,
})

const verdictOf = (job: ScoreJob) => (job.status === 'DONE' ? job.verdict : null)
const startOf = (job: ScoreJob) => (job.status === 'QUEUED' ? null : job.startedAt)
const endOf = (job: ScoreJob) =>
  job.status === 'QUEUED' || job.status === 'RUNNING' ? null : job.completedAt

function processingTimeMs(job: ScoreJob): number | null {
  const [start, end] = [startOf(job), endOf(job)]
  return start === null || end === null ? null : end.getTime() - start.getTime()
}

ScoreJobType.implement({
  description: 'One scoring of one piece of work.',
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ job }) => job.id }),
    status: t.field({
      type: ScoreJobStatus,
      description: 'Where it stands.',
      resolve: ({ job }) => job.status,
    }),
    purpose: t.field({
      type: ScoreJobPurpose,
      description: 'Why it exists.',
      resolve: ({ job }) => job.purpose,
    }),
    version: t.int({
      description: 'Grows by one with every recorded change of this job.',
      resolve: ({ job }) => job.version,
    }),
    learnerId: t.id({ description: 'Whose work it scores.', resolve: ({ job }) => job.learnerId }),
    simulation: t.field({
      type: SimulationType,
      description: 'The version that it scores by.',
      resolve: ({ job }, _args, { read }) => read.simulation(job.simulationId),
    }),
    submission: t.field({
      type: SubmissionType,
      nullable: true,
      description: 'What it scores; null for a job made by createScoreJob.',
      resolve: ({ job: { submissionId: id } }, _args, context, info) =>
        id === null ? null : findSubmission({ id }, context, selectsBelow(info, 'data')),
    }),
    queuePosition: t.int({
      nullable: true,
      description: '1 = next of its lane; null unless QUEUED, or when unknown.',
      resolve: (state, _args, context) => resolvers.queuePosition(state, context),
    }),
    estimatedCompletionAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When a queued job will be done at the pace that its lane had in the last minute, while it had work; null when unknown.',
      resolve: (state, _args, context) => resolvers.estimatedCompletionAt(state, context),
    }),
    progress: t.field({
      type: ScoreProgressType,
      nullable: true,
      description: 'How far a running job has come; told to those who watch it.',
      resolve: ({ progress }) => progress,
    }),
    retryCount: t.int({
      description: 'Retries spent on faults of the system.',
      resolve: ({ job }) => job.retryCount,
    }),
    score: t.int({
      nullable: true,
      description: '0..100, set when DONE.',
      resolve: ({ job }) => verdictOf(job)?.score ?? null,
    }),
    breakdown: t.field({
      type: [CriterionScoreType],
      nullable: true,
      description: 'The score by criterion, set when DONE.',
      resolve: ({ job }) => verdictOf(job)?.breakdown ?? null,
    }),
    feedback: t.string({
      nullable: true,
      description: 'Markdown; begins with `Overall Score: N/100`. Set when DONE.',
      resolve: ({ job }) => verdictOf(job)?.feedback ?? null,
    }),
    findings: t.field({
      type: [FindingType],
      nullable: true,
      description: 'Remarks on the work, set when DONE.',
      resolve: ({ job }) => verdictOf(job)?.findings ?? null,
    }),
    testResults: t.field({
      type: [TestResultType],
      nullable: true,
      description: 'How each test ended, set when DONE.',
      resolve: ({ job }) => verdictOf(job)?.testResults ?? null,
    }),
    error: t.field({
      type: ScoringErrorType,
      nullable: true,
      description: 'Set when ERROR.',
      resolve: ({ job }) => (job.status === 'ERROR' ? job.error : null),
    }),
    engineVersion: t.string({
      nullable: true,
      description:
        'Which scoring engine gave the verdict; the same engine, simulation version and data give the same verdict.',
      resolve: ({ job }) => verdictOf(job)?.engineVersion ?? null,
    }),
    attempts: t.field({
      authScopes: STAFF,
      type: [JobAttemptType],
      nullable: true,
      description: 'Staff only: every run, with its worker, times and end.',
      resolve: (state, _args, context) => resolvers.listAttempts(state, context),
    }),
    queuedAt: t.field({
      type: 'DateTime',
      description: 'When it was made.',
      resolve: ({ job }) => job.queuedAt,
    }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the newest run began; null while QUEUED.',
      resolve: ({ job }) => startOf(job),
    }),
    completedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it reached its final state.',
      resolve: ({ job }) => endOf(job),
    }),
    processingTimeMs: t.int({
      nullable: true,
      description: 'Milliseconds from startedAt to completedAt.',
      resolve: ({ job }) => processingTimeMs(job),
    }),
  }),
})

/** A page of jobs. */
export const ScoreJobConnection = connectionType('ScoreJob', 'jobs', ScoreJobType)

const ScoreJobFilter = builder.inputType('ScoreJobFilter', {
  description: 'Which jobs: those that match every field that is given.',
  fields: (t) => ({
    learnerId: t.id({ description: 'Of one learner.' }),
    simulationId: t.id({ description: 'By one version by its id, or by all versions by their slug.' }),
    status: t.field({ type: ScoreJobStatus, description: 'In one status.' }),
    purpose: t.field({ type: ScoreJobPurpose, description: 'With one purpose.' }),
  }),
})

const CreateScoreJobInput = builder.inputType('CreateScoreJobInput', {
  description: 'Work to score that is no submission.',
  fields: (t) => ({
    learnerId: t.id({ required: true, description: 'Whose work it is.' }),
    simulationId: t.id({ required: true, description: 'An id, or a slug for the newest version.' }),
    submissionData: t.field({
      type: 'JSON',
      required: true,
      description: 'The work: an object of at most 1 MiB.',
    }),
    idempotencyKey: t.string({
      description: 'Repeating the mutation with the same key and input gives the same job.',
    }),
  }),
})

/** Jobs: read, made directly, and watched. */
export function addScoreJobs(): void {
  builder.queryFields((t) => ({
    scoreJob: t.field({
      authScopes: EVERYBODY,
      type: ScoreJobType,
      nullable: true,
      description: 'One job, or null.',
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (_root, args, context) => resolvers.findScoreJob(args, context),
    }),
    scoreJobs: t.field({
      authScopes: EVERYBODY,
      type: ScoreJobConnection,
      description: 'Jobs, the newest first.',
      args: { filter: t.arg({ type: ScoreJobFilter, description: 'Which of them.' }), ...pageArgs(t.arg) },
      resolve: (_root, args, context) => resolvers.listScoreJobs(args, context),
    }),
  }))
  builder.mutationFields((t) => ({
    createScoreJob: t.field({
      authScopes: PLATFORM,
      type: resultUnion('CreateScoreJob', ScoreJobType),
      description: 'Scores work that is no submission.',
      args: { input: t.arg({ type: CreateScoreJobInput, required: true, description: 'The work.' }) },
      resolve: (_root, { input }, context) => resolvers.createScoreJob(input, context),
    }),
  }))
  addSubscriptions()
}

/** The fields that change without a change of the job. */
const PLACE = ['queuePosition', 'estimatedCompletionAt']

function addSubscriptions(): void {
  builder.subscriptionFields((t) => ({
    jobStatus: t.field({
      authScopes: EVERYBODY,
      type: ScoreJobType,
      description:
        'First the job as it stands (if its version > afterVersion), then every later state that matters. Versions ' +
        'never fall; an event that moves only queuePosition, estimatedCompletionAt or progress repeats the version. ' +
        'A slow reader may skip states in between, never the last. Completes after DONE, ERROR or CANCELED; at once, ' +
        'without an event, if afterVersion is the final version already.',
      args: {
        jobId: t.arg.id({ required: true, description: 'Which job.' }),
        afterVersion: t.arg.int({ description: 'The newest version that you have; 0 when left out.' }),
      },
      extensions: { tellsNewestOnly: true },
      subscribe: (_root, args, context, info) => resolvers.watchJob(args, context, selectsAny(info, PLACE)),
      resolve: (state) => state,
    }),
    jobActivity: t.field({
      authScopes: STAFF,
      type: ScoreJobType,
      description:
        'Staff: jobs as they change, newest state of each; bounded in rate, so a busy engine skips states in between.',
      args: { filter: t.arg({ type: ScoreJobFilter, description: 'Which jobs.' }) },
      subscribe: (_root, args, context) => resolvers.watchActivity(args, context),
      resolve: (state) => state,
    }),
  }))
}

import type { Submission } from '../domain/submission.ts'
import type { JobState } from '../resolvers/score-jobs.ts'
import { builder } from './builder.ts'

// Submissions and jobs point at each other: their names stand here, their fields in files of their own.

/** A learner's work; its fields are in submissions.ts. */
export const SubmissionType = builder.objectRef<Submission>('Submission')

/** One scoring, with its progress; its fields are in score-jobs.ts. */
export const ScoreJobType = builder.objectRef<JobState>('ScoreJob')

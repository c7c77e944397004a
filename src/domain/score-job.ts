import type { Verdict } from './verdict.ts'

// job: one scoring of one piece of work, from queued to final.
// run: one worker's hold on a job, from claim to verdict or loss (`JobAttempt` in the API).
// claim: taking a job, under a fresh token and a lease. epoch: counts how often a job was put into the queue.

/** Why a job exists. */
export const PURPOSES = ['SUBMISSION', 'DIRECT', 'PRACTICE', 'RESCORE', 'RETRY'] as const
export type ScoreJobPurpose = (typeof PURPOSES)[number]

/** Why a job ended in ERROR; `retryable` says whether a new job may fare better. */
export interface ScoringError {
  readonly code: string
  readonly message: string
  readonly retryable: boolean
}

interface ScoreJobBase {
  readonly id: string
  readonly purpose: ScoreJobPurpose
  /** Grows by one with every recorded change. */
  readonly version: number
  readonly learnerId: string
  readonly simulationId: string
  readonly slug: string
  readonly submissionId: string | null
  readonly retryCount: number
  readonly queuedAt: Date
}

/** A job in one of its states; what a state does not have cannot be written. */
export type ScoreJob = ScoreJobBase &
  (
    | { readonly status: 'QUEUED' }
    | { readonly status: 'RUNNING'; readonly startedAt: Date }
    | {
        readonly status: 'DONE'
        readonly startedAt: Date
        readonly completedAt: Date
        readonly verdict: Verdict
      }
    | {
        readonly status: 'ERROR'
        readonly startedAt: Date | null
        readonly completedAt: Date
        readonly error: ScoringError
      }
    | { readonly status: 'CANCELED'; readonly startedAt: Date | null; readonly completedAt: Date }
  )
export type ScoreJobStatus = ScoreJob['status']

/** DONE, ERROR and CANCELED are never left. */
export function isFinal(status: ScoreJobStatus): boolean {
  return status === 'DONE' || status === 'ERROR' || status === 'CANCELED'
}

/** Tests done of tests there are, while a job runs. */
export interface ScoreProgress {
  readonly done: number
  readonly total: number
}

/** One run of a job, for staff. */
export interface JobRun {
  readonly number: number
  readonly worker: string
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly outcome: 'RUNNING' | 'DONE' | 'ERROR' | 'RETRIED' | 'LOST' | 'CANCELED' | 'HANDED_BACK'
  readonly message: string | null
}

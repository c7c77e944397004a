import type { JsonObject } from './json.ts'

interface SubmissionBase {
  readonly id: string
  readonly learnerId: string
  readonly simulationId: string
  /** The work itself. It may be long, and is left out where nobody asked for it. */
  readonly data?: JsonObject
  /** Grows by one with every accepted autosave. */
  readonly revision: number
  /** 1 for this learner's first submission to this simulation's slug. */
  readonly attempt: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A learner's work on a simulation: a draft until it is handed in, and then fixed for good. */
export type Submission = SubmissionBase &
  (
    | { readonly status: 'IN_PROGRESS'; readonly submittedAt: null }
    | { readonly status: 'SUBMITTED'; readonly submittedAt: Date }
  )
/** A submission with its work. */
export type WholeSubmission = Submission & { readonly data: JsonObject }
export type SubmissionStatus = Submission['status']

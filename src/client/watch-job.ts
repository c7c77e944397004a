import { isFinal, type ScoreJobStatus, type ScoreProgress, type ScoringError } from '../domain/score-job.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Api } from './api.ts'
import { ClientFault } from './client-fault.ts'
import { WATCH } from './operations.ts'

interface StateBase {
  readonly version: number
  readonly retryCount: number
  readonly progress: ScoreProgress | null
}

/** A job as the API tells of it. */
export type JobState = StateBase &
  (
    | { readonly status: Exclude<ScoreJobStatus, 'DONE' | 'ERROR'> }
    | ({ readonly status: 'DONE'; readonly processingTimeMs: number } & Verdict)
    | { readonly status: 'ERROR'; readonly error: ScoringError }
  )

/** A job as it was when it was submitted: without the verdict, whether or not there was one by then. */
export interface SubmittedJob {
  readonly id: string
  readonly status: ScoreJobStatus
  readonly version: number
}

/**
 * Every state after the one that is known, to the final one, which comes in any case. A connection that breaks is made
 * again, and goes on where it broke.
 * @throws ClientFault when the job cannot be watched (any more)
 */
export async function* watchJob(api: Api, known: SubmittedJob): AsyncGenerator<JobState> {
  // After a final version the API has nothing to tell.
  let seen = isFinal(known.status) ? known.version - 1 : known.version
  const variables = {
    id: known.id,
    // Read each time the question is sent: anew with each connection.
    get after() {
      return seen
    },
  }
  try {
    for await (const event of api.socket.iterate<{ jobStatus: JobState }>({ query: WATCH, variables })) {
      if (event.data == null) throw new ClientFault(event.errors?.[0]?.message ?? 'The API told nothing.')
      const { jobStatus } = event.data
      seen = jobStatus.version
      yield jobStatus
      if (isFinal(jobStatus.status)) return
    }
  } catch (error) {
    // graphql-ws throws the event by which a connection ended.
    throw error instanceof Error ? error : new ClientFault('The connection to the API was lost.')
  }
}

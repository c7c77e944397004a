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

/**
 * Every state after a version, to the final one. A connection that breaks is made again, and goes on where it broke.
 * @throws ClientFault when the job cannot be watched (any more)
 */
export async function* watchJob(api: Api, id: string, afterVersion: number): AsyncGenerator<JobState> {
  let seen = afterVersion
  const variables = {
    id,
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

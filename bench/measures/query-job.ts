import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { freePort } from '../../src/local/free-port.ts'
import { startEngine } from '../api.ts'
import { ADMIN_KEY, ask } from '../client.ts'
import { type LoadClient, startLoadClient } from '../load.ts'
import type { Measure, Sides } from '../measure.ts'
import { startSubject, untilReady } from '../process.ts'
import type { Stores } from '../stores.ts'

const CONNECTIONS = 50
const SECONDS = 4

/** All that a job tells of itself, and its breakdown. */
const QUERY = `query Job($id: ID!) { scoreJob(id: $id) {
  id status purpose version learnerId queuePosition estimatedCompletionAt retryCount score feedback engineVersion
  queuedAt startedAt completedAt processingTimeMs breakdown { criterion weight score rationale } } }`
/** The same without what the engine computes of the queue, and the peer does not. */
const QUEUED_QUERY = QUERY.replace('queuePosition estimatedCompletionAt ', '')

/** A job that has ended: its fields never change. */
export const queryFinishedJob: Measure = {
  name: 'query-finished-job',
  what: 'query of a finished job with its breakdown, beside mercurius + graphql-jit with the answer in memory, unchecked',
  unit: 'requests/s',
  target: 1,
  open: (stores) => openSides(stores, { query: QUERY, workers: 1, peer: 'memory' }),
}

/** A job that may have changed since it was last read. */
export const queryQueuedJob: Measure = {
  name: 'query-queued-job',
  what: 'query of a job that waits, beside mercurius + graphql-jit with one query to Postgres for each request, unchecked',
  unit: 'requests/s',
  target: 0.8,
  open: (stores) => openSides(stores, { query: QUEUED_QUERY, workers: 0, peer: 'record' }),
}

interface Case {
  readonly query: string
  /** With a worker the job is finished, without one it waits. */
  readonly workers: 0 | 1
  readonly peer: 'memory' | 'record'
}

async function openSides(stores: Stores, { query, workers, peer }: Case): Promise<Sides> {
  const engine = await startEngine(stores, { workers, concurrency: 1 })
  const id = await submitted(engine.endpoint)
  const job = await untilIs(workers === 1 ? 'DONE' : 'QUEUED', () => readJob(engine.endpoint, query, id))
  const folder = mkdtempSync(join(tmpdir(), 'assessment-engine-bench-'))
  const file = join(folder, 'job.json')
  writeFileSync(file, JSON.stringify(job))
  const port = await freePort('127.0.0.1')
  const mercurius = startSubject(new URL('../peers/mercurius.ts', import.meta.url), {
    PORT: String(port),
    ...(peer === 'memory' ? { JOB: file } : { DATABASE_URL: stores.databaseUrl }),
  })
  const peerEndpoint = `http://127.0.0.1:${port}/graphql`
  await untilReady(`${peerEndpoint}?query={__typename}`)
  const peerJob = await readJob(peerEndpoint, query, id)
  if (!isDeepStrictEqual(peerJob, job)) throw new Error(`the sides differ: ${JSON.stringify([job, peerJob])}`)
  const client = startLoadClient()
  const body = JSON.stringify({ query, variables: { id } })
  return {
    ours: () => run(client, engine.endpoint, body),
    peer: () => run(client, peerEndpoint, body),
    async stop() {
      await client.stop()
      await mercurius.stop()
      await engine.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

function run(client: LoadClient, url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_KEY}` }
  return client.run({ url, headers, body, connections: CONNECTIONS, seconds: SECONDS })
}

const CREATE = `mutation ($input: CreateScoreJobInput!) { createScoreJob(input: $input) { ... on ScoreJob { id } } }`

async function submitted(endpoint: string): Promise<string> {
  const submissionData = { answers: { quiz: { choice: ['a'] } } }
  const { createScoreJob } = await ask(endpoint, CREATE, {
    input: { learnerId: 'bench', simulationId: 'quiz', submissionData },
  })
  return createScoreJob?.id ?? ''
}

async function readJob(endpoint: string, query: string, id: string): Promise<Record<string, unknown>> {
  return (await ask(endpoint, query, { id })).scoreJob ?? {}
}

async function untilIs(status: string, read: () => Promise<Record<string, unknown>>) {
  for (;;) {
    const job = await read()
    if (job.status === status) return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

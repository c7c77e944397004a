import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { freePort } from '../../src/local/free-port.ts'
import { type JobState, jobChannel } from '../../src/status/event.ts'
import { startEngine } from '../api.ts'
import { ADMIN_KEY, ask } from '../client.ts'
import { type Subject, startSubject, untilReady } from '../process.ts'
import type { Stores } from '../stores.ts'
import { type Crowd, startCrowd } from './crowd.ts'

/** A server whose jobs are watched by a crowd. */
export interface WatchedServer {
  readonly server: Subject
  readonly crowd: Crowd
  /** Makes jobs that stay as they are until `publish` tells of a change. */
  makeJobs(count: number): Promise<readonly string[]>
  /** Opens a socket with a watcher for each of the jobs named. Resolves when none would miss a change. */
  watch(jobIds: readonly string[]): Promise<void>
  /** Tells of a change of a job, as a worker does. */
  publish(jobId: string, version: number): Promise<unknown>
  stop(): Promise<void>
}

/** What a page that shows a job's way asks for. */
const QUERY = `subscription ($id: ID!) { jobStatus(jobId: $id) {
  id status version retryCount progress { done total } score queuedAt startedAt completedAt } }`

/** The engine's API, without a worker. */
export async function openOurs(stores: Stores): Promise<WatchedServer> {
  const engine = await startEngine(stores, { workers: 0, concurrency: 1 })
  const { publish, stop } = openPublisher(stores.redisUrl)
  const crowd = startCrowd()
  const { port } = new URL(engine.endpoint)
  return {
    server: engine.api,
    crowd,
    async makeJobs(count) {
      const { createScoreJob } = await ask(engine.endpoint, CREATE_JOB, { input: WORK })
      return copyJob(stores.databaseUrl, createScoreJob?.id ?? '', count)
    },
    async watch(jobIds) {
      await crowd.open({ port: Number(port), authorization: `Bearer ${ADMIN_KEY}`, query: QUERY, jobIds })
      // Each is told how its job stands.
      await crowd.hears(jobIds.length)
    },
    publish: (jobId, version) => publish(jobChannel(jobId), runningJob(jobId, version)),
    async stop() {
      await crowd.stop()
      stop()
      await engine.stop()
    },
  }
}

/** The same watchers on the peer. */
export async function openNaive(stores: Stores): Promise<WatchedServer> {
  const port = await freePort('127.0.0.1')
  const server = startSubject(new URL('../peers/naive-subscriptions.ts', import.meta.url), {
    PORT: String(port),
    REDIS_URL: stores.redisUrl,
  })
  await untilReady(`http://127.0.0.1:${port}/health`)
  const { publish, stop } = openPublisher(stores.redisUrl)
  const crowd = startCrowd()
  return {
    server,
    crowd,
    makeJobs: async (count) => Array.from({ length: count }, () => randomUUID()),
    async watch(jobIds) {
      await crowd.open({ port, authorization: '', query: QUERY, jobIds })
      // The peer says nothing of a watcher that has begun: it has when there is nothing left to do.
      await untilIdle(server)
    },
    publish(jobId, version) {
      const { job, progress } = runningJob(jobId, version)
      return publish(`job:${jobId}`, { jobStatus: { ...job, progress } })
    },
    async stop() {
      await crowd.stop()
      stop()
      await server.stop()
    },
  }
}

const CREATE_JOB = `mutation ($input: CreateScoreJobInput!) { createScoreJob(input: $input) { ... on ScoreJob { id } } }`
const WORK = {
  learnerId: 'bench',
  simulationId: 'quiz',
  submissionData: { answers: { quiz: { choice: ['a'] } } },
}

/** Waits until a server has next to nothing left to do. */
export async function untilIdle(server: Subject): Promise<void> {
  for (let before = -1, now = 0; now - before > IDLE_CPU_MS; ) {
    before = await server.cpuMs()
    await setTimeout(IDLE_LOOK_MS)
    now = await server.cpuMs()
  }
}
const IDLE_LOOK_MS = 500
const IDLE_CPU_MS = 20

/** Copies in the record alone: no queue hears of them. */
async function copyJob(databaseUrl: string, id: string, count: number): Promise<readonly string[]> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(COPY_JOB, [id, count])
  await client.end()
  return rows.map((row) => row.id)
}
const COPY_JOB = `
  insert into score_jobs (id, purpose, learner_id, simulation_id, slug, data)
  select uuidv7(), purpose, learner_id, simulation_id, slug, data from score_jobs, generate_series(1, $2)
  where id = $1 returning id`

function openPublisher(redisUrl: string) {
  const redis = new Redis(redisUrl)
  return {
    publish: (channel: string, message: object) => redis.publish(channel, JSON.stringify(message)),
    stop: () => redis.disconnect(),
  }
}

function runningJob(id: string, version: number): JobState {
  const job = {
    id,
    purpose: 'DIRECT',
    version,
    learnerId: 'bench',
    simulationId: randomUUID(),
    slug: 'quiz',
    submissionId: null,
    retryCount: 0,
    queuedAt: new Date(),
    status: 'RUNNING',
    startedAt: new Date(),
  } as const
  return { job, progress: { done: version, total: 1000 } }
}

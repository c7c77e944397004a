import { setTimeout } from 'node:timers/promises'
import { type Client, createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { startEngine } from '../api.ts'
import { ADMIN_KEY, ask } from '../client.ts'
import { type Measure, perSecond, quantile } from '../measure.ts'

const JOBS = 200
const AT_ONCE = 20
const POLL_MS = 1000

const CREATE = `mutation ($input: CreateSubmissionInput!) {
  createSubmission(input: $input) { ... on Submission { id } } }`
const SUBMIT = `mutation ($input: SubmitSubmissionInput!) {
  submitSubmission(input: $input) { ... on Submission { scoreJob { id } } } }`
const WATCH = 'subscription ($id: ID!) { jobStatus(jobId: $id) { status } }'
const POLL = 'query ($id: ID!) { scoreJob(id: $id) { status } }'

/** How long a learner waits for a result that takes no time to score, at half of what the machine takes. */
export const submitToDone: Measure = {
  name: 'submit-to-done',
  what: "submit to DONE on the watcher's wire at half load, nothing to score, beside polling the job each second",
  figures: [
    { figure: 'p50', unit: 'ms', better: 'lower', target: 1 / 20 },
    { figure: 'p99', unit: 'ms', better: 'lower' },
  ],
  async open(stores, effort) {
    const jobs = Math.ceil(JOBS * effort)
    const engine = await startEngine(stores, { workers: 1, concurrency: AT_ONCE })
    const learners = makeLearners(engine.endpoint)
    const socket = createClient({
      url: engine.endpoint.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      lazy: false,
      connectionParams: { authorization: `Bearer ${ADMIN_KEY}` },
    })
    const byWatching = (id: string) => watchToEnd(socket, id)
    const byPolling = (id: string) => pollToEnd(engine.endpoint, id)
    const once = async () => byWatching(await learners.submit(await learners.create()))
    await perSecond(jobs, AT_ONCE, once)
    const most = await perSecond(jobs * 2, AT_ONCE, once)
    const load = { jobs, everyMs: 1000 / (most / 2) }
    return {
      ours: () => waits(load, learners, byWatching),
      peer: () => waits(load, learners, byPolling),
      notes: async () => [`half load: ${(most / 2).toFixed(0)} jobs/s`],
      async stop() {
        await socket.dispose()
        await engine.stop()
      },
    }
  },
}

interface Learners {
  /** Work that is ready to be handed in. */
  create(): Promise<string>
  /** @returns the job's id */
  submit(submissionId: string): Promise<string>
}

function makeLearners(endpoint: string): Learners {
  let learner = 0
  return {
    async create() {
      const data = { answers: { quiz: { choice: ['a'] } } }
      const input = { learnerId: `bench-${learner++}`, simulationId: 'quiz', data }
      return (await ask(endpoint, CREATE, { input })).createSubmission?.id ?? ''
    },
    async submit(submissionId) {
      const { submitSubmission } = await ask(endpoint, SUBMIT, { input: { submissionId } })
      return (submitSubmission as { scoreJob?: { id: string } } | undefined)?.scoreJob?.id ?? ''
    },
  }
}

/** Hands work in at an even pace. @returns the median and the 99th percentile of the milliseconds to the end */
async function waits(
  { jobs, everyMs }: { jobs: number; everyMs: number },
  { create, submit }: Learners,
  toEnd: (jobId: string) => Promise<void>,
): Promise<readonly number[]> {
  const waiting: Promise<number>[] = []
  for (let i = 0; i < jobs; i++) {
    waiting.push(create().then((id) => waitOf(submit(id).then(toEnd))))
    await setTimeout(everyMs)
  }
  const all = await Promise.all(waiting)
  return [quantile(all, 0.5), quantile(all, 0.99)]
}

async function waitOf(task: Promise<void>): Promise<number> {
  const began = performance.now()
  await task
  return performance.now() - began
}

async function watchToEnd(socket: Client, id: string): Promise<void> {
  for await (const { data, errors } of socket.iterate<{ jobStatus: { status: string } }>({
    query: WATCH,
    variables: { id },
  })) {
    if (errors !== undefined) throw new Error(JSON.stringify(errors))
    if (data?.jobStatus.status === 'DONE') return
  }
}

/** A page's timer asks each second; it knows nothing of the moment of the submit. */
async function pollToEnd(endpoint: string, id: string): Promise<void> {
  for (let ms = Math.random() * POLL_MS; ; ms = POLL_MS) {
    await setTimeout(ms)
    const { scoreJob } = await ask(endpoint, POLL, { id })
    if ((scoreJob as { status?: string } | undefined)?.status === 'DONE') return
  }
}

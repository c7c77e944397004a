import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { modelAnswers } from '../../src/authoring/answers.ts'
import { type Api, openApi } from '../../src/client/api.ts'
import { watchJob } from '../../src/client/watch-job.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../../src/domain/simulation.ts'
import { ADMIN_KEY, ask } from '../client.ts'

const FOLDER = 'simulations'
/** Watchers share so many sockets, as learners behind one page each would not: it is the server that is watched. */
const SOCKETS = 8

/** The sample simulations: programs in three languages, SQL, texts and choices. */
export function sampleSimulations(): readonly SimulationDefinition[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => simulationDefinitionSchema.parse(parse(readFileSync(`${FOLDER}/${name}`, 'utf8'))))
}

/** Learners who come one by one: each creates a submission, submits it, watches it to its end and reads the verdict. */
export interface Visitors {
  visit(): Promise<void>
  stop(): Promise<void>
}

/** Each visit is a new learner's, to the next of the simulations. */
export function openVisitors(origin: string, definitions: readonly SimulationDefinition[]): Visitors {
  const endpoint = `${origin}/graphql`
  const apis = Array.from({ length: SOCKETS }, () =>
    openApi({ url: origin, readKey: () => ADMIN_KEY, onReconnect: () => undefined }),
  )
  const works = definitions.map((definition) => ({
    simulationId: definition.slug,
    data: { answers: modelAnswers(definition) },
  }))
  let count = 0
  return {
    async visit() {
      const number = count++
      const input = { learnerId: `soak-${number}`, ...works[number % works.length] }
      const { createSubmission } = await ask(endpoint, CREATE, { input })
      const { submitSubmission } = await ask(endpoint, SUBMIT, {
        input: { submissionId: createSubmission?.id },
      })
      const jobId = submitSubmission?.scoreJob?.id ?? ''
      await watchToDone(apis[number % apis.length], jobId)
      await ask(endpoint, QUERY, { id: jobId })
    },
    stop: async () => void (await Promise.all(apis.map(({ socket }) => socket.dispose()))),
  }
}

/** @throws when the job ends otherwise: such a load would not be the one that was meant */
async function watchToDone(api: Api | undefined, jobId: string): Promise<void> {
  if (api === undefined) return
  let last = 'never seen'
  for await (const { status } of watchJob(api, { id: jobId, status: 'QUEUED', version: 0 })) last = status
  if (last !== 'DONE') throw new Error(`the job ${jobId} ended as ${last}`)
}

const CREATE = `mutation ($input: CreateSubmissionInput!) {
  createSubmission(input: $input) { ... on Submission { id } ... on Error { message } } }`
const SUBMIT = `mutation ($input: SubmitSubmissionInput!) {
  submitSubmission(input: $input) { ... on Submission { scoreJob { id } } ... on Error { message } } }`
const QUERY = `query ($id: ID!) {
  scoreJob(id: $id) { status score feedback breakdown { criterion weight score rationale } } }`

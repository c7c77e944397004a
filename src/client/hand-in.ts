import type { Json } from '../domain/json.ts'
import type { Api } from './api.ts'
import { ClientFault } from './client-fault.ts'
import { AUTOSAVE, CREATE, FIND_SIMULATION, SUBMIT } from './operations.ts'
import type { SubmittedJob } from './watch-job.ts'
import type { Work } from './work.ts'

/** A simulation, and what is to be handed in to it. */
export interface Target {
  readonly simulation: string
  readonly title: string
  readonly version: number
  readonly answers: Readonly<Record<string, Json>>
  /** The tasks that get no answer. */
  readonly unanswered: readonly string[]
}

/** A mutation's refusal. */
interface Refusal {
  readonly __typename: string
  readonly message: string
  readonly maxAttempts?: number
  readonly fieldErrors?: { path: string[]; message: string }[]
}

/** @throws ClientFault when there is no such simulation, or none of its tasks takes such work */
export async function findTarget(api: Api, simulation: string, work: Work): Promise<Target> {
  const found = await api.ask<{
    simulation: { title: string; version: number; tasks: { id: string; kind: string }[] } | null
    simulations: { edges: { node: { slug: string; title: string } }[] }
  }>(FIND_SIMULATION, { id: simulation })
  if (found.simulation === null) {
    const known = found.simulations.edges.map(({ node }) => `\n  ${node.slug.padEnd(24)} ${node.title}`)
    throw new ClientFault(`There is no simulation ${simulation}. There are:${known.join('') || ' none yet'}`)
  }
  const { title, version, tasks } = found.simulation
  const answers = work.kind === 'ANSWERS' ? work.answers : answerTo(tasks, work, simulation)
  const unanswered = tasks.flatMap(({ id }) => (Object.hasOwn(answers, id) ? [] : [id]))
  return { simulation, title, version, answers, unanswered }
}

/** A file without task ids answers the first task of its kind. */
function answerTo(
  tasks: readonly { readonly id: string; readonly kind: string }[],
  { kind, field, text }: Exclude<Work, { kind: 'ANSWERS' }>,
  simulation: string,
): Readonly<Record<string, Json>> {
  const task = tasks.find((candidate) => candidate.kind === kind)
  if (task === undefined) throw new ClientFault(`No task of ${simulation} takes ${field}: ${HOW_TO_ANSWER}`)
  return { [task.id]: { [field]: text } }
}

const HOW_TO_ANSWER =
  'a file ending in .sql answers a SQL task, .md or .txt a text, .yaml or .json several tasks by their ids, and any other a program.'

/** Begins the learner's next attempt. @returns the submission's id and which attempt it is */
export async function begin(
  api: Api,
  { simulation }: Target,
  learnerId: string,
): Promise<{ id: string; attempt: number }> {
  const input = { simulationId: simulation, learnerId }
  const { createSubmission } = await api.ask<{ createSubmission: Refusal | { id: string; attempt: number } }>(
    CREATE,
    { input },
  )
  return accepted(createSubmission)
}

/** Saves the answers as the whole of the work. @returns the revision that it became */
export async function save(api: Api, { answers }: Target, submissionId: string): Promise<number> {
  const data = { answers }
  const { autosaveSubmission } = await api.ask<{ autosaveSubmission: Refusal | { revision: number } }>(
    AUTOSAVE,
    { input: { submissionId, data } },
  )
  return accepted(autosaveSubmission).revision
}

/** Hands the work in. @returns the job that scores it, as it stands */
export async function submit(api: Api, submissionId: string): Promise<SubmittedJob> {
  const { submitSubmission } = await api.ask<{ submitSubmission: Refusal | { scoreJob: SubmittedJob } }>(
    SUBMIT,
    { input: { submissionId } },
  )
  return accepted(submitSubmission).scoreJob
}

function accepted<T extends object>(answer: T | Refusal): T {
  if (!('__typename' in answer)) return answer
  const faults = answer.fieldErrors?.map(({ path, message }) => `\n  ${path.join('.')}: ${message}`) ?? []
  const hint = answer.maxAttempts === undefined ? '' : ' Try as somebody else with --learner NAME.'
  throw new ClientFault(`${answer.message}${hint}${faults.join('')}`)
}

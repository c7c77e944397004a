import { setTimeout as sleep } from 'node:timers/promises'
import { perSecond } from '../measure.ts'
import { serveTasks } from '../program.ts'
import { openWire, type Wire } from '../wire.ts'

/** So many learners who each create a submission and hand it in, so many of them at once at the most. */
export interface SubmitWork {
  readonly endpoint: string
  readonly jobs: number
  readonly atOnce: number
  /** Learners who begin in a second; as many as can be, when left out. */
  readonly rate?: number
}

const CREATE = `mutation ($input: CreateSubmissionInput!) {
  createSubmission(input: $input) { ... on Submission { id } } }`
const SUBMIT = `mutation ($input: SubmitSubmissionInput!) {
  submitSubmission(input: $input) { ... on Submission { status } } }`
const WORK = { simulationId: 'quiz', data: { answers: { quiz: { choice: ['a'] } } } }

let learner = 0

serveTasks(async ({ endpoint, jobs, atOnce, rate = Number.POSITIVE_INFINITY }: SubmitWork) => {
  const idle: Wire[] = await Promise.all(Array.from({ length: atOnce }, () => openWire(endpoint)))
  const wires = [...idle]
  const began = performance.now()
  const figure = await perSecond(jobs, atOnce, async (i) => {
    const early = began + (i / rate) * 1000 - performance.now()
    if (early > 0) await sleep(early)
    const wire = idle.pop()
    if (wire === undefined) throw new Error('no connection is free')
    await submitOne(wire)
    idle.push(wire)
  })
  for (const wire of wires) wire.close()
  return figure
})

async function submitOne(wire: Wire): Promise<void> {
  const learnerId = `bench-${process.pid}-${learner++}`
  const created = await wire.post(
    JSON.stringify({ query: CREATE, variables: { input: { ...WORK, learnerId } } }),
  )
  const id = /"id":"([0-9a-f-]+)"/.exec(created)?.[1]
  const input = { submissionId: id }
  const submitted = await wire.post(JSON.stringify({ query: SUBMIT, variables: { input } }))
  if (!submitted.includes('SUBMITTED')) throw new Error(submitted)
}

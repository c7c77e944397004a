import { startEngine } from '../api.ts'
import { ask } from '../client.ts'
import type { Measure } from '../measure.ts'
import { startProgram } from '../program.ts'
import type { AutosaveWork } from '../programs/autosave-work.ts'

const SAVES = 6000
const CONNECTIONS = 50

const CREATE = `mutation ($input: CreateSubmissionInput!) {
  createSubmission(input: $input) { ... on Submission { id } } }`

/** What an API that many learners work with does all day. */
export const autosave: Measure = {
  name: 'autosave',
  what: 'autosaves of 2 KB, 50 connections, one API, beside plain node:http + pg doing the same durable UPDATE',
  unit: 'saves/s',
  target: 0.6,
  async open(stores, effort) {
    const engine = await startEngine(stores, { workers: 0, concurrency: 1 })
    const plain = startProgram<{ databaseUrl: string }, string>('plain-update')
    const plainUrl = await plain.run({ databaseUrl: stores.databaseUrl })
    const learners = startProgram<AutosaveWork, number>('autosave-work')
    const submissions = await Promise.all(
      Array.from({ length: CONNECTIONS }, async (_, i) => {
        const input = { learnerId: `bench-${i}`, simulationId: 'quiz' }
        return (await ask(engine.endpoint, CREATE, { input })).createSubmission?.id ?? ''
      }),
    )
    const saves = Math.ceil(SAVES * effort)
    return {
      ours: () => learners.run({ url: engine.endpoint, submissions, saves }),
      peer: () => learners.run({ url: plainUrl, submissions, saves }),
      async stop() {
        await Promise.all([learners.stop(), plain.stop()])
        await engine.stop()
      },
    }
  },
}

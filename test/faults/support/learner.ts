import { randomUUID } from 'node:crypto'
import type { Answer, Client } from '../../support/client.ts'
import { AUTOSAVE, CREATE, CREATE_JOB, SUBMIT } from '../../support/operations.ts'
import type { Ledger } from './ledger.ts'
import type { Program } from './simulations.ts'

/** No acknowledgement: the client may try again, with the same key. */
export class Unacknowledged extends Error {
  override readonly name = 'Unacknowledged'
}

/**
 * The object that a mutation answered with.
 * @throws Unacknowledged when the answer is one that a client repeats; another error when it was refused
 */
function acknowledgement({ status, data, errors }: Answer, mutation: string) {
  const result = data?.[mutation]
  if (errors !== undefined || result == null) throw new Unacknowledged(`${status} ${JSON.stringify(errors)}`)
  if (result.__typename !== undefined) throw new Error(`${mutation} was refused: ${JSON.stringify(result)}`)
  return result
}

async function send(client: Client, mutation: string, query: string, input: object) {
  const answer = await client.ask(query, { input }).catch((error: Error) => {
    throw new Unacknowledged(String(error.cause ?? error))
  })
  return acknowledgement(answer, mutation)
}

/** A client of the API whose acknowledgements go into a ledger. */
export class Learner {
  readonly #ledger: Ledger
  readonly #client: () => Client
  readonly id: string

  /** @param client gives the API to talk to, asked anew for each request */
  constructor(ledger: Ledger, client: () => Client, id = 'ada') {
    this.#ledger = ledger
    this.#client = client
    this.id = id
  }

  /** @returns the submission's id */
  async create({ simulationId, data }: Program, idempotencyKey: string = randomUUID()): Promise<string> {
    const input = { learnerId: this.id, simulationId, data, idempotencyKey }
    const { id } = await send(this.#client(), 'createSubmission', CREATE, input)
    this.#ledger.acknowledged(id, data)
    return id
  }

  async autosave(submissionId: string, data: object): Promise<void> {
    this.#ledger.sending(submissionId, data)
    await send(this.#client(), 'autosaveSubmission', AUTOSAVE, { submissionId, data })
    this.#ledger.acknowledged(submissionId, data)
  }

  /** @returns the job's id */
  async submit(submissionId: string): Promise<string> {
    const { scoreJob } = await send(this.#client(), 'submitSubmission', SUBMIT, { submissionId })
    this.#ledger.jobs.set(scoreJob.id, { submissionId })
    return scoreJob.id
  }

  /** All three. @returns the job's id */
  async handIn(program: Program): Promise<string> {
    const id = await this.create({ ...program, data: { draft: 'not yet' } })
    await this.autosave(id, program.data)
    return this.submit(id)
  }

  /** A job without a submission. @returns its id */
  async createJob({ simulationId, data }: Program, idempotencyKey: string = randomUUID()): Promise<string> {
    const input = { learnerId: this.id, simulationId, submissionData: data, idempotencyKey }
    const { id } = await send(this.#client(), 'createScoreJob', CREATE_JOB, input)
    this.#ledger.jobs.set(id, { data })
    return id
  }
}

/** Repeats what was not acknowledged, as a careful client does, until it is. @throws after `ms` */
export async function insist<T>(attempt: () => Promise<T>, ms = 60_000): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Unacknowledged) || Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

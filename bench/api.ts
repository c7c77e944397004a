import { freePort } from '../src/local/free-port.ts'
import { ADMIN_KEY, ask } from './client.ts'
import { startSubject, untilReady } from './process.ts'
import type { Stores } from './stores.ts'

const role = (name: string) => new URL(`../src/roles/${name}.ts`, import.meta.url)

/** An API and, where asked for, a worker, each in a process of its own. */
export interface EngineUnderMeasurement {
  readonly endpoint: string
  stop(): Promise<void>
}

/** Starts them on the stores, with one choice task published as `quiz`. */
export async function startEngine(
  { databaseUrl, redisUrl }: Stores,
  { workers, concurrency }: { workers: number; concurrency: number },
): Promise<EngineUnderMeasurement> {
  const port = await freePort('127.0.0.1')
  const env = {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ADMIN_API_KEY: ADMIN_KEY,
    WORKER_CONCURRENCY: String(concurrency),
    LOG_LEVEL: 'warn',
  }
  const subjects = [
    startSubject(role('api'), env),
    ...Array.from({ length: workers }, () => startSubject(role('worker'), env)),
  ]
  const endpoint = `http://127.0.0.1:${port}/graphql`
  await untilReady(`http://127.0.0.1:${port}/readyz`)
  await ask(endpoint, PUBLISH, { input: { definition: QUIZ } })
  return { endpoint, stop: async () => void (await Promise.all(subjects.map((subject) => subject.stop()))) }
}

const PUBLISH = `mutation ($input: PublishSimulationInput!) { publishSimulation(input: $input) { __typename } }`
const QUIZ = {
  slug: 'quiz',
  title: 'Quiz',
  instructions: 'Choose.',
  tasks: [{ id: 'quiz', kind: 'choice', options: ['a', 'b'], answer: ['a'] }],
}

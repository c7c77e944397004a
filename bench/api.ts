import { freePort } from '../src/local/free-port.ts'
import { ADMIN_KEY, ask } from './client.ts'
import { type Subject, startSubject, untilReady } from './process.ts'
import type { Stores } from './stores.ts'

const role = (name: string) => new URL(`../src/roles/${name}.ts`, import.meta.url)

/** An API and, where asked for, workers, each in a process of its own. */
export interface EngineUnderMeasurement {
  readonly endpoint: string
  readonly api: Subject
  /** Where the API and then each worker serve their health and metrics. */
  readonly origins: readonly string[]
  stop(): Promise<void>
}

interface EngineOptions {
  readonly workers: number
  readonly concurrency: number
  /** One choice task named `quiz` if left out. */
  readonly definitions?: readonly object[]
}

/** Starts them on the stores, publishes the simulations, and waits until all are ready. */
export async function startEngine(
  { databaseUrl, redisUrl }: Stores,
  { workers, concurrency, definitions = [QUIZ] }: EngineOptions,
): Promise<EngineUnderMeasurement> {
  const [port, ...healthPorts] = await freePorts(1 + workers)
  const env = {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ADMIN_API_KEY: ADMIN_KEY,
    WORKER_CONCURRENCY: String(concurrency),
    LOG_LEVEL: 'warn',
  }
  const api = startSubject(role('api'), env)
  const subjects = [
    api,
    ...healthPorts.map((own) => startSubject(role('worker'), { ...env, HEALTH_PORT: String(own) })),
  ]
  const origins = [port, ...healthPorts].map((each) => `http://127.0.0.1:${each}`)
  const endpoint = `http://127.0.0.1:${port}/graphql`
  const stop = async () => void (await Promise.all(subjects.map((subject) => subject.stop())))
  try {
    for (const origin of origins) await untilReady(`${origin}/readyz`)
    for (const definition of definitions) await ask(endpoint, PUBLISH, { input: { definition } })
  } catch (error) {
    await stop()
    throw error
  }
  return { endpoint, api, origins, stop }
}

/** One after the other: two searches at once may find the same. */
async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort('127.0.0.1'))
  return [...ports]
}

const PUBLISH = `mutation ($input: PublishSimulationInput!) { publishSimulation(input: $input) { ... on Error { message } } }`
const QUIZ = {
  slug: 'quiz',
  title: 'Quiz',
  instructions: 'Choose.',
  tasks: [{ id: 'quiz', kind: 'choice', options: ['a', 'b'], answer: ['a'] }],
}

import type { Redis } from 'ioredis'
import { LANES, type Lane } from '../domain/lanes.ts'
import { type Consumer, consumeWakeUps } from '../queue/consume.ts'
import type { Sandbox } from '../scoring/sandbox.ts'
import { openRunWrites } from '../store/run-writes.ts'
import { makeSimulationCache } from '../store/simulation-cache.ts'
import type { Statements } from '../store/statement.ts'
import { startLeaseKeeper } from './leases.ts'
import { type ScoreJobParts, scoreJob, WorkerStopping } from './score-job.ts'

/** What a lane may use of a worker. */
export interface LanePlaces {
  /** How many of its jobs are in hand at once. */
  readonly concurrency: number
  readonly sandbox: Sandbox
}

export interface WorkerParts
  extends Omit<ScoreJobParts, 'sandbox' | 'runs' | 'leases' | 'findSimulation' | 'stopping'> {
  /** The name that its runs bear. */
  readonly worker: string
  readonly redis: Redis
  readonly statements: Statements
  readonly leaseMs: number
  readonly lanes: Readonly<Record<Lane, LanePlaces>>
  readonly onError: (error: unknown) => void
}

/** Running jobs have this long to finish at a stop; then they are handed back. */
const GRACE_MS = 20_000

/** Takes jobs from the lanes' queues and scores them, each lane in places of its own, until it is stopped. */
export function runWorker({ worker, redis, leaseMs, lanes, statements, onError, ...parts }: WorkerParts): {
  stop(): Promise<void>
} {
  const leases = startLeaseKeeper(parts.db, leaseMs, onError)
  const runs = openRunWrites(statements, { worker, leaseMs })
  const findSimulation = makeSimulationCache(parts.db)
  const consumers = LANES.map((lane) => {
    const { concurrency, sandbox } = lanes[lane]
    const stopping = new AbortController()
    const jobs: ScoreJobParts = { ...parts, runs, sandbox, leases, findSimulation, stopping: stopping.signal }
    const consumer = consumeWakeUps({
      lane,
      redis,
      concurrency,
      onWakeUp: (wakeUp) => scoreJob(jobs, wakeUp),
      onError,
    })
    return { consumer, stopping }
  })
  return {
    async stop() {
      await Promise.all(consumers.map(stopLane))
      await leases.stop()
    },
  }
}

function stopLane({ consumer, stopping }: { consumer: Consumer; stopping: AbortController }): Promise<void> {
  return consumer.stop(GRACE_MS, () => stopping.abort(new WorkerStopping('the worker is stopping')))
}

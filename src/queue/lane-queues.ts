import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { LANES, type Lane, laneOf } from '../domain/lanes.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import { type Guard, Unavailable } from '../domain/unavailable.ts'
import type { WakeUp } from '../store/outbox.ts'
import { type WakeUpMessage, wakeUpId, wakeUpSchema } from './wake-up.ts'

/** Jobs in a queue by what they wait for. */
export interface QueueCounts {
  readonly waiting: number
  readonly active: number
  readonly delayed: number
}

/**
 * The sending end of the queues, of which each lane has one. While Redis is away everything on it fails, at once or
 * within `TIMEOUT_MS`, with Unavailable.
 */
export interface LaneQueues {
  /** Resolves once Redis has taken all of them, each in the lane of its job. */
  send(wakeUps: readonly WakeUp[]): Promise<void>
  counts(): Promise<Readonly<Record<Lane, QueueCounts>>>
  stop(): Promise<void>
}

export interface LaneQueuesOptions {
  /** The caller's own, and one that waits while Redis is away. */
  readonly redis: Redis
  readonly guard: Guard
  readonly onError: (error: Error) => void
}

/** A call that Redis has not answered by then counts as failed, though it may still take effect. */
const TIMEOUT_MS = 2000

/** Opens the queues. */
export function openLaneQueues({ redis, guard, onError }: LaneQueuesOptions): LaneQueues {
  const open = (lane: Lane) => {
    const queue = new Queue<WakeUpMessage>(lane, { connection: redis })
    // What the connection has to say, its owner hears from the connection.
    queue.on('error', (error) => redis.status === 'ready' && onError(error))
    return queue
  }
  const queues = { score: open('score'), practice: open('practice'), rescore: open('rescore') }
  const ask = <T>(call: () => Promise<T>) => guard(() => withTimeout(redis, call))
  return {
    async send(wakeUps) {
      const byLane = Map.groupBy(wakeUps, ({ purpose }) => laneOf(purpose))
      await ask(() =>
        Promise.all(
          [...byLane].map(([lane, some]) => queues[lane].addBulk(some.map((one) => toJob(lane, one)))),
        ),
      )
    },
    counts: () =>
      ask(async () => ({
        score: await countsOf(queues.score),
        practice: await countsOf(queues.practice),
        rescore: await countsOf(queues.rescore),
      })),
    async stop() {
      const closed = Promise.all(LANES.map((lane) => queues[lane].close()))
      await settlesWithin(closed, TIMEOUT_MS)
    },
  }
}

function toJob(lane: Lane, { jobId, epoch, delayMs }: WakeUp) {
  return {
    name: lane,
    data: wakeUpSchema.parse({ jobId, epoch }),
    // Postgres retries and keeps the record: the queue tries once and keeps nothing.
    opts: {
      jobId: wakeUpId({ jobId, epoch }),
      delay: delayMs,
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  }
}

async function countsOf(queue: Queue): Promise<QueueCounts> {
  const counts = await queue.getJobCounts('wait', 'active', 'delayed')
  return { waiting: counts.wait ?? 0, active: counts.active ?? 0, delayed: counts.delayed ?? 0 }
}

async function withTimeout<T>(redis: Redis, makeCall: () => Promise<T>): Promise<T> {
  // Known to be away: nothing is left waiting in memory for it to come back.
  if (redis.status !== 'ready') throw new Unavailable('The queue')
  const call = makeCall()
  if (!(await settlesWithin(call, TIMEOUT_MS))) {
    throw new Unavailable('The queue', new Error(`Redis has not answered in ${TIMEOUT_MS} ms`))
  }
  return call
}

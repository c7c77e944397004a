import { RedisPubSub } from 'graphql-redis-subscriptions'
import type { Redis } from 'ioredis'
import type { Config } from '../config.ts'
import { settlesWithin } from '../domain/settles-within.ts'
import { type HandOver, makeHandOver } from '../queue/hand-over.ts'
import { type LaneQueues, openLaneQueues } from '../queue/lane-queues.ts'
import { startRelay } from '../queue/relay-outbox.ts'
import { makePublisher, type PublishStatus } from '../status/publish.ts'
import { type Database, openDatabase } from '../store/database.ts'
import type { Log } from '../telemetry/log.ts'
import { guardRedis } from './guard-redis.ts'
import { openRedis } from './redis.ts'

/** What the API and the workers stand on: the record, the queue, and the way to tell watchers. */
export interface Base extends Pick<Database, 'db' | 'statements'> {
  /** Its commands fail at once while Redis is away. */
  readonly redis: Redis
  /** Its commands wait for Redis to come back. */
  readonly patientRedis: Redis
  /** Waits too, and is for subscriptions alone. */
  readonly subscriber: Redis
  readonly pubsub: RedisPubSub
  readonly queues: LaneQueues
  readonly handOver: HandOver
  readonly publish: PublishStatus
  /** Whether Redis is known to be out of reach. */
  readonly isRedisAway: () => boolean
  /** Makes what tells the log of a fault that is got over. */
  readonly warn: (what: string) => (error: unknown) => void
  /** To be called last. */
  stop(): Promise<void>
}

/** Nothing that a request or a worker asks of the record takes nearly as long, unless something is wrong with it. */
const STATEMENT_MS = 5000

/** A Redis that has not answered by then is not waited for at a stop. */
const LAST_ANSWER_MS = 1000

/** A text is JSON already. As text, and not as bytes, the messages of a turn are put together to one write. */
const toJsonText = (payload: unknown) => (typeof payload === 'string' ? payload : JSON.stringify(payload))

/** Opens the stores. None of them needs to be there yet. */
export function openBase(config: Config, log: Log, { connections }: { readonly connections: number }): Base {
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what)
  const {
    db,
    statements,
    stop: closeDatabase,
  } = openDatabase({
    url: config.DATABASE_URL,
    connections,
    statementMs: STATEMENT_MS,
    onConnectionError: warn('A database connection broke'),
  })
  const open = (whileAway: 'fail' | 'wait') =>
    openRedis({ url: config.REDIS_URL, whileAway, onError: warn('Redis is out of reach') })
  const redis = open('fail')
  const patientRedis = open('wait')
  const subscriber = open('wait')
  const pubsub = new RedisPubSub({ publisher: redis, subscriber, serializer: toJsonText })
  const guard = guardRedis()
  const queues = openLaneQueues({
    redis: patientRedis,
    guard: guard.call,
    onError: warn('A queue has trouble'),
  })
  const handOver = makeHandOver(statements, queues, warn('A wake-up is left to the relay'))
  const relay = startRelay(db, queues, warn('The relay could not send'))
  return {
    db,
    statements,
    redis,
    patientRedis,
    subscriber,
    pubsub,
    queues,
    handOver,
    isRedisAway: () => guard.isOpen() || redis.status !== 'ready',
    publish: makePublisher(pubsub, guard.call, warn('A status was not published')),
    warn,
    async stop() {
      await relay.stop()
      await handOver.settled()
      await queues.stop()
      // Nobody waits for the unsubscribing of watchers that have left: it is answered before what is asked after it.
      await settlesWithin(subscriber.unsubscribe(), LAST_ANSWER_MS)
      for (const connection of [patientRedis, subscriber, redis]) connection.disconnect()
      await closeDatabase()
    },
  }
}

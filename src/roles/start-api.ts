import { RedisPubSub } from 'graphql-redis-subscriptions'
import { makeAuthenticate } from '../access/authenticate.ts'
import { type Config, ConfigError } from '../config.ts'
import { makeHandOver } from '../queue/hand-over.ts'
import { startRelay } from '../queue/relay-outbox.ts'
import { openScoreQueue } from '../queue/score-queue.ts'
import type { Services } from '../resolvers/context.ts'
import { buildSchema } from '../schema/index.ts'
import { serveHttp } from '../server/http.ts'
import { serveWebSocket } from '../server/websocket.ts'
import { makeYoga } from '../server/yoga.ts'
import { openActivity } from '../status/activity.ts'
import { openFeed } from '../status/feed.ts'
import { openHub } from '../status/hub.ts'
import { makePublisher } from '../status/publish.ts'
import { recordAdminKey } from '../store/api-keys.ts'
import { openDatabase, ping } from '../store/database.ts'
import { countTotals } from '../store/queue-view.ts'
import { makeSimulationCache } from '../store/simulation-cache.ts'
import type { Log } from '../telemetry/log.ts'
import { openMetrics } from '../telemetry/metrics.ts'
import { checkInChild } from './check-in-child.ts'
import { openRedis } from './redis.ts'

/** The API as it runs: `url` is where it listens. */
export interface Api {
  readonly url: string
  stop(): Promise<void>
}

/** Composes the API, from the stores up to the sockets, and listens. */
export async function startApi(config: Config, log: Log): Promise<Api> {
  if (config.ADMIN_API_KEY === undefined)
    throw new ConfigError('ADMIN_API_KEY: needed, at least 32 characters')
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what)
  let stopping = false

  const { db, stop: closeDatabase } = openDatabase({
    url: config.DATABASE_URL,
    connections: 10,
    onConnectionError: warn('A database connection broke'),
  })
  const redis = openRedis({
    url: config.REDIS_URL,
    whileAway: 'fail',
    onError: warn('Redis is out of reach'),
  })
  const subscriber = openRedis({
    url: config.REDIS_URL,
    whileAway: 'wait',
    onError: warn('Redis is out of reach'),
  })
  const queueing = openRedis({
    url: config.REDIS_URL,
    whileAway: 'wait',
    onError: warn('Redis is out of reach'),
  })
  const pubsub = new RedisPubSub({ publisher: redis, subscriber })

  const queue = openScoreQueue(queueing, warn('The queue has trouble'))
  const handOver = makeHandOver(db, queue, warn('A wake-up is left to the relay'))
  const relay = startRelay(db, queue, warn('The relay could not send'))
  const publish = makePublisher(pubsub, warn('A status was not published'))
  const hub = openHub(db, pubsub, warn('The status hub has trouble'))
  // What was published while the connection was gone is in the record.
  subscriber.on('ready', () => hub.resync().catch(warn('The status hub could not read again')))
  const activity = openActivity(pubsub, warn('The activity feed has trouble'))
  const readQueueMetrics = async () => ({ ...(await queue.counts()), ...(await countTotals(db)) })
  const queueMetricsFeed = openFeed(readQueueMetrics, warn('The queue metrics could not be read'))
  const metrics = openMetrics({ readQueueCounts: queue.counts })

  const services: Services = {
    db,
    getSimulation: makeSimulationCache(db),
    handOver,
    publish,
    announceQueued(job) {
      log.info({ jobId: job.id, learnerId: job.learnerId, purpose: job.purpose }, 'Job queued')
      publish(job)
    },
    hub,
    activity,
    readQueueMetrics,
    queueMetricsFeed,
    defaultRubric: config.DEFAULT_RUBRIC,
    checkDefinition: checkInChild,
  }
  const authenticate = makeAuthenticate(config.ADMIN_API_KEY)
  await recordAdminKey(db, config.ADMIN_API_KEY)
  const yoga = makeYoga({
    schema: buildSchema(),
    services,
    authenticate,
    corsOrigins: config.CORS_ORIGINS,
    introspection: config.INTROSPECTION === 'on',
    graphiql: config.GRAPHIQL === 'on',
    onUnexpected: (error, requestId) => log.error({ err: error, requestId }, 'A request failed'),
    observe: metrics.observeOperation,
  })
  const http = await serveHttp({
    port: config.PORT,
    host: config.HOST,
    yoga,
    dependencies: {
      pingPostgres: () => ping(db),
      pingRedis: () => redis.ping(),
      isStopping: () => stopping,
      metrics: metrics.read,
    },
  })
  const sockets = serveWebSocket(http.server, yoga, authenticate)
  log.info({ url: http.url }, 'The API listens')

  return {
    url: http.url,
    async stop() {
      stopping = true
      await sockets.stop()
      await queueMetricsFeed.stop()
      activity.stop()
      await hub.stop()
      await http.stop()
      await relay.stop()
      await handOver.settled()
      await queue.stop()
      queueing.disconnect()
      subscriber.disconnect()
      redis.disconnect()
      await closeDatabase()
    },
  }
}

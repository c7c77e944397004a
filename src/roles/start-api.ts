import type { Config } from '../config.ts'
import { LANES, type Lane } from '../domain/lanes.ts'
import { Unavailable } from '../domain/unavailable.ts'
import type { QueueCounts } from '../queue/lane-queues.ts'
import type { Services } from '../resolvers/context.ts'
import { buildSchema } from '../schema/index.ts'
import { makeClientAddress } from '../server/client-address.ts'
import { openEventStreams } from '../server/event-streams.ts'
import { makeGraphql } from '../server/graphql.ts'
import { serveHttp } from '../server/http.ts'
import { makeAdmitOperation } from '../server/limits.ts'
import { makeOperationCost } from '../server/operation-cost.ts'
import { makeOriginCheck } from '../server/origins.ts'
import { openStreams } from '../server/shared-streams.ts'
import { openSocketLimits } from '../server/socket-limits.ts'
import { serveWebSocket } from '../server/websocket.ts'
import { openActivity } from '../status/activity.ts'
import { openFeed } from '../status/feed.ts'
import { openHub } from '../status/hub.ts'
import { openPlaces } from '../status/places.ts'
import { ping } from '../store/database.ts'
import { openNewestVersions } from '../store/newest-versions.ts'
import { countTotals } from '../store/queue-view.ts'
import { openReaders } from '../store/readers.ts'
import { openSubmissionWrites } from '../store/submission-writes.ts'
import type { Log } from '../telemetry/log.ts'
import { openMetrics } from '../telemetry/metrics.ts'
import { type Access, openAccess } from './open-access.ts'
import { type Base, openBase } from './open-base.ts'
import { type Checker, openChecker } from './open-checker.ts'
import { openManifest } from './open-manifest.ts'

/** The API as it runs: `url` is where it listens. */
export interface Api {
  readonly url: string
  stop(): Promise<void>
}

/** Composes the API, from the stores up to the sockets, and listens. */
export async function startApi(config: Config, log: Log): Promise<Api> {
  let stopping = false
  const base = openBase(config, log, { connections: 6 })
  const live = openLive(base)
  const checker = openChecker()
  const access = await openAccess(config, base)
  const metrics = openMetrics({ readQueueCounts: base.queues.counts })
  const hearing = {
    onUnexpected(error: unknown, requestId: string) {
      if (error instanceof Unavailable) log.warn({ err: error, requestId }, 'A store was away for a request')
      else log.error({ err: error, requestId }, 'A request failed')
    },
    observe: metrics.observeOperation,
  }
  const schema = buildSchema()
  const shared = {
    ...access,
    ...hearing,
    schema,
    services: servicesOf(base, { live, checker, access }, config, log),
    streams: openStreams(),
    admit: makeAdmitOperation(access.limits, makeOperationCost(schema)),
    isOriginAllowed: makeOriginCheck(config.CORS_ORIGINS),
    clientAddress: makeClientAddress(config.TRUSTED_PROXIES),
    chooseOperation: openManifest(config),
  }
  const eventStreams = openEventStreams()
  const { yoga, handle } = makeGraphql({
    ...shared,
    eventStreams,
    introspection: config.INTROSPECTION === 'on',
    graphiql: config.GRAPHIQL === 'on',
  })
  const http = await serveHttp({
    port: config.PORT,
    host: config.HOST,
    api: { graphql: handle, clientAddress: shared.clientAddress, streams: eventStreams },
    dependencies: {
      pingPostgres: () => ping(base.db),
      pingRedis: () => base.redis.ping(),
      isStopping: () => stopping,
      metrics: metrics.read,
    },
  })
  const socketLimits = openSocketLimits(base.warn('Idle sockets could not be looked for'))
  const sockets = serveWebSocket({
    ...shared,
    server: http.server,
    yoga,
    socketLimits,
    onError: base.warn('A message on a WebSocket could not be handled'),
  })
  log.info({ url: http.url }, 'The API listens')
  return {
    url: http.url,
    async stop() {
      stopping = true
      await sockets.stop()
      await socketLimits.stop()
      await http.stop()
      await live.stop()
      checker.stop()
      await access.stop()
      await base.stop()
    },
  }
}

/** Everything that can be watched. */
function openLive({ db, pubsub, queues, subscriber, isRedisAway, warn }: Base) {
  const places = openPlaces(db, isRedisAway)
  const hub = openHub({ db, pubsub, places, onError: warn('The status hub has trouble') })
  // What was published while the connection was gone is in the record.
  subscriber.on('ready', () => hub.resync().catch(warn('The status hub could not read again')))
  const activity = openActivity(pubsub, warn('The activity feed has trouble'))
  const readQueueMetrics = async () => ({ ...depthOf(await queues.counts()), ...(await countTotals(db)) })
  const queueMetricsFeed = openFeed(readQueueMetrics, warn('The queue metrics could not be read'))
  return {
    places,
    hub,
    activity,
    readQueueMetrics,
    queueMetricsFeed,
    async stop() {
      await queueMetricsFeed.stop()
      activity.stop()
      await hub.stop()
    },
  }
}

/** The depth of all queues together, and of each. */
function depthOf(counts: Readonly<Record<Lane, QueueCounts>>) {
  const lanes = LANES.map((lane) => ({ lane, ...counts[lane] }))
  const sum = (state: keyof QueueCounts) => lanes.reduce((all, lane) => all + lane[state], 0)
  return { waiting: sum('waiting'), active: sum('active'), delayed: sum('delayed'), lanes }
}

function servicesOf(
  { db, statements, handOver, publish }: Base,
  { live, checker, access }: { live: ReturnType<typeof openLive>; checker: Checker; access: Access },
  config: Config,
  log: Log,
): Services {
  return {
    ...live,
    db,
    read: openReaders(db),
    submissionWrites: openSubmissionWrites(statements),
    findNewestVersion: openNewestVersions(statements),
    publish,
    sendOff(job) {
      handOver({ jobId: job.id, purpose: job.purpose, epoch: 0, delayMs: 0 })
      log.info({ jobId: job.id, learnerId: job.learnerId, purpose: job.purpose }, 'Job queued')
      publish(job)
    },
    defaultRubric: config.DEFAULT_RUBRIC,
    checkDefinition: checker.check,
    forgetKey: access.forgetKey,
    admitFor: access.limits.admitFor,
  }
}

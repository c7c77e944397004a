import { randomBytes } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
import { RedisPubSub } from 'graphql-redis-subscriptions'
import type { Config } from '../config.ts'
import { makeHandOver } from '../queue/hand-over.ts'
import { startReconciler } from '../queue/reconciler.ts'
import { startRelay } from '../queue/relay-outbox.ts'
import { openScoreQueue } from '../queue/score-queue.ts'
import { openSandbox } from '../sandbox/index.ts'
import { serveHttp } from '../server/http.ts'
import { makePublisher } from '../status/publish.ts'
import { openDatabase, ping } from '../store/database.ts'
import type { Log } from '../telemetry/log.ts'
import { openMetrics } from '../telemetry/metrics.ts'
import { runWorker } from '../worker/run-worker.ts'
import { observeJobs } from './observe-jobs.ts'
import { openRedis } from './redis.ts'

/** Composes a worker, from the stores up to the queue, and takes jobs. */
export async function startWorker(config: Config, log: Log): Promise<{ stop(): Promise<void> }> {
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what)
  const worker = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
  let stopping = false

  const { db, stop: closeDatabase } = openDatabase({
    url: config.DATABASE_URL,
    connections: Math.min(config.WORKER_CONCURRENCY + 3, 20),
    onConnectionError: warn('A database connection broke'),
  })
  const redis = openRedis({
    url: config.REDIS_URL,
    whileAway: 'fail',
    onError: warn('Redis is out of reach'),
  })
  const consuming = openRedis({
    url: config.REDIS_URL,
    whileAway: 'wait',
    onError: warn('Redis is out of reach'),
  })
  const pubsub = new RedisPubSub({ publisher: redis, subscriber: consuming })
  const sandbox = await openSandbox({ processes: processesFor(config.WORKER_CONCURRENCY) })

  const queue = openScoreQueue(consuming, warn('The queue has trouble'))
  const handOver = makeHandOver(db, queue, warn('A wake-up is left to the relay'))
  const relay = startRelay(db, queue, warn('The relay could not send'))
  const publish = makePublisher(pubsub, warn('A status was not published'))
  const metrics = openMetrics({ readQueueCounts: queue.counts })
  const reconciler = startReconciler({
    db,
    redis,
    queue,
    onRecovered(job) {
      log.warn({ jobId: job.id, status: job.status }, 'A job lost its worker')
      publish(job)
    },
    onRefilled: (jobs) =>
      log.info({ jobs }, 'Redis is new or has lost its memory: queued jobs are woken again'),
    onError: warn('The reconciler could not finish its turn'),
  })
  const running = runWorker({
    db,
    redis: consuming,
    worker,
    sandbox,
    publish,
    handOver,
    concurrency: config.WORKER_CONCURRENCY,
    retryPolicy: {
      maxRetries: config.MAX_RETRIES,
      delayMs: config.RETRY_DELAY,
      multiplier: config.BACKOFF_MULTIPLIER,
    },
    observer: observeJobs(log, metrics),
    onError: warn('A job could not be claimed or settled'),
  })
  const health =
    config.HEALTH_PORT === undefined
      ? null
      : await serveHttp({
          port: config.HEALTH_PORT,
          host: config.HOST,
          dependencies: {
            pingPostgres: () => ping(db),
            pingRedis: () => redis.ping(),
            isStopping: () => stopping,
            metrics: metrics.read,
          },
        })
  log.info({ worker, concurrency: config.WORKER_CONCURRENCY, health: health?.url }, 'The worker takes jobs')

  return {
    async stop() {
      stopping = true
      await running.stop()
      await reconciler.stop()
      await relay.stop()
      await handOver.settled()
      await health?.stop()
      await sandbox.stop()
      await queue.stop()
      consuming.disconnect()
      redis.disconnect()
      await closeDatabase()
    },
  }
}

/** A sandbox process is busy with one run at a time; more of them than cores gain nothing. */
function processesFor(concurrency: number): number {
  return Math.max(1, Math.min(concurrency, availableParallelism()))
}

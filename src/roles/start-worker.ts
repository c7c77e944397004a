import { randomBytes } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
import type { Config } from '../config.ts'
import { startReconciler } from '../queue/reconciler.ts'
import { openSandbox } from '../sandbox/index.ts'
import { serveHttp } from '../server/http.ts'
import { ping } from '../store/database.ts'
import type { Log } from '../telemetry/log.ts'
import { openMetrics } from '../telemetry/metrics.ts'
import { runWorker } from '../worker/run-worker.ts'
import { observeJobs } from './observe-jobs.ts'
import { type Base, openBase } from './open-base.ts'

/** Composes a worker, from the stores up to the queue, and takes jobs. */
export async function startWorker(config: Config, log: Log): Promise<{ stop(): Promise<void> }> {
  const worker = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
  let stopping = false
  const sandbox = await openSandbox({ processes: processesFor(config.WORKER_CONCURRENCY) })
  const base = openBase(config, log, { connections: Math.min(config.WORKER_CONCURRENCY + 3, 20) })
  const metrics = openMetrics({ readQueueCounts: base.queue.counts })
  const reconciler = reconcile(base, log)
  const running = runWorker({
    db: base.db,
    redis: base.patientRedis,
    worker,
    sandbox,
    publish: base.publish,
    handOver: base.handOver,
    concurrency: config.WORKER_CONCURRENCY,
    retryPolicy: {
      maxRetries: config.MAX_RETRIES,
      delayMs: config.RETRY_DELAY,
      multiplier: config.BACKOFF_MULTIPLIER,
    },
    observer: observeJobs(log, metrics),
    onError: base.warn('A job could not be claimed or settled'),
  })
  const health =
    config.HEALTH_PORT === undefined
      ? null
      : await serveHttp({
          port: config.HEALTH_PORT,
          host: config.HOST,
          dependencies: {
            pingPostgres: () => ping(base.db),
            pingRedis: () => base.redis.ping(),
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
      await health?.stop()
      await sandbox.stop()
      await base.stop()
    },
  }
}

function reconcile({ db, redis, queue, publish, warn }: Base, log: Log): { stop(): Promise<void> } {
  return startReconciler({
    db,
    redis,
    queue,
    onRecovered(job) {
      log.warn({ jobId: job.id, status: job.status }, 'A job lost its worker')
      publish(job)
    },
    onRefilled: (jobs) => log.info({ jobs }, 'Queued jobs are woken again, from the record'),
    onError: warn('The reconciler could not finish its turn'),
  })
}

/** A sandbox process is busy with one run at a time; more of them than cores gain nothing. */
function processesFor(concurrency: number): number {
  return Math.max(1, Math.min(concurrency, availableParallelism()))
}

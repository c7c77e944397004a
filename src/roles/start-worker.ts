import { randomBytes } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
import type { Config } from '../config.ts'
import type { Lane } from '../domain/lanes.ts'
import { startReconciler } from '../queue/reconciler.ts'
import { type OpenSandbox, openSandbox } from '../sandbox/index.ts'
import { serveHttp } from '../server/http.ts'
import { ping } from '../store/database.ts'
import { findKindsOfTasks } from '../store/simulations.ts'
import type { Log } from '../telemetry/log.ts'
import { openMetrics } from '../telemetry/metrics.ts'
import { startRetention } from '../worker/remove-expired.ts'
import { type LanePlaces, runWorker } from '../worker/run-worker.ts'
import { observeJobs } from './observe-jobs.ts'
import { type Base, openBase } from './open-base.ts'

/** Composes a worker, from the stores up to the queue, and takes jobs. */
export async function startWorker(config: Config, log: Log): Promise<{ stop(): Promise<void> }> {
  const worker = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
  let stopping = false
  const { lanes, stop: stopSandboxes } = await openLanes(config.WORKER_CONCURRENCY)
  const base = openBase(config, log, { connections: Math.min(config.WORKER_CONCURRENCY + 1, 16) })
  const metrics = openMetrics({ readQueueCounts: base.queues.counts })
  const reconciler = reconcile(base, log)
  const retention = retain(config.RETENTION_DAYS, base, log)
  const running = runWorker({
    db: base.db,
    statements: base.statements,
    redis: base.patientRedis,
    worker,
    lanes,
    publish: base.publish,
    handOver: base.handOver,
    leaseMs: config.LEASE_MS,
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
  startNeeded(base, lanes.score.sandbox).catch(
    base.warn('An engine could not be started before it is needed'),
  )
  return {
    async stop() {
      stopping = true
      await Promise.all([running.stop(), reconciler.stop(), retention?.stop()])
      await health?.stop()
      await stopSandboxes()
      await base.stop()
    },
  }
}

/** Starts what the published simulations will need: Python and Postgres take seconds, and their first job waits. */
async function startNeeded({ db }: Base, sandbox: OpenSandbox): Promise<void> {
  const { python, sql } = await findKindsOfTasks(db)
  await sandbox.start([...(python ? ['python' as const] : []), ...(sql ? ['sql' as const] : [])])
}

function reconcile({ db, redis, queues, publish, warn }: Base, log: Log): { stop(): Promise<void> } {
  return startReconciler({
    db,
    redis,
    queues,
    onRecovered(job) {
      log.warn({ jobId: job.id, status: job.status }, 'A job lost its worker')
      publish(job)
    },
    onRefilled: (jobs) => log.info({ jobs }, 'Queued jobs are woken again, from the record'),
    onError: warn('The reconciler could not finish its turn'),
  })
}

function retain(days: number | undefined, { db, warn }: Base, log: Log): { stop(): Promise<void> } | null {
  if (days === undefined) return null
  return startRetention({
    db,
    days,
    onRemoved: (removed) => log.info({ ...removed, days }, 'Expired work was removed'),
    onError: warn('Expired work could not be removed'),
  })
}

/**
 * The lanes' places. What was handed in has the machine's cores; practice and rescores share one sandbox of a single
 * process for each language, which starts when it is first needed.
 */
async function openLanes(concurrency: number) {
  const sandbox = openSandbox({ processes: processesFor(concurrency) })
  const background = openSandbox({ processes: 1, nice: BACKGROUND_NICE })
  await sandbox.start(['javascript', 'analysis'])
  const lanes = {
    score: { concurrency, sandbox },
    practice: { concurrency: 2, sandbox: background },
    rescore: { concurrency: 1, sandbox: background },
  } satisfies Record<Lane, LanePlaces>
  return {
    lanes,
    async stop() {
      await Promise.all([sandbox.stop(), background.stop()])
    },
  }
}

/** What nobody waits for as for a submitted job gets what the machine has left. */
const BACKGROUND_NICE = 10

/** A sandbox process is busy with one run at a time; more of them than cores gain nothing. */
function processesFor(concurrency: number): number {
  return Math.max(1, Math.min(concurrency, availableParallelism()))
}

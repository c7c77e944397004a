import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Jobs in the queue of each lane by what they wait for. */
type QueueCounts = Readonly<Record<string, Readonly<Record<'waiting' | 'active' | 'delayed', number>>>>

/** How a run ended. refused: the data had the wrong shape, which is nobody's fault but its sender's. */
export type JobOutcome = 'done' | 'error' | 'refused' | 'retried'

/** What a process counts, for Prometheus. */
export interface Metrics {
  observeOperation(operation: { operation: string; outcome: 'ok' | 'error'; seconds: number }): void
  observeJob(job: { outcome: JobOutcome; seconds: number }): void
  /** The text that /metrics answers with. */
  read(): Promise<{ contentType: string; text: string }>
}

/** From a millisecond to a minute. */
const BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** Opens the metrics of a process; the queues' depth is read when somebody asks for them. */
export function openMetrics({ readQueueCounts }: { readQueueCounts: () => Promise<QueueCounts> }): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const operations = new Histogram({
    name: 'assessment_graphql_operation_seconds',
    help: 'Time of GraphQL operations; for subscriptions, until they are open',
    labelNames: ['operation', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  })
  const jobs = new Counter({
    name: 'assessment_jobs_total',
    help: 'Runs of jobs that ended in this worker, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const scoring = new Histogram({
    name: 'assessment_scoring_seconds',
    help: 'Time from claim to final state',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [registry],
  })
  observeQueue(registry, readQueueCounts)
  return {
    observeOperation: ({ operation, outcome, seconds }) =>
      operations.observe({ operation, outcome }, seconds),
    observeJob({ outcome, seconds }) {
      jobs.inc({ outcome })
      if (outcome !== 'retried') scoring.observe({ outcome }, seconds)
    },
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}

function observeQueue(registry: Registry, readQueueCounts: () => Promise<QueueCounts>): void {
  new Gauge({
    name: 'assessment_queue_jobs',
    help: 'Jobs in the queue of each lane by state; absent while Redis is away',
    labelNames: ['lane', 'state'],
    registers: [registry],
    async collect() {
      this.reset()
      const counts = await readQueueCounts().catch(() => null)
      for (const [lane, states] of Object.entries(counts ?? {})) {
        for (const [state, count] of Object.entries(states)) this.set({ lane, state }, count)
      }
    },
  })
}

import type { Context, QueueMetrics } from './context.ts'

/** @throws Unavailable while Redis does not answer */
export function readQueueMetrics(context: Context): Promise<QueueMetrics> {
  return context.readQueueMetrics()
}

/** The queues' figures as they change. */
export function watchQueueMetrics({ queueMetricsFeed }: Context): AsyncIterable<QueueMetrics> {
  return queueMetricsFeed.watch()
}

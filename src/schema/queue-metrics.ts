import type { LaneMetrics, QueueMetrics } from '../resolvers/context.ts'
import * as resolvers from '../resolvers/queue-metrics.ts'
import { OPERATING } from './audience.ts'
import { builder } from './builder.ts'

const LaneType = builder.enumType('Lane', {
  description: 'Jobs that wait for each other, and for no others.',
  values: {
    SCORE: { value: 'score', description: 'Work that was handed in, jobs made directly, and retries.' },
    PRACTICE: { value: 'practice', description: 'Learners’ runs of the visible tests.' },
    RESCORE: { value: 'rescore', description: 'Submissions that staff has scored again.' },
  } as const,
})

const LaneMetricsType = builder.objectRef<LaneMetrics>('LaneMetrics').implement({
  description: 'The queue of one lane.',
  fields: (t) => ({
    lane: t.expose('lane', { type: LaneType, description: 'Which lane.' }),
    waiting: t.exposeInt('waiting', { description: 'Jobs that the next free place of this lane takes.' }),
    active: t.exposeInt('active', { description: 'Jobs in the hands of workers.' }),
    delayed: t.exposeInt('delayed', { description: 'Jobs that wait for their retry.' }),
  }),
})

const QueueMetricsType = builder.objectRef<QueueMetrics>('QueueMetrics').implement({
  description:
    'waiting, active and delayed from the queues of all lanes together; completed and failed since the beginning, ' +
    'from the record.',
  fields: (t) => ({
    waiting: t.exposeInt('waiting', { description: 'Jobs that the next free worker takes.' }),
    active: t.exposeInt('active', { description: 'Jobs in the hands of workers.' }),
    completed: t.exposeInt('completed', { description: 'Jobs that ended in DONE since the beginning.' }),
    failed: t.exposeInt('failed', { description: 'Jobs that ended in ERROR since the beginning.' }),
    delayed: t.exposeInt('delayed', { description: 'Jobs that wait for their retry.' }),
    lanes: t.field({
      type: [LaneMetricsType],
      description: 'The same by lane.',
      resolve: ({ lanes }) => [...lanes],
    }),
  }),
})

/** The queues' figures: read and watched. */
export function addQueueMetrics(): void {
  builder.queryField('queueMetrics', (t) =>
    t.field({
      authScopes: OPERATING,
      type: QueueMetricsType,
      description: 'The queues as they are now.',
      resolve: (_root, _args, context) => resolvers.readQueueMetrics(context),
    }),
  )
  builder.subscriptionField('queueMetrics', (t) =>
    t.field({
      authScopes: OPERATING,
      type: QueueMetricsType,
      description: 'The queues’ figures: at once, then on change, at most 4 a second.',
      extensions: { tellsNewestOnly: true },
      subscribe: (_root, _args, context) => resolvers.watchQueueMetrics(context),
      resolve: (metrics) => metrics,
    }),
  )
}

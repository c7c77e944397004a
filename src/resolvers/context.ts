import type { Viewer } from '../domain/identity.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { QueueCounts } from '../queue/score-queue.ts'
import type { Activity } from '../status/activity.ts'
import type { Feed } from '../status/feed.ts'
import type { StatusHub } from '../status/hub.ts'
import type { Db } from '../store/database.ts'
import type { WakeUp } from '../store/outbox.ts'
import type { SimulationCache } from '../store/simulation-cache.ts'
import type { CheckDefinition } from './check-definition.ts'

/** Jobs in the queue, and jobs ended since the beginning. */
export interface QueueMetrics extends QueueCounts {
  readonly completed: number
  readonly failed: number
}

/** What all requests of a process share. */
export interface Services {
  readonly db: Db
  readonly getSimulation: SimulationCache
  /** Sends a wake-up after its commit, without waiting. */
  readonly handOver: (wakeUp: WakeUp) => void
  /** Tells watchers of a change. */
  readonly publish: (job: ScoreJob) => void
  /** Tells watchers and the log that a job was queued. */
  readonly announceQueued: (job: ScoreJob) => void
  readonly hub: StatusHub
  readonly activity: Activity
  readonly readQueueMetrics: () => Promise<QueueMetrics>
  readonly queueMetricsFeed: Feed<QueueMetrics>
  readonly defaultRubric: Rubric
  readonly checkDefinition: CheckDefinition
}

/** Where a request comes from. */
export interface RequestInfo {
  readonly viewer: Viewer
  readonly requestId: string
  readonly address: string | null
}

/** What a resolver has at hand. */
export interface Context extends Services, RequestInfo {}

import type { Limits } from '../access/limits.ts'
import type { Viewer } from '../domain/identity.ts'
import type { Lane } from '../domain/lanes.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { ScoreJob } from '../domain/score-job.ts'
import type { QueueCounts } from '../queue/lane-queues.ts'
import type { Activity } from '../status/activity.ts'
import type { Feed } from '../status/feed.ts'
import type { StatusHub } from '../status/hub.ts'
import type { Places } from '../status/places.ts'
import type { Db } from '../store/database.ts'
import type { FindNewestVersion } from '../store/newest-versions.ts'
import type { Readers } from '../store/readers.ts'
import type { SubmissionWrites } from '../store/submission-writes.ts'
import type { CheckDefinition } from './check-definition.ts'

/** The depth of one lane's queue. */
export interface LaneMetrics extends QueueCounts {
  readonly lane: Lane
}

/** Jobs in all queues together and in each lane's, and jobs ended since the beginning. */
export interface QueueMetrics extends QueueCounts {
  readonly lanes: readonly LaneMetrics[]
  readonly completed: number
  readonly failed: number
}

/** What all requests of a process share. */
export interface Services {
  readonly db: Db
  readonly read: Readers
  readonly submissionWrites: SubmissionWrites
  readonly findNewestVersion: FindNewestVersion
  /** Tells watchers of a change. */
  readonly publish: (job: ScoreJob) => void
  /** After the commit of a new job: wakes a worker, and tells watchers and the log. Nobody waits for it. */
  readonly sendOff: (job: ScoreJob) => void
  readonly places: Places
  readonly hub: StatusHub
  readonly activity: Activity
  readonly readQueueMetrics: () => Promise<QueueMetrics>
  readonly queueMetricsFeed: Feed<QueueMetrics>
  readonly defaultRubric: Rubric
  readonly checkDefinition: CheckDefinition
  /** Ends, in every process, what a revoked key has opened. */
  readonly forgetKey: (keyId: string) => void
  /** Counts what a SERVICE does for a learner, or with a piece of their work. @throws TooMany */
  readonly admitFor: Limits['admitFor']
}

/** Where a request comes from. */
export interface RequestInfo {
  readonly viewer: Viewer
  readonly requestId: string
  readonly address: string | null
}

/** What a resolver has at hand. */
export interface Context extends Services, RequestInfo {}

import { PURPOSES, type ScoreJobPurpose } from './score-job.ts'

// lane: jobs that wait for each other, and for no others. Each lane has a queue, its own places in every worker, and
// positions that count from 1.

/** score: work that was handed in, which nothing may delay. The lanes behind it use what is left over. */
export const LANES = ['score', 'practice', 'rescore'] as const
export type Lane = (typeof LANES)[number]

const LANE_OF: Readonly<Record<ScoreJobPurpose, Lane>> = {
  SUBMISSION: 'score',
  DIRECT: 'score',
  RETRY: 'score',
  PRACTICE: 'practice',
  RESCORE: 'rescore',
}

/** The lane in which a job waits. */
export function laneOf(purpose: ScoreJobPurpose): Lane {
  return LANE_OF[purpose]
}

/** The purposes whose jobs wait in a lane. */
export function purposesIn(lane: Lane): readonly ScoreJobPurpose[] {
  return PURPOSES.filter((purpose) => LANE_OF[purpose] === lane)
}

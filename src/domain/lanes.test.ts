import { expect, it } from 'vitest'
import { LANES, laneOf, purposesIn } from './lanes.ts'
import { PURPOSES } from './score-job.ts'

it('lets what was handed in wait for nothing that can wait', () => {
  expect(['SUBMISSION', 'DIRECT', 'RETRY'].map((purpose) => laneOf(purpose as 'RETRY'))).toEqual(
    Array(3).fill('score'),
  )
  expect(purposesIn('score')).not.toContain('PRACTICE')
})

it('has one lane for each purpose', () => {
  expect(LANES.flatMap(purposesIn).toSorted()).toEqual(PURPOSES.toSorted())
})

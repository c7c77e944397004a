import type { Measure } from './measure.ts'
import { autosave } from './measures/autosave.ts'
import { createSubmitDone } from './measures/create-submit-done.ts'
import { fanOut } from './measures/fan-out.ts'
import { memoryPerWatcher, memoryPerWatcherOfOwnJob } from './measures/memory-per-watcher.ts'
import { queryFinishedJob, queryQueuedJob } from './measures/query-job.ts'
import { scoringJavaScript, scoringPython } from './measures/scoring.ts'
import { poolMemoryJavaScript, poolMemoryPython } from './measures/scoring-memory.ts'
import { submitToDone } from './measures/submit-to-done.ts'
import { timeInQueue } from './measures/time-in-queue.ts'

/** All measures, in the order in which they are run and shown, under the chart's headings. */
export const MEASURES: Readonly<Record<string, readonly Measure[]>> = {
  'Reading and writing': [queryFinishedJob, queryQueuedJob, autosave, createSubmitDone, timeInQueue],
  Watching: [submitToDone, fanOut, memoryPerWatcher, memoryPerWatcherOfOwnJob],
  Scoring: [scoringJavaScript, scoringPython, poolMemoryJavaScript, poolMemoryPython],
}

export const ALL: readonly Measure[] = Object.values(MEASURES).flat()

/** @throws when there is none of that name */
export function getMeasure(name: string): Measure {
  const measure = ALL.find((candidate) => candidate.name === name)
  if (measure === undefined) throw new Error(`no measure is named ${name}`)
  return measure
}

/** The measures whose names begin so; all for no beginnings. */
export const measuresNamed = (beginnings: readonly string[]): readonly Measure[] =>
  ALL.filter(
    ({ name }) => beginnings.length === 0 || beginnings.some((beginning) => name.startsWith(beginning)),
  )

/** The beginnings that fit no measure. */
export const strayNames = (beginnings: readonly string[]): readonly string[] =>
  beginnings.filter((beginning) => measuresNamed([beginning]).length === 0)

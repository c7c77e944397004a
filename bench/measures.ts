import type { Measure } from './measure.ts'
import { createSubmitDone } from './measures/create-submit-done.ts'
import { fanOut } from './measures/fan-out.ts'
import { memoryPerWatcher, memoryPerWatcherOfOwnJob } from './measures/memory-per-watcher.ts'
import { scoringJavaScript, scoringPython } from './measures/scoring.ts'
import { poolMemoryJavaScript, poolMemoryPython } from './measures/scoring-memory.ts'
import { submitToDone } from './measures/submit-to-done.ts'

/** All measures, in the order in which they are run and shown, under the chart's headings. */
export const MEASURES: Readonly<Record<string, readonly Measure[]>> = {
  'Reading and writing': [createSubmitDone],
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

/** Those whose names begin so; all for no beginnings. @throws when a beginning fits none */
export function chooseMeasures(beginnings: readonly string[]): readonly Measure[] {
  const stray = beginnings.filter((beginning) => !ALL.some(({ name }) => name.startsWith(beginning)))
  if (stray.length > 0) {
    throw new Error(
      `No measure is named ${stray.join(', ')}. There are: ${ALL.map(({ name }) => name).join(', ')}`,
    )
  }
  if (beginnings.length === 0) return ALL
  return ALL.filter(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)))
}

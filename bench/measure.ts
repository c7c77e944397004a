import type { Stores } from './stores.ts'

/** One thing that is measured, beside what others would use for it. */
export interface Measure {
  readonly name: string
  readonly what: string
  /** Higher is better. */
  readonly unit: string
  /** What the ratio must reach. */
  readonly target: number
  open(stores: Stores, effort?: number): Promise<Sides>
}

/** The two sides of a measure: each run gives one figure. */
export interface Sides {
  ours(): Promise<number>
  peer(): Promise<number>
  /** What else is worth a line, measured after the rounds. */
  notes?(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : mean(sorted[middle - 1], sorted[middle])
}

function mean(a = Number.NaN, b = Number.NaN): number {
  return (a + b) / 2
}

/** Does a task `count` times, `at` of them at once. @returns how many were done in a second */
export async function perSecond(
  count: number,
  at: number,
  task: (i: number) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: at }, async () => {
      while (next < count) await task(next++)
    }),
  )
  return count / ((performance.now() - began) / 1000)
}

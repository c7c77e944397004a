import type { Stores } from './stores.ts'

// measure: one thing that is done many times, by the engine and, where there is one, by a peer: what others would use
// figure: one number that a run of a measure gives, such as a rate or the 99th percentile of a time
// round: a run of both sides, one after the other
// row: what the rounds gave for one figure, as results and charts show it

/** What a number means, and what it must reach. */
export interface Figure {
  readonly unit: string
  /** Higher when left out. */
  readonly better?: 'higher' | 'lower'
  /** What ours ÷ peer must reach or, where lower is better, may not pass. */
  readonly target?: number
  /** What ours alone must reach or, where lower is better, may not pass. */
  readonly bound?: number
}

/** One of several figures of a measure. */
export interface NamedFigure extends Figure {
  readonly figure: string
}

/** One thing that is measured, beside what others would use for it. */
export type Measure = {
  readonly name: string
  readonly what: string
  /**
   * Starts both sides.
   * @param effort the share of its usual work that a run should do: 1, or less to try whether the measure runs
   */
  open(stores: Stores, effort: number): Promise<Sides>
} & (Figure | { readonly figures: readonly NamedFigure[] })

/** What a run gives: its figure, or as many as the measure names, in their order. */
export type Figures = number | readonly number[]

/** The two sides of a measure. */
export interface Sides {
  ours(): Promise<Figures>
  peer?(): Promise<Figures>
  /** What else is worth a line, measured after the rounds. */
  notes?(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** The figures of a measure; the name is null where there is but one. */
export function figuresOf(measure: Measure): readonly (Figure & { readonly figure: string | null })[] {
  return 'figures' in measure ? measure.figures : [{ ...measure, figure: null }]
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5)
}

/** The figure below which a share of them lies, between its neighbours where it falls between two. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [below = Number.NaN, above = below] = sorted.slice(Math.floor(at))
  return below + (above - below) * (at - Math.floor(at))
}

/** Does a task `count` times (rounded up), `at` of them at once. @returns how many were done in a second */
export async function perSecond(
  count: number,
  at: number,
  task: (i: number) => Promise<unknown>,
): Promise<number> {
  const whole = Math.ceil(count)
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: at }, async () => {
      while (next < whole) await task(next++)
    }),
  )
  return whole / ((performance.now() - began) / 1000)
}

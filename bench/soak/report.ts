import { z } from 'zod'
import { short } from '../row.ts'

/** A memory of one kind of process over the soak. */
const seriesSchema = z.object({
  process: z.string(),
  /** memory: what the processes hold, their children's in a line of their own. heap: what JavaScript uses of it. */
  kind: z.enum(['memory', 'heap']),
  mb: z.array(z.number()),
  /** What it would gain in an hour, by the trend of what it falls back to after the first third. */
  mbPerHour: z.number(),
  flat: z.boolean(),
})

export const soakReportSchema = z.object({
  minutes: z.number(),
  /** What the machine takes, measured first, and what was sent of it: half, or less where it was taken up by others. */
  mostPerSecond: z.number(),
  perSecond: z.number(),
  visits: z.int(),
  /** When each sample was taken. */
  atMinute: z.array(z.number()),
  series: z.array(seriesSchema),
})
export type SoakReport = z.infer<typeof soakReportSchema>
export type Series = z.infer<typeof seriesSchema>

/** By how much of itself a memory may grow after the first third and still be called flat, or by how much at least. */
const FLAT_SHARE = 0.05
const FLAT_MB = 2

/** Into so many spans what is judged is cut. Each is told by its least: what lies above, the next collection frees. */
const SPANS = 12

/**
 * Judges a memory by its trend: the least-squares line through what it falls back to after the first third, in which
 * caches fill and engines warm up.
 */
export function judge(
  process: string,
  kind: Series['kind'],
  mb: readonly number[],
  atMinute: readonly number[],
): Series {
  const from = Math.floor(mb.length / 3)
  const lows = lowsOf(mb.slice(from))
  const minutes = lows.map(({ at }) => atMinute[from + at] ?? 0)
  const settled = lows.map(({ low }) => low)
  const perMinute = slope(minutes, settled)
  const growth = perMinute * ((minutes.at(-1) ?? 0) - (minutes[0] ?? 0))
  const flat = growth <= Math.max(FLAT_MB, mean(settled) * FLAT_SHARE)
  return { process, kind, mb: mb.map((value) => Number(value.toFixed(1))), mbPerHour: perMinute * 60, flat }
}

/** The least value of each whole span, and where it is. */
function lowsOf(values: readonly number[]): readonly { readonly at: number; readonly low: number }[] {
  const length = Math.max(1, Math.ceil(values.length / SPANS))
  const starts = values.flatMap((_, i) => (i % length === 0 && i + length <= values.length ? [i] : []))
  return starts.map((start) => {
    const span = values.slice(start, start + length)
    const low = Math.min(...span)
    return { at: start + span.indexOf(low), low }
  })
}

function slope(xs: readonly number[], ys: readonly number[]): number {
  const [x0, y0] = [mean(xs), mean(ys)]
  const covariance = xs.reduce((sum, x, i) => sum + (x - x0) * ((ys[i] ?? y0) - y0), 0)
  const variance = xs.reduce((sum, x) => sum + (x - x0) ** 2, 0)
  return variance === 0 ? 0 : covariance / variance
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** One memory as a line: where it began and ended, its trend, and what that means. */
export function seriesLine({ process, kind, mb, mbPerHour, flat }: Series): string {
  const range = `${short(mb[0] ?? Number.NaN)} → ${short(mb.at(-1) ?? Number.NaN)} MB`
  const trend = `${mbPerHour < 0 ? '−' : '+'}${short(Math.abs(mbPerHour))} MB/h`
  return `${process.padEnd(18)} ${kind.padEnd(7)} ${range.padEnd(20)} ${trend.padEnd(14)} ${flat ? 'flat' : 'NOT FLAT'}`
}

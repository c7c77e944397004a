import { z } from 'zod'
import { type Figure, type Measure, median } from './measure.ts'

const figures = z.array(z.number()).nonempty()

/** What the rounds of a measure gave for one of its figures. */
export const rowSchema = z.object({
  measure: z.string(),
  /** Null where the measure has but one. */
  figure: z.string().nullable(),
  what: z.string(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  target: z.number().optional(),
  bound: z.number().optional(),
  /** By round. */
  ours: figures,
  peer: figures.optional(),
  /** The medians' ratio, ours ÷ peer. */
  ratio: z.number().optional(),
  met: z.boolean(),
  notes: z.array(z.string()),
})
export type Row = z.infer<typeof rowSchema>

interface Ours {
  readonly ours: readonly number[]
}

interface Taken extends Ours {
  readonly peer?: readonly number[]
  readonly notes: readonly string[]
}

/** Holds what was measured against what was promised. @throws where something was not measured */
export function rowOf(
  { name, what }: Pick<Measure, 'name' | 'what'>,
  { figure, unit, better = 'higher', target, bound }: Figure & { readonly figure: string | null },
  { ours, peer, notes }: Taken,
): Row {
  const ratio = peer && median(ours) / median(peer)
  const row = { measure: name, figure, what, unit, better, target, bound, ours, peer, ratio, notes }
  const met = demandsOn(row).every((demand) => demand.met)
  const read = rowSchema.safeParse({ ...row, met })
  if (!read.success) throw new Error(`${name} was not measured: ${z.prettifyError(read.error)}`)
  return read.data
}

/** Something that a row must reach or may not pass, as people write it, and whether it does. */
interface Demand {
  readonly words: string
  readonly met: boolean
}

/** What was promised of a row: nothing, a ratio to the peer, a bound of ours alone, or both. */
export function demandsOn(row: Pick<Row, 'better' | 'target' | 'bound' | 'unit' | 'ratio'> & Ours): Demand[] {
  const { better, target, bound, unit, ratio, ours } = row
  const sign = better === 'higher' ? '≥' : '≤'
  const reaches = (value: number, wanted: number) => (better === 'higher' ? value >= wanted : value <= wanted)
  const demands: Demand[] = []
  if (target !== undefined) {
    demands.push({
      words: `ratio ${sign} ${short(target)}`,
      met: ratio !== undefined && reaches(ratio, target),
    })
  }
  if (bound !== undefined) {
    demands.push({ words: `${sign} ${short(bound)} ${unit}`, met: reaches(median(ours), bound) })
  }
  return demands
}

/** The name of a row: its measure's, and its own where it has one. */
export const rowName = ({ measure, figure }: Row): string =>
  figure === null ? measure : `${measure} ${figure}`

/** A row as one line: medians, the ratio with its spread over the rounds, and whether it is what was promised. */
export function rowLine(row: Row): string {
  const { ours, peer, unit, ratio } = row
  const parts = [`ours ${short(median(ours))} ${unit} (${spread(ours)})`]
  if (peer !== undefined && ratio !== undefined) {
    const ratios = ours.map((figure, round) => figure / (peer[round] ?? Number.NaN))
    parts.push(`peer ${short(median(peer))} ${unit} (${spread(peer)})`)
    parts.push(`ratio ${short(ratio)} (${spread(ratios)})`)
  }
  for (const { words, met } of demandsOn(row)) parts.push(`${met ? 'met' : 'MISSED'}: ${words}`)
  return `${rowName(row).padEnd(32)} ${parts.join(', ')}`
}

const spread = (figures: readonly number[]) => `${short(Math.min(...figures))}–${short(Math.max(...figures))}`

/** Three digits of a number, and no fraction from a hundred on. */
export function short(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
  return rounded.toLocaleString('en', { maximumFractionDigits: 6 })
}

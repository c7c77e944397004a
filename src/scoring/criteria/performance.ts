import { quoted } from '../../domain/quoted.ts'
import type { ExaminedCode, ExaminedTask, ProbeMeasurement } from '../examined.ts'
import type { Measure } from '../measure.ts'
import type { FaultKind, ProbePoint } from '../sandbox.ts'
import { passedShare } from '../test-cases.ts'
import { functionPlace } from '../test-faults.ts'
import { growthExponent, NEGLIGIBLE_GAS } from './growth.ts'

/** How far the measured exponent may lie above the expected one: constants and logarithms bend a fitted line. */
const FREE_GROWTH = 0.25
/** How far above the expected exponent nothing is earned any more. */
const LOST_GROWTH = 1
/**
 * Times the reference's gas that still earn everything: so much can the same steps differ by how they are written, with
 * callbacks, calls and small objects in place of a plain loop.
 */
const FREE_RATIO = 3
/** Times the reference's gas from which on only the floor is earned. */
const WORST_RATIO = 20
const RATIO_FLOOR = 0.5

/**
 * Performance: the mean over the task's probes of growth × constant factor × share of the sizes reached.
 * Growth is the exponent k of gas ≈ c·n^k, fitted by least squares on the logarithms: 1 up to 0.25 above the
 * expected exponent, falling in a line to 0 at 1 above it. The constant factor compares the gas at the largest
 * common size with the reference's: 1 up to 3 times, falling with the logarithm to 0.5 at 20 times. A probe whose
 * result differs from the reference's earns 0; where there is no reference to compare with, a probe earns at most
 * the task's correctness, because a wrong answer is easily fast.
 */
export function measurePerformance(examined: ExaminedTask): Measure | null {
  if (examined.kind !== 'code' || examined.probes.length === 0) return null
  const correctness = examined.cases.length === 0 ? 1 : passedShare(examined.cases)
  const judged = examined.probes.map((measurement) => judge(measurement, correctness))
  const losing = judged.filter(({ score }) => score < 1)
  return {
    score: judged.reduce((sum, { score }) => sum + score, 0) / judged.length,
    rationale: judged.map(({ name, says }) => `${quoted(name)} ${says}.`).join(' '),
    praise: losing.length === 0 ? 'It stays fast as its input grows.' : null,
    losses: losing.map(({ name, score, advice }) => ({
      worth: (1 - score) / judged.length,
      advice,
      place: functionPlace(examined, name),
    })),
    remarks: losing.map((probe) => remarkOf(examined, probe)),
  }
}

interface JudgedProbe {
  readonly name: string
  readonly score: number
  /** What happened, to go on after the function's name. */
  readonly says: string
  readonly advice: string
}

function judge({ probe, outcome, reference }: ProbeMeasurement, correctness: number): JudgedProbe {
  const name = probe.function
  const reached = outcome.points.length / probe.sizes.length
  if (reached === 0) {
    const says = `${ENDED[outcome.fault?.fault ?? 'time']} at size ${probe.sizes[0]}`
    return { name, score: 0, says, advice: `Make ${quoted(name)} work on larger inputs: it ${says}.` }
  }
  if (reference !== null && !sameResults(outcome.points, reference.points)) {
    const says = 'gives another result than the model answer on larger inputs'
    return { name, score: 0, says, advice: `Check ${quoted(name)} on larger inputs: it ${says}.` }
  }
  const exponent = growthExponent(outcome.points)
  const ratio = reference === null ? null : gasRatio(outcome.points, reference.points)
  const earned = growthScore(exponent, probe.growth) * ratioScore(ratio) * reached
  const score = reference === null ? Math.min(earned, correctness) : earned
  const stopped = reached < 1 ? `, and fails from size ${probe.sizes[outcome.points.length]} on` : ''
  const says = `${describe(exponent, probe.growth, ratio)}${stopped}`
  return { name, score, says, advice: adviceOn(name, exponent, probe.growth, says) }
}

/** How a probe's call ended that gave no result, to go on after the function's name. */
const ENDED: Readonly<Record<FaultKind, string>> = {
  assertion: 'stopped with an exception',
  exception: 'stopped with an exception',
  time: 'ran out of time',
  memory: 'ran out of memory',
  stack: 'called itself too deeply',
  output: 'printed too much',
  load: 'could not be loaded',
}

function sameResults(points: readonly ProbePoint[], expected: readonly ProbePoint[]): boolean {
  const results = new Map(expected.map(({ size, result }) => [size, result]))
  return points.every(({ size, result }) => results.get(size) === result)
}

/** Gas in terms of the reference's, at the largest size that was reached; null where the reference has no such. */
function gasRatio(points: readonly ProbePoint[], expected: readonly ProbePoint[]): number | null {
  const last = points.at(-1)
  const base = expected.find(({ size }) => size === last?.size)
  if (last === undefined || base === undefined) return null
  return Math.max(NEGLIGIBLE_GAS, last.gas) / Math.max(NEGLIGIBLE_GAS, base.gas)
}

function growthScore(exponent: number, growth: number): number {
  const excess = exponent - growth - FREE_GROWTH
  return clamp(1 - excess / (LOST_GROWTH - FREE_GROWTH))
}

function ratioScore(ratio: number | null): number {
  if (ratio === null || ratio <= FREE_RATIO) return 1
  const lost = Math.log(ratio / FREE_RATIO) / Math.log(WORST_RATIO / FREE_RATIO)
  return 1 - (1 - RATIO_FLOOR) * clamp(lost)
}

const clamp = (value: number) => Math.min(1, Math.max(0, value))

function describe(exponent: number, growth: number, ratio: number | null): string {
  const work = ratio === null ? '' : `, ${times(ratio)} times that of the model answer`
  const power = Math.max(0, exponent).toFixed(1)
  const grows = power === '0.0' ? 'does not grow with its input' : `grows like n^${power}`
  return `takes work that ${grows} (${growth === 0 ? 'no growth' : `n^${growth}`} is expected)${work}`
}

const times = (ratio: number) => (ratio < 10 ? ratio.toFixed(1) : String(Math.round(ratio)))

function adviceOn(name: string, exponent: number, growth: number, says: string): string {
  if (exponent <= growth + FREE_GROWTH) {
    return `Let ${quoted(name)} do less work${growth === 0 ? '' : ' on each element'}: it ${says}.`
  }
  const double = (2 ** exponent).toFixed(1)
  const where =
    exponent < 1.5 ? 'a pass over the input that is not needed' : 'a loop, a search or a copy inside a loop'
  return `Let ${quoted(name)} do less as its input grows: it ${says}, so twice the input costs ${double} times the work. Look for ${where}.`
}

function remarkOf(examined: ExaminedCode, { name, score, advice }: JudgedProbe) {
  const severity = score < 0.5 ? ('WARNING' as const) : ('INFO' as const)
  return { severity, place: functionPlace(examined, name), rule: 'performance/probe', message: advice }
}

import type { ProbePoint } from '../sandbox.ts'

/**
 * What a call may cost without its cost being looked at: a microsecond's worth. Below it, whether a greeting is a
 * constant or put together by a template would be a factor of 90.
 */
export const NEGLIGIBLE_GAS = 500

/**
 * The exponent k of gas ≈ c·n^k: the slope of the least-squares line through log gas over log size. 0 for fewer
 * than two points: from one point no growth can be told.
 */
export function growthExponent(points: readonly Pick<ProbePoint, 'size' | 'gas'>[]): number {
  if (points.length < 2) return 0
  const xs = points.map(({ size }) => Math.log(size))
  const ys = points.map(({ gas }) => Math.log(Math.max(NEGLIGIBLE_GAS, gas)))
  const meanX = mean(xs)
  const meanY = mean(ys)
  const covariance = xs.reduce((sum, x, i) => sum + (x - meanX) * ((ys[i] ?? 0) - meanY), 0)
  const variance = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0)
  return covariance / variance
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

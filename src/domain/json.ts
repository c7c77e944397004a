/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json }

/** JSON with sorted keys: equal values give equal text, whatever order their keys came in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
}

/** Past this many, numbers are written with an exponent: what they hold was never meant to the last digit. */
const WRITTEN_OUT = 1e21

/** Whether a value holds a whole number that is written out, but too large to be held to its last digit. */
export function holdsRounded(value: unknown): boolean {
  if (typeof value === 'number') {
    return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < WRITTEN_OUT
  }
  return isNesting(value) && Object.values(value).some(holdsRounded)
}

/**
 * Whether a value is nested more than `max` levels deep. Level by level instead of by recursion, which would overflow
 * on the very data that this is to find.
 */
export function isDeeperThan(value: unknown, max: number): boolean {
  let level = [value].filter(isNesting)
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > max) return true
    level = level.flatMap((outer) => Object.values(outer).filter(isNesting))
  }
  return false
}

function isNesting(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

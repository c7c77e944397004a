/** The first place at which two values differ: where, and what each holds there. */
export interface Difference<Actual, Expected> {
  /** As a program would write it behind the value's name: `[1].month`. Empty for the values themselves. */
  readonly path: string
  /** Nothing where the place is not there. */
  readonly actual: Actual | undefined
  readonly expected: Expected | undefined
}

/** How values are looked into. */
export interface View<Actual, Expected> {
  same(actual: Actual | undefined, expected: Expected | undefined): boolean
  /** The members of a list or of a plain object, by the step that leads to each; null for all else. */
  members<Value extends Actual | Expected>(value: Value): ReadonlyMap<string, Value> | null
}

const MAX_STEPS = 20

/** Looks into two different values as far as both are of one shape. */
export function firstDifference<Actual, Expected>(
  actual: Actual,
  expected: Expected,
  view: View<Actual, Expected>,
): Difference<Actual, Expected> {
  let found: Difference<Actual, Expected> = { path: '', actual, expected }
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const deeper = differingMember(found, view)
    if (deeper === null) break
    found = { ...deeper, path: found.path + deeper.path }
  }
  return found
}

function differingMember<Actual, Expected>(
  { actual, expected }: Difference<Actual, Expected>,
  view: View<Actual, Expected>,
): Difference<Actual, Expected> | null {
  if (actual === undefined || expected === undefined) return null
  const wanted = Array.isArray(actual) === Array.isArray(expected) ? view.members(expected) : null
  const held = view.members(actual)
  if (held === null || wanted === null) return null
  for (const path of new Set([...wanted.keys(), ...held.keys()])) {
    const pair = { path, actual: held.get(path), expected: wanted.get(path) }
    if (!view.same(pair.actual, pair.expected)) return pair
  }
  return null
}

/** The step to a member: `[0]`, `.month`, `["two words"]`. */
export function stepTo(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

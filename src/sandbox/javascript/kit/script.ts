import { type Described, describe } from './described.ts'

/** What became of an assertion of a script, by its place among them. */
export interface CheckReport {
  readonly check: number
  readonly thrown: Described | null
}

/** What the host writes around the assertions of a script, under names that hardly anybody has. */
export function scriptGlobals(report: (report: CheckReport) => void): Readonly<Record<string, unknown>> {
  return {
    $held: (check: number) => report({ check, thrown: null }),
    $fell: (check: number, error: unknown) => report({ check, thrown: describe(error) }),
  }
}

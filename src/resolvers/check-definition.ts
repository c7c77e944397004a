import type { FieldError } from '../domain/failures.ts'
import type { Rubric } from '../domain/rubric.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'

/**
 * Tries a well-formed definition out (does the reference pass its own tests?), where programs may run: not in the
 * API's process. Paths of the faults begin inside the definition.
 */
export type CheckDefinition = (
  definition: SimulationDefinition,
  rubric: Rubric,
) => Promise<readonly FieldError[]>

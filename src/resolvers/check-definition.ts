import type { FieldError } from '../domain/failures.ts'
import type { SimulationDefinition } from '../domain/simulation.ts'

/**
 * Tries a well-formed definition out (does each reference pass its own tests?), where programs may run: not in the
 * API's process. Paths of the faults begin inside the definition.
 */
export type CheckDefinition = (definition: SimulationDefinition) => Promise<readonly FieldError[]>

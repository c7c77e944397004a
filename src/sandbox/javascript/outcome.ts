import type { TaskLimits } from '../../domain/simulation.ts'
import type { FaultKind } from '../../scoring/sandbox.ts'
import { boundMessage } from '../judging/outcome.ts'
import type { Described } from './kit/described.ts'
import { LoadFailure } from './linking/load-failure.ts'
import { Halted } from './machine.ts'

/** How a program ended where it did not come to an end of its own. */
export type Ended = Described | Halted | LoadFailure

/** The fault and the message for a program that was ended or threw. */
export function faultOf(
  ended: Ended,
  limits: TaskLimits,
): { readonly fault: FaultKind; readonly message: string } {
  if (ended instanceof LoadFailure) return { fault: 'load', message: ended.message }
  if (ended instanceof Halted) {
    return { fault: ended.fault, message: ended.message || boundMessage(ended.fault, limits) }
  }
  if (ended.kind === 'memory' || ended.kind === 'stack') {
    return { fault: ended.kind, message: boundMessage(ended.kind, limits) }
  }
  return { fault: ended.kind, message: ended.message }
}

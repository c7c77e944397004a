import type { TaskLimits } from '../../domain/task.ts'
import type { CaseOutcome, FaultKind } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import { boundMessage, failed } from '../judging/outcome.ts'
import type { Described } from './kit/described.ts'
import { LoadFailure } from './linking/load-failure.ts'

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

/** A case that a program was ended in. */
export function failedBy(name: string, ended: Ended, limits: TaskLimits): CaseOutcome {
  const { fault, message } = faultOf(ended, limits)
  const compared = 'expected' in ended && ended.expected !== undefined
  return failed(
    name,
    fault,
    message,
    compared ? { expected: ended.expected, actual: ended.actual ?? '' } : {},
  )
}

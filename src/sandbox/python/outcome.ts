import type { TaskLimits } from '../../domain/task.ts'
import type { CaseOutcome, FaultKind } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import { boundMessage, failed } from '../judging/outcome.ts'
import type { Thrown } from './kit-functions.ts'

/** How a program ended where it did not come to an end of its own. */
export type Ended = Thrown | Halted

/** The fault and the message for a program that was ended or threw. */
export function faultOf(
  ended: Ended,
  limits: TaskLimits,
): { readonly fault: FaultKind; readonly message: string } {
  const fault = ended instanceof Halted ? ended.fault : ended.kind
  const bound = fault === 'memory' || fault === 'stack' || fault === 'output' || ended.message === ''
  return { fault, message: bound ? boundMessage(fault, limits) : ended.message }
}

/** A case that was ended or threw. */
export function failedBy(name: string, ended: Ended, limits: TaskLimits): CaseOutcome {
  const { fault, message } = faultOf(ended, limits)
  const { expected, actual = '' } = ended instanceof Halted ? {} : ended
  return failed(name, fault, message, expected === undefined ? {} : { expected, actual })
}

/** One failed case for what could not be loaded: the entry, or a suite. */
export function failedToLoad(name: string, what: string, ended: Ended, limits: TaskLimits): CaseOutcome {
  const { fault, message } = faultOf(ended, limits)
  const ownDoing = fault === 'exception' || fault === 'assertion' || fault === 'load'
  return ownDoing
    ? failed(name, 'load', `${what} could not be loaded: ${message}`)
    : failed(name, fault, message)
}

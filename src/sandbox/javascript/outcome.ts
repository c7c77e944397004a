import { cut } from '../../domain/limits.ts'
import type { TaskLimits } from '../../domain/simulation.ts'
import type { CaseOutcome, FaultKind } from '../../scoring/sandbox.ts'
import type { Described } from './kit/described.ts'
import { LoadFailure } from './linking/load-failure.ts'
import { Halted } from './machine.ts'

/** How a program ended where it did not come to an end of its own. */
export type Ended = Described | Halted | LoadFailure

/** A failed case. */
export function failed(
  name: string,
  fault: FaultKind,
  message: string,
  values: { readonly expected?: string; readonly actual?: string } = {},
): CaseOutcome {
  return { name, passed: false, fault, message: cut(message), ...values }
}

/** What a bound that was run into means, in a learner's words. */
export function boundMessage(fault: FaultKind, { timeMs, memoryMb }: TaskLimits): string {
  switch (fault) {
    case 'time':
      return `did not finish within its time of ${timeMs} ms: is there an endless loop?`
    case 'memory':
      return `used more than its ${memoryMb} MB of memory`
    case 'stack':
      return 'recursed too deeply: does the recursion end?'
    case 'output':
      return 'printed more than 64 KiB'
    default:
      return fault
  }
}

/** The fault and the message for a program that was ended or threw. */
export function faultOf(
  ended: Ended,
  limits: TaskLimits,
): { readonly fault: FaultKind; readonly message: string } {
  if (ended instanceof LoadFailure) return { fault: 'load', message: ended.message }
  if (ended instanceof Halted) return { fault: ended.fault, message: boundMessage(ended.fault, limits) }
  if (ended.kind === 'memory' || ended.kind === 'stack') {
    return { fault: ended.kind, message: boundMessage(ended.kind, limits) }
  }
  return { fault: ended.kind, message: ended.message }
}

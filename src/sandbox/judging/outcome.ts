import { cut } from '../../domain/limits.ts'
import type { TaskLimits } from '../../domain/task.ts'
import type { CaseOutcome, FaultKind } from '../../scoring/sandbox.ts'

type Failed = Extract<CaseOutcome, { passed: false }>

/** A failed case. */
export function failed(
  name: string,
  fault: FaultKind,
  message: string,
  values: Pick<Failed, 'expected' | 'actual' | 'at'> = {},
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

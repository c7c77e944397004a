import type { FaultKind } from '../../scoring/sandbox.ts'

/** A run that was ended from outside, for good: nothing inside could catch it. */
export class Halted extends Error {
  override readonly name = 'Halted'
  readonly fault: FaultKind

  /** `message` where there is more to say than what the fault means. */
  constructor(fault: FaultKind, message = '') {
    super(message)
    this.fault = fault
  }
}

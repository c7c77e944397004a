import type { FaultKind } from '../../../scoring/sandbox.ts'

/** A text that was ended from outside. */
export class Halted extends Error {
  override readonly name = 'Halted'
  readonly fault: FaultKind

  constructor(fault: FaultKind) {
    super(`halted: ${fault}`)
    this.fault = fault
  }
}

/** The exit status that an exception of emscripten carries; null for any other. */
export function statusOf(error: unknown): number | null {
  const holdsStatus = typeof error === 'object' && error !== null && 'status' in error
  return holdsStatus && typeof error.status === 'number' ? error.status : null
}

import { SystemError } from './errno.ts'

/** A place in a file, or a size, as a program names it. */
export function offsetOf(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw new SystemError('invalid')
  return Number(value)
}

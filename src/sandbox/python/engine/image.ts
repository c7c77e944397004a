import { deserialize, serialize } from 'node:v8'
import type { Snapshot } from '../../metering/metered-memory.ts'
import type { Address } from './instance.ts'

/** All that a process needs to go on from the moment at which Python was started and the kit was loaded. */
export interface Image {
  /** The metered WebAssembly module. */
  readonly module: Uint8Array<ArrayBuffer>
  /** Python's standard library, an archive. */
  readonly library: Uint8Array
  /** The kit's one function. */
  readonly kit: Address
  /** Where the instance had its trampoline. */
  readonly trampoline: number
  readonly snapshot: Snapshot
}

export function writtenImage(image: Image): Buffer {
  return serialize(image)
}

export function readImage(written: Uint8Array): Image {
  return deserialize(written)
}

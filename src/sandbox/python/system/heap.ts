import { SystemError } from './errno.ts'

const ENCODER = new TextEncoder()
const DECODER = new TextDecoder()
/** PATH_MAX and IOV_MAX, as libc has them. */
const MAX_PATH_BYTES = 4096
const MAX_SPANS = 1024

/** A place in the linear memory that a program named, and how many bytes from there on. */
export interface Span {
  readonly at: number
  readonly length: number
}

/** The part of an instance's memory that its system writes to. */
export interface Linear {
  readonly buffer: ArrayBuffer
  /** Hears of each range before the host writes there. */
  touch(address: number, length: number): void
}

/**
 * Reads and writes an instance's linear memory. Addresses come from the program, signed or not, and may be
 * anything: one that leads out of the memory throws a RangeError, which ends the program.
 */
export class Heap {
  readonly #linear: () => Linear

  constructor(linear: () => Linear) {
    this.#linear = linear
  }

  /** Bytes to read. Growth detaches them. */
  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#linear().buffer, at >>> 0, length >>> 0)
  }

  /** Bytes to write. */
  writable(at: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = this.bytes(at, length)
    this.#linear().touch(at >>> 0, length >>> 0)
    return bytes
  }

  /** A path: a text that ends at its first NUL. */
  path(at: number): string {
    const start = at >>> 0
    const from = this.bytes(start, Math.min(MAX_PATH_BYTES, this.#linear().buffer.byteLength - start))
    const end = from.indexOf(0)
    if (end < 0) throw new SystemError('nameTooLong')
    return DECODER.decode(from.subarray(0, end))
  }

  /** Writes a text and a NUL. @returns how many bytes that took */
  putText(at: number, text: string): number {
    const encoded = ENCODER.encode(`${text}\0`)
    this.writable(at, encoded.length).set(encoded)
    return encoded.length
  }

  u32(at: number): number {
    return viewOf(this.bytes(at, 4)).getUint32(0, true)
  }

  i32(at: number): number {
    return viewOf(this.bytes(at, 4)).getInt32(0, true)
  }

  putU16(at: number, value: number): void {
    viewOf(this.writable(at, 2)).setUint16(0, value, true)
  }

  putU32(at: number, value: number): void {
    viewOf(this.writable(at, 4)).setUint32(0, value, true)
  }

  putU64(at: number, value: number | bigint): void {
    viewOf(this.writable(at, 8)).setBigInt64(0, BigInt(value), true)
  }

  /** The buffers of a scattered read or write (`iovec`). */
  spans(at: number, count: number): Span[] {
    return Array.from({ length: Math.min(count >>> 0, MAX_SPANS) }, (_, i) => ({
      at: this.u32(at + i * 8),
      length: this.u32(at + i * 8 + 4),
    }))
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

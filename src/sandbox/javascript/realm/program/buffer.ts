import { TextDecoder, TextEncoder } from '../text-encoding.ts'

/** Node's Buffer, as far as a program needs it to read its input: bytes that are UTF-8 text. */
export class Buffer extends Uint8Array {
  override toString(_encoding?: string, start = 0, end = this.length): string {
    return new TextDecoder().decode(this.subarray(start, end))
  }

  static override from(source: unknown): Buffer {
    if (typeof source === 'string') return new Buffer(new TextEncoder().encode(source))
    return new Buffer(source as ArrayLike<number>)
  }

  static concat(list: readonly Uint8Array[]): Buffer {
    const whole = new Buffer(list.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of list) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  static alloc(length: number): Buffer {
    return new Buffer(length)
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer
  }

  static byteLength(text: string): number {
    return new TextEncoder().encode(text).length
  }
}

/** Bytes or a text, as a text. */
export function textOf(chunk: unknown): string {
  return ArrayBuffer.isView(chunk) ? new TextDecoder().decode(chunk) : String(chunk)
}

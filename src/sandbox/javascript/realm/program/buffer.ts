import { decodeBase64, encodeBase64 } from '../base64.ts'
import { TextDecoder, TextEncoder } from '../text-encoding.ts'

/** A way to write bytes as text. */
interface Encoding {
  encode(bytes: Uint8Array): string
  decode(text: string): ArrayLike<number>
}

const UTF8: Encoding = {
  encode: (bytes) => new TextDecoder().decode(bytes),
  decode: (text) => new TextEncoder().encode(text),
}
const LATIN1: Encoding = {
  encode: (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''),
  decode: (text) => Array.from(text, (character) => character.charCodeAt(0) & 0xff),
}
const HEX: Encoding = {
  encode: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  decode: (text) => (text.match(/[\da-f]{2}/gi) ?? []).map((digits) => Number.parseInt(digits, 16)),
}
const BASE64: Encoding = {
  encode: encodeBase64,
  decode: (text) =>
    decodeBase64(
      text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/[^A-Za-z0-9+/]/g, ''),
    ),
}
const BASE64URL: Encoding = {
  encode: (bytes) => encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  decode: BASE64.decode,
}

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  utf8: UTF8,
  'utf-8': UTF8,
  latin1: LATIN1,
  binary: LATIN1,
  ascii: LATIN1,
  hex: HEX,
  base64: BASE64,
  base64url: BASE64URL,
}

const MAX_SHOWN_BYTES = 50

function encodingOf(name = 'utf8'): Encoding {
  const encoding = ENCODINGS[String(name).toLowerCase()]
  if (encoding === undefined) throw new TypeError(`Unknown encoding: ${name}`)
  return encoding
}

/** Node's Buffer, as far as a program needs it to turn texts into bytes and back. */
export class Buffer extends Uint8Array {
  override toString(encoding?: string, start = 0, end = this.length): string {
    return encodingOf(encoding).encode(this.subarray(start, end))
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, i) => byte === other[i])
  }

  toJSON(): object {
    return { type: 'Buffer', data: Array.from(this) }
  }

  /** How Node prints it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const shown = HEX.encode(this.subarray(0, MAX_SHOWN_BYTES)).replace(/..(?=.)/g, '$& ')
    const more = this.length - MAX_SHOWN_BYTES
    return `<Buffer ${shown}${more > 0 ? ` ... ${more} more byte${more > 1 ? 's' : ''}` : ''}>`
  }

  static override from(source: unknown, encoding?: unknown): Buffer {
    if (typeof source !== 'string') return new Buffer(source as ArrayLike<number>)
    return new Buffer(encodingOf(typeof encoding === 'string' ? encoding : undefined).decode(source))
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

  static alloc(length: number, fill = 0): Buffer {
    return new Buffer(length).fill(fill)
  }

  static allocUnsafe(length: number): Buffer {
    return new Buffer(length)
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer
  }

  static byteLength(text: string, encoding?: string): number {
    return encodingOf(encoding).decode(text).length
  }
}

/** Bytes or a text, as a text. */
export function textOf(chunk: unknown): string {
  return ArrayBuffer.isView(chunk) ? new TextDecoder().decode(chunk) : String(chunk)
}

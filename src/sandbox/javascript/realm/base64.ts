import { DOMException } from './events.ts'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 of a text whose characters are bytes, as the web's `btoa`. */
export function btoa(text: unknown): string {
  const bytes = Array.from(String(text), (character) => character.charCodeAt(0))
  if (bytes.some((byte) => byte > 0xff)) throw invalid('the text has characters beyond Latin1')
  return encodeBase64(bytes)
}

/** The text of Base64, its characters bytes, as the web's `atob`. */
export function atob(text: unknown): string {
  const digits = String(text).replace(/[\t\n\f\r ]/g, '')
  const bare = digits.length % 4 === 0 ? digits.replace(/={1,2}$/, '') : digits
  if (bare.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(bare)) throw invalid('the text is no Base64')
  return decodeBase64(bare)
    .map((byte) => String.fromCharCode(byte))
    .join('')
}

export function encodeBase64(bytes: ArrayLike<number>): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const held = Math.min(3, bytes.length - at)
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let digit = 0; digit < 4; digit += 1) {
      text += digit <= held ? DIGITS[(bits >> (18 - 6 * digit)) & 63] : '='
    }
  }
  return text
}

/** The bytes of Base64 without padding; characters that are no digits count as zero. */
export function decodeBase64(digits: string): number[] {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const digit of digits) {
    bits = ((bits << 6) | Math.max(0, DIGITS.indexOf(digit))) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes.push((bits >> held) & 0xff)
    }
  }
  return bytes
}

function invalid(message: string): Error {
  return new DOMException(message, 'InvalidCharacterError')
}

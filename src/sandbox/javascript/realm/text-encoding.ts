/** UTF-8 only, as the web's. */
export class TextEncoder {
  readonly encoding = 'utf-8'

  encode(text = ''): Uint8Array {
    const bytes: number[] = []
    for (const character of String(text).toWellFormed()) {
      const point = character.codePointAt(0) ?? 0
      if (point < 0x80) bytes.push(point)
      else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point))
      else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point))
      else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point))
    }
    return Uint8Array.from(bytes)
  }
}

/** UTF-8 only; what is no UTF-8 becomes U+FFFD, or is refused where the decoder is `fatal`. */
export class TextDecoder {
  readonly encoding = 'utf-8'
  readonly fatal: boolean

  constructor(_encoding = 'utf-8', { fatal = false }: { readonly fatal?: boolean } = {}) {
    this.fatal = fatal
  }

  decode(input: ArrayBuffer | ArrayBufferView = new Uint8Array()): string {
    const bytes = ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
      : new Uint8Array(input)
    let text = ''
    for (let at = 0; at < bytes.length; ) {
      const { point, length, valid } = pointAt(bytes, at)
      if (this.fatal && !valid) throw new TypeError('The encoded data was not valid for encoding utf-8')
      if (at > 0 || point !== 0xfeff) text += String.fromCodePoint(point)
      at += length
    }
    return text
  }
}

const REPLACEMENT = 0xfffd

function tail(point: number): number {
  return 0x80 | (point & 0x3f)
}

interface Point {
  readonly point: number
  readonly length: number
  readonly valid: boolean
}

function pointAt(bytes: Uint8Array, at: number): Point {
  const first = bytes[at] ?? 0
  if (first < 0x80) return { point: first, length: 1, valid: true }
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  let point = first & (0xff >> (length + 1))
  for (let i = 1; i < length; i += 1) {
    const next = bytes[at + i]
    if (next === undefined || (next & 0xc0) !== 0x80) return { point: REPLACEMENT, length: i, valid: false }
    point = (point << 6) | (next & 0x3f)
  }
  const smallest = [0, 0, 0x80, 0x800, 0x10000][length] ?? 0
  const whole = first >= 0xc2 && first <= 0xf4 && point >= smallest && point <= 0x10ffff
  const valid = whole && !(point >= 0xd800 && point <= 0xdfff)
  return { point: valid ? point : REPLACEMENT, length: whole ? length : 1, valid }
}

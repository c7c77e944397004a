/** Reads a WebAssembly binary from a place on. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number
  readonly end: number

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  get done(): boolean {
    return this.at >= this.end
  }

  byte(): number {
    const byte = this.bytes[this.at]
    if (byte === undefined || this.done) throw new Error('the WebAssembly module ends too early')
    this.at += 1
    return byte
  }

  /** An unsigned LEB128 number below 2^53. */
  unsigned(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  /** Passes over a LEB128 number, signed or not. */
  skipNumber(): void {
    while (this.byte() >= 0x80);
  }

  skip(count: number): void {
    this.at += count
  }

  /** Passes over `count` bytes and returns them. */
  take(count: number): Uint8Array {
    this.at += count
    return this.bytes.subarray(this.at - count, this.at)
  }
}

/** The bytes of a LEB128 number below 2^53. */
const LONGEST_NUMBER = 8

/** Gathers the bytes of a WebAssembly binary. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>
  #length = 0

  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity)
  }

  get written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length)
  }

  write(...bytes: readonly number[]): this {
    return this.append(bytes)
  }

  /** Appends the bytes from place `from` to before place `to`. */
  append(bytes: ArrayLike<number>, from = 0, to = bytes.length): this {
    this.#makeRoom(to - from)
    // One by one: most pieces are of a few bytes, for which a view and a copy would take longer.
    for (let at = from; at < to; at += 1) this.#put(bytes[at] ?? 0)
    return this
  }

  /** An unsigned LEB128 number below 2^53. */
  unsigned(value: number): this {
    this.#makeRoom(LONGEST_NUMBER)
    let rest = value
    while (rest >= 0x80) {
      this.#put((rest % 128) | 0x80)
      rest = Math.floor(rest / 128)
    }
    this.#put(rest)
    return this
  }

  /** Bytes with their length before them: a section's, a function's or a name's. */
  sized(bytes: Uint8Array): this {
    return this.unsigned(bytes.length).append(bytes)
  }

  #put(byte: number): void {
    this.#bytes[this.#length] = byte
    this.#length += 1
  }

  #makeRoom(count: number): void {
    const length = this.#length + count
    if (length <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2))
    larger.set(this.written)
    this.#bytes = larger
  }
}

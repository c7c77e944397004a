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
    return this.append(Uint8Array.from(bytes))
  }

  append(bytes: Uint8Array): this {
    const length = this.#length + bytes.length
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2))
      larger.set(this.written)
      this.#bytes = larger
    }
    this.#bytes.set(bytes, this.#length)
    this.#length = length
    return this
  }

  /** An unsigned LEB128 number below 2^53. */
  unsigned(value: number): this {
    let rest = value
    while (rest >= 0x80) {
      this.write((rest % 128) | 0x80)
      rest = Math.floor(rest / 128)
    }
    return this.write(rest)
  }

  /** Bytes with their length before them: a section's, a function's or a name's. */
  sized(bytes: Uint8Array): this {
    return this.unsigned(bytes.length).append(bytes)
  }
}

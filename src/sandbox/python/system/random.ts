const SEED = 0x9e3779b9

/**
 * Bytes that look random and are the same in every run (Marsaglia's xorshift32, 2003): what os.urandom, uuid4 and
 * the first seed of `random` are made of.
 */
export class RandomBytes {
  #state = SEED

  fill(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = this.#next() & 0xff
  }

  #next(): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x
    return x >>> 8
  }
}

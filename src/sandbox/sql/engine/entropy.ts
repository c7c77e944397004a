const SEED = 0x9e3779b9

/** Where Postgres takes its randomness from: the same bytes after each reset, so that no answer is a matter of luck. */
export class Entropy {
  #state = SEED

  reset(): void {
    this.#state = SEED
  }

  /** The next byte (Marsaglia's xorshift, 32 bits). */
  byte(): number {
    let state = this.#state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.#state = state
    return (state >>> 11) & 0xff
  }

  fill(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = this.byte()
  }
}

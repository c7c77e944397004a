/**
 * Gas for a millisecond of `timeMs`. Measured on a 2-core machine of 2024: joins, aggregates, sorting, texts, JSON and
 * updates spent 90,000 to 480,000 gas a millisecond, about 260,000 in the middle.
 */
export const GAS_PER_MS = 250_000

/**
 * The gas of Postgres and of the libraries that it has loaded. Each module counts for itself, and each gets the whole
 * budget: what a procedure does lies nearly all in Postgres.
 */
export class Gas {
  readonly #meters: readonly WebAssembly.Global[]

  constructor(meters: readonly WebAssembly.Global[]) {
    this.#meters = meters
  }

  get spent(): boolean {
    return this.#meters.some((meter) => meter.value < 0n)
  }

  /** Allows work of so many milliseconds. */
  allow(ms: number): void {
    for (const meter of this.#meters) meter.value = BigInt(ms * GAS_PER_MS)
  }

  /** Takes what working for so long would have cost. */
  take(ms: number): void {
    for (const meter of this.#meters) meter.value -= BigInt(Math.ceil(ms * GAS_PER_MS))
  }
}

/** How much a cache may hold. */
export interface Bounds {
  readonly entries: number
  readonly bytes: number
}

/** Keeps values by key. What has not been used for longest goes first when the bounds are reached. */
export class BoundedCache<K, V> {
  // A Map tells its keys in the order in which they were set: the least recently used first.
  readonly #kept = new Map<K, { readonly value: V; readonly bytes: number }>()
  readonly #bounds: Bounds
  #bytes = 0

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  get(key: K): V | undefined {
    const entry = this.#kept.get(key)
    if (entry === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, entry)
    return entry.value
  }

  /** Keeps a value that weighs about `bytes`; one that is heavier than all bounds is not kept. */
  set(key: K, value: V, bytes: number): void {
    this.delete(key)
    if (bytes > this.#bounds.bytes) return
    this.#kept.set(key, { value, bytes })
    this.#bytes += bytes
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#bounds.entries && this.#bytes <= this.#bounds.bytes) break
      this.delete(oldest)
    }
  }

  delete(key: K): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0
    this.#kept.delete(key)
  }
}

/**
 * An async iterator that a fast writer cannot flood and a slow reader cannot hold back: it keeps one pending value
 * per key, the newest, at most `maxKeys` of them (the oldest key goes first). Written by hand, since a generator
 * that is blocked in `await` never runs its `finally` when the client goes.
 */
export class Latest<T> implements AsyncIterableIterator<T> {
  readonly #pending = new Map<string, T>()
  readonly #maxKeys: number
  readonly #onReturn: () => void
  #waiting: ((result: IteratorResult<T>) => void) | null = null
  #ended = false

  constructor({ maxKeys, onReturn }: { maxKeys: number; onReturn: () => void }) {
    this.#maxKeys = maxKeys
    this.#onReturn = onReturn
  }

  /** Offers a value; it takes the place of a pending one with the same key. */
  push(key: string, value: T): void {
    if (this.#ended) return
    if (this.#waiting !== null) {
      const waiting = this.#waiting
      this.#waiting = null
      waiting({ value, done: false })
      return
    }
    // Taken out first, so that a key that changes often does not keep its old place in the order.
    this.#pending.delete(key)
    this.#pending.set(key, value)
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= this.#maxKeys) break
      this.#pending.delete(oldest)
    }
  }

  /** No more values: what is pending is still read, then the iterator is done. */
  end(): void {
    this.#ended = true
    this.#waiting?.({ value: undefined, done: true })
    this.#waiting = null
  }

  next(): Promise<IteratorResult<T>> {
    for (const [key, value] of this.#pending) {
      this.#pending.delete(key)
      return Promise.resolve({ value, done: false })
    }
    if (this.#ended) return Promise.resolve({ value: undefined, done: true })
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  /** Called when the reader goes; may be called twice, and never rejects. */
  return(): Promise<IteratorResult<T>> {
    this.#pending.clear()
    this.end()
    this.#onReturn()
    return Promise.resolve({ value: undefined, done: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

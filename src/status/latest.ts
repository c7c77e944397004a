/**
 * An async iterator that a fast writer cannot flood and a slow reader cannot hold back: it keeps one pending value
 * per key, the newest, at most `maxKeys` of them (the oldest key goes first). Written by hand, since a generator
 * that is blocked in `await` never runs its `finally` when the client goes.
 */
export class Latest<T> implements AsyncIterableIterator<T> {
  /** Made when a reader lags behind for the first time: most never do. */
  #pending: Map<string, T> | null = null
  readonly #maxKeys: number
  readonly #onReturn: () => void
  #waiting: ((result: IteratorResult<T> | Promise<IteratorResult<T>>) => void) | null = null
  /** What the reader is told once it has read what is pending. */
  #end: Promise<IteratorResult<T>> | null = null

  constructor({ maxKeys, onReturn }: { maxKeys: number; onReturn: () => void }) {
    this.#maxKeys = maxKeys
    this.#onReturn = onReturn
  }

  /** Offers a value; it takes the place of a pending one with the same key. */
  push(key: string, value: T): void {
    if (this.#end !== null) return
    if (this.#waiting !== null) {
      const waiting = this.#waiting
      this.#waiting = null
      waiting({ value, done: false })
      return
    }
    this.#pending ??= new Map()
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
    this.#endWith(Promise.resolve({ value: undefined, done: true }))
  }

  /** No more values, for something went wrong: the reader is told so after what is pending. */
  fail(error: unknown): void {
    const failure = Promise.reject(error)
    // The reader may be gone.
    failure.catch(() => undefined)
    this.#endWith(failure)
  }

  next(): Promise<IteratorResult<T>> {
    for (const [key, value] of this.#pending ?? []) {
      this.#pending?.delete(key)
      return Promise.resolve({ value, done: false })
    }
    if (this.#end !== null) return this.#end
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  /** Called when the reader goes; may be called twice, and never rejects. */
  return(): Promise<IteratorResult<T>> {
    this.#pending = null
    this.end()
    this.#onReturn()
    return Promise.resolve({ value: undefined, done: true })
  }

  #endWith(end: Promise<IteratorResult<T>>): void {
    this.#end ??= end
    this.#waiting?.(this.#end)
    this.#waiting = null
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

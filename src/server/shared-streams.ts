import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'
import { written } from './written.ts'

/** Who is told what an operation brings. Payloads are results as JSON text, made once for all who share them. */
export interface Watcher {
  next(payload: string): void
  fail(error: unknown): void
  complete(): void
  /** Resolves when it can take more. */
  ready(): Promise<void>
}

/** What an operation gives when it is run: a stream of results, or the one result it has. */
export type Outcome = ExecutionResult | AsyncIterable<ExecutionResult>

/** A watcher's place among those who are told the same. */
export interface Seat {
  /** What the operation gave. */
  readonly opened: Promise<Outcome>
  /** Takes the watcher away; a stream ends with its last watcher. */
  leave(): void
}

/** Operations under way. */
export interface Streams {
  /** Whether there is anything to join under this key. */
  has(key: string): boolean
  /** Adds a watcher to what is shared under this key, if anything is. It is told at once what was told last. */
  join(key: string, watcher: Watcher): Seat | null
  /**
   * Runs an operation for a watcher. With a key others may join, and nobody is waited for: only where the newest
   * event makes all earlier ones void. Without one its watcher sets the pace.
   */
  begin(key: string | null, watcher: Watcher, run: () => Promise<Outcome>): Seat
}

/** Opens an empty set of streams. */
export function openStreams(): Streams {
  const shared = new Map<string, Stream>()

  function share(key: string, opened: Promise<Outcome>): Stream {
    const stream: Stream = new Stream(opened, {
      waits: false,
      // Another one may have begun since, after the last watcher had gone.
      onEnd: () => void (shared.get(key) === stream && shared.delete(key)),
    })
    shared.set(key, stream)
    return stream
  }
  return {
    has: (key) => shared.has(key),
    join: (key, watcher) => shared.get(key)?.add(watcher) ?? null,
    begin(key, watcher, run) {
      const opened = run()
      const stream =
        key === null ? new Stream(opened, { waits: true, onEnd: () => undefined }) : share(key, opened)
      const seat = stream.add(watcher)
      void stream.run()
      return seat
    },
  }
}

class Stream {
  readonly #opened: Promise<Outcome>
  readonly #watchers = new Set<Watcher>()
  readonly #waits: boolean
  readonly #onEnd: () => void
  #source: AsyncIterator<ExecutionResult> | null = null
  #last: string | null = null

  constructor(opened: Promise<Outcome>, { waits, onEnd }: { waits: boolean; onEnd: () => void }) {
    this.#opened = opened
    this.#waits = waits
    this.#onEnd = onEnd
  }

  add(watcher: Watcher): Seat {
    this.#watchers.add(watcher)
    if (this.#last !== null) watcher.next(this.#last)
    return {
      opened: this.#opened,
      leave: () => {
        if (!this.#watchers.delete(watcher) || this.#watchers.size > 0) return
        this.#onEnd()
        void this.#source?.return?.()
      },
    }
  }

  /** Tells every watcher what the operation brings, to its end. */
  async run(): Promise<void> {
    try {
      const outcome = await this.#opened
      if (isAsyncIterable(outcome)) {
        this.#source = outcome[Symbol.asyncIterator]()
        // All watchers may have gone while it was being opened.
        if (this.#watchers.size === 0) await this.#source.return?.()
        while (await this.#tellNext(this.#source)) if (this.#waits) await this.#ready()
      } else this.#tell(outcome)
      this.#onEnd()
      for (const watcher of this.#watchers) watcher.complete()
    } catch (error) {
      this.#onEnd()
      for (const watcher of this.#watchers) watcher.fail(error)
    }
  }

  /** In a call of its own, so that a result is not kept while the next is waited for. */
  async #tellNext(source: AsyncIterator<ExecutionResult>): Promise<boolean> {
    const { value, done } = await source.next()
    if (done !== true) this.#tell(value)
    return done !== true
  }

  async #ready(): Promise<void> {
    for (const watcher of this.#watchers) await watcher.ready()
  }

  #tell(result: ExecutionResult): void {
    const payload = written(result)
    // An event that moves only what this operation does not ask for is no news.
    if (!this.#waits && payload === this.#last) return
    this.#last = payload
    for (const watcher of this.#watchers) watcher.next(payload)
  }
}

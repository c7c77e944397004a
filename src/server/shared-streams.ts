import type { ExecutionResult } from 'graphql'
import { isAsyncIterable } from 'graphql-yoga'

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

/** Takes a watcher away; a stream ends with its last watcher. */
export type Leave = () => void

/** Operations under way. */
export interface Streams {
  /** Whether there is anything to join under this key. */
  has(key: string): boolean
  /** Adds a watcher to what is shared under this key, if anything is. It is told at once what was told last. */
  join(key: string, watcher: Watcher): Leave | null
  /**
   * Runs an operation for a watcher. With a key others may join, and nobody is waited for: only where the newest
   * event makes all earlier ones void. Without one its watcher sets the pace.
   */
  begin(key: string | null, watcher: Watcher, run: () => Promise<Outcome>): Leave
}

/** Opens an empty set of streams. */
export function openStreams(): Streams {
  const shared = new Map<string, Stream>()

  function share(key: string): Stream {
    const stream: Stream = new Stream({
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
      const stream = key === null ? new Stream({ waits: true, onEnd: () => undefined }) : share(key)
      const leave = stream.add(watcher)
      void stream.run(run)
      return leave
    },
  }
}

class Stream {
  readonly #watchers = new Set<Watcher>()
  readonly #waits: boolean
  readonly #onEnd: () => void
  #source: AsyncIterator<ExecutionResult> | null = null
  #last: string | null = null

  constructor({ waits, onEnd }: { waits: boolean; onEnd: () => void }) {
    this.#waits = waits
    this.#onEnd = onEnd
  }

  add(watcher: Watcher): Leave {
    this.#watchers.add(watcher)
    if (this.#last !== null) watcher.next(this.#last)
    return () => {
      if (!this.#watchers.delete(watcher) || this.#watchers.size > 0) return
      this.#onEnd()
      void this.#source?.return?.()
    }
  }

  /** Tells every watcher what the operation brings, to its end. */
  async run(run: () => Promise<Outcome>): Promise<void> {
    try {
      const outcome = await run()
      if (isAsyncIterable(outcome)) await this.#follow(outcome[Symbol.asyncIterator]())
      else this.#tell(outcome)
      this.#onEnd()
      for (const watcher of this.#watchers) watcher.complete()
    } catch (error) {
      this.#onEnd()
      for (const watcher of this.#watchers) watcher.fail(error)
    }
  }

  async #follow(source: AsyncIterator<ExecutionResult>): Promise<void> {
    this.#source = source
    // All watchers may have gone while it was being opened.
    if (this.#watchers.size === 0) await source.return?.()
    for (let step = await source.next(); step.done !== true; step = await source.next()) {
      this.#tell(step.value)
      if (this.#waits) for (const watcher of this.#watchers) await watcher.ready()
    }
  }

  #tell(result: ExecutionResult): void {
    const payload = JSON.stringify(result)
    this.#last = payload
    for (const watcher of this.#watchers) watcher.next(payload)
  }
}

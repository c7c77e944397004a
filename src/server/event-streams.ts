import type { ServerResponse } from 'node:http'

/** Answers that go on for as long as somebody watches. */
export interface EventStreams {
  add(stream: ServerResponse): void
  /** Breaks all of them off: a stream that is completed tells its watcher that no more is to come. */
  stop(): void
}

const EVERY_MS = 5000
/** A connection that takes nothing for so long is held to be dead. */
const PATIENCE_MS = 30_000

/** What the connection had been given when it last took something. */
interface Progress {
  readonly written: number
  readonly since: number
}

/** Opens an empty set, in which streams are looked after that nobody reads. */
export function openEventStreams(): EventStreams {
  const streams = new Map<ServerResponse, Progress>()

  function progressOf(stream: ServerResponse): Progress {
    return { written: stream.socket?.bytesWritten ?? 0, since: performance.now() }
  }
  function look() {
    for (const [stream, { written, since }] of streams) {
      const now = progressOf(stream)
      if (stream.writableLength === 0 || now.written !== written) streams.set(stream, now)
      else if (now.since - since > PATIENCE_MS) stream.destroy()
    }
  }
  const looking = setInterval(look, EVERY_MS).unref()
  return {
    add(stream) {
      streams.set(stream, progressOf(stream))
      stream.once('close', () => streams.delete(stream))
    },
    stop() {
      clearInterval(looking)
      for (const stream of streams.keys()) stream.destroy()
    },
  }
}

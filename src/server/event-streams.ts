import type { ServerResponse } from 'node:http'
import type { Plugin } from 'graphql-yoga'
import type { OpenSessions } from '../access/open-sessions.ts'
import type { Transport } from './authentication.ts'

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

/**
 * Has each stream end with the process, and with the credential that opened it. What an answer has become tells that it
 * is a stream, not what the client said it takes: one that takes anything is given a stream too.
 */
export function useEventStreams(
  streams: EventStreams,
  sessions: OpenSessions,
): Plugin<object, Transport & { res?: ServerResponse }> {
  return {
    onResponse({ response, serverContext }) {
      const { res, session } = serverContext ?? {}
      if (res === undefined || res.closed || session === undefined) return
      if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return
      streams.add(res)
      // Broken off, not completed, here too.
      res.once(
        'close',
        sessions.hold(session, () => res.destroy()),
      )
    },
  }
}

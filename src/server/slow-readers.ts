/** A client whose connection takes less than it is sent. */
export interface SlowReader {
  /** Bytes that wait for the network. */
  readonly bufferedAmount: number
  /** Sends what was held back, as far as the connection takes it. @returns whether it has caught up */
  catchUp(): boolean
  /** Called when the connection has taken nothing for PATIENCE_MS. */
  giveUp(): void
}

/** Clients that lag behind, looked after by one timer. */
export interface SlowReaders {
  add(reader: SlowReader): void
  delete(reader: SlowReader): void
  stop(): void
}

const EVERY_MS = 100
/** A connection that takes nothing for so long is held to be dead. */
const PATIENCE_MS = 30_000

/** Opens an empty set; the timer runs while somebody lags behind. */
export function openSlowReaders(): SlowReaders {
  const readers = new Map<SlowReader, Progress>()
  let timer: NodeJS.Timeout | null = null

  function look() {
    const now = performance.now()
    for (const [reader, progress] of readers) {
      if (reader.catchUp()) readers.delete(reader)
      else if (now - sinceProgress(reader, progress, now) > PATIENCE_MS) {
        readers.delete(reader)
        reader.giveUp()
      }
    }
    if (readers.size === 0) rest()
  }
  function rest() {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  return {
    add(reader) {
      if (readers.has(reader)) return
      readers.set(reader, { buffered: reader.bufferedAmount, since: performance.now() })
      timer ??= setInterval(look, EVERY_MS)
    },
    delete: (reader) => void readers.delete(reader),
    stop: rest,
  }
}

interface Progress {
  buffered: number
  since: number
}

/** Notes how much is buffered. @returns since when it has not become less */
function sinceProgress({ bufferedAmount }: SlowReader, progress: Progress, now: number): number {
  if (bufferedAmount < progress.buffered) progress.since = now
  progress.buffered = bufferedAmount
  return progress.since
}

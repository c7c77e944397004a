import { startPeriodic } from '../domain/periodic.ts'
import { Latest } from './latest.ts'

/** At most this often, and so at most four events a second. */
const EVERY_MS = 250

/** One value that many watch: read by a timer while somebody does, told when it has changed. */
export interface Feed<T> {
  watch(): AsyncIterableIterator<T>
  stop(): Promise<void>
}

/** What was read last, with the text by which a change is seen. */
interface Known<T> {
  readonly value: T
  readonly text: string
}

/** Makes a feed of what `read` gives. A read that fails is passed over; the next may succeed. */
export function openFeed<T>(read: () => Promise<T>, onError: (error: unknown) => void): Feed<T> {
  const watchers = new Set<Latest<T>>()
  let known: Known<T> | null = null
  let polling: { stop(): Promise<void> } | null = null

  async function poll() {
    const value = await read()
    const text = JSON.stringify(value)
    if (text === known?.text) return
    known = { value, text }
    for (const watcher of watchers) watcher.push('', value)
  }

  function start() {
    // What was known when the last watcher left is old.
    known = null
    poll().catch(onError)
    return startPeriodic({ everyMs: EVERY_MS, task: poll, onError })
  }

  function leave(watcher: Latest<T>) {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    polling?.stop().catch(onError)
    polling = null
  }

  return {
    watch() {
      const watcher = new Latest<T>({ maxKeys: 1, onReturn: () => leave(watcher) })
      watchers.add(watcher)
      polling ??= start()
      if (known !== null) watcher.push('', known.value)
      return watcher
    },
    async stop() {
      for (const watcher of watchers) watcher.end()
      await polling?.stop()
    },
  }
}

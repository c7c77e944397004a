import { startPeriodic } from '../domain/periodic.ts'
import { Latest } from './latest.ts'

/** At most this often, and so at most four events a second. */
const EVERY_MS = 250

/** One value that many watch: read by a timer while somebody does, told when it has changed. */
export interface Feed<T> {
  watch(): AsyncIterableIterator<T>
  stop(): Promise<void>
}

/** Makes a feed of what `read` gives. A read that fails is passed over; the next may succeed. */
export function openFeed<T>(read: () => Promise<T>, onError: (error: unknown) => void): Feed<T> {
  const watchers = new Set<Latest<T>>()
  let known = ''
  let polling: { stop(): Promise<void> } | null = null

  /** @returns the value, told already to everybody if it has changed */
  async function poll(): Promise<{ value: T; isNews: boolean }> {
    const value = await read()
    const text = JSON.stringify(value)
    const isNews = text !== known
    known = text
    if (isNews) for (const watcher of watchers) watcher.push('', value)
    return { value, isNews }
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
      polling ??= startPeriodic({ everyMs: EVERY_MS, task: poll, onError })
      poll()
        .then(({ value, isNews }) => isNews || watcher.push('', value))
        .catch(onError)
      return watcher
    },
    async stop() {
      for (const watcher of watchers) watcher.end()
      await polling?.stop()
    },
  }
}
